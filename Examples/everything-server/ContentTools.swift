import Gatehouse
import GatehouseMacros
import GatehouseProtocol

/// A tool for every kind of content.
@Toolbox
struct ContentTools {
    /// Returns one text.
    @Tool(.readOnly, name: "test_simple_text")
    func simpleText() -> String { "This is a simple text response for testing." }

    /// Returns a picture.
    @Tool(.readOnly, name: "test_image_content")
    func imageContent() -> ImageContent { Samples.image }

    /// Returns a sound.
    @Tool(.readOnly, name: "test_audio_content")
    func audioContent() -> AudioContent { Samples.audio }

    /// Returns a resource within the result.
    @Tool(.readOnly, name: "test_embedded_resource")
    func embeddedResource() -> ContentBlock {
        Samples.resource("test://embedded-resource", "text/plain", "This is an embedded resource content.")
    }

    /// Returns a text, a picture and a resource.
    @Tool(.readOnly, name: "test_multiple_content_types")
    func multipleContentTypes() -> [ContentBlock] {
        [
            .text("Multiple content types test:"), .image(Samples.image),
            Samples.resource(
                "test://mixed-content-resource", "application/json", #"{"test":"data","value":123}"#),
        ]
    }

    /// Fails, in a way that a model can read.
    @Tool(.readOnly, name: "test_error_handling")
    func errorHandling() throws -> String {
        throw ToolError("This tool intentionally returns an error for testing")
    }

    /// Says which region was asked for; clients repeat it in the field Mcp-Param-Region.
    ///
    /// - Parameter region: The region.
    @Tool(.readOnly, name: "test_x_mcp_header")
    func mirrored(@Field(.header("Region")) region: String = "nowhere") -> String { "Region: \(region)" }
}
