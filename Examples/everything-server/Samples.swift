import GatehouseProtocol

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The smallest picture and the shortest sound.
enum Samples {
    /// A picture of one pixel, as Base64.
    static let png =
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg=="
    /// Four silent samples, as Base64.
    static let wav = "UklGRiwAAABXQVZFZm10IBAAAAABAAEAQB8AAIA+AAACABAAZGF0YQgAAAAAAAAAAAAAAA=="

    static let image = ImageContent(data: png, mimeType: "image/png")
    static let audio = AudioContent(data: wav, mimeType: "audio/wav")

    /// The picture's bytes.
    static var pictureBytes: [UInt8] { Data(base64Encoded: png).map { [UInt8]($0) } ?? [] }

    /// A resource within a result.
    static func resource(_ uri: String, _ mimeType: String, _ text: String) -> ContentBlock {
        .resource(
            EmbeddedResource(resource: .text(TextResourceContents(uri: uri, mimeType: mimeType, text: text))))
    }
}
