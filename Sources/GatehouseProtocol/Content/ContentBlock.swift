public import GatehouseJSON

/// A piece of a prompt's message or of a tool's result.
///
/// Its `type` tells which. Schema type `ContentBlock`.
public enum ContentBlock: Sendable, Hashable {
    /// Text.
    case text(TextContent)
    /// A picture.
    case image(ImageContent)
    /// Sound.
    case audio(AudioContent)
    /// The name of a resource.
    case resourceLink(ResourceLink)
    /// The contents of a resource.
    case resource(EmbeddedResource)

    /// Makes a block of text.
    public static func text(_ text: String) -> ContentBlock {
        .text(TextContent(text: text))
    }
}

extension ContentBlock: JSONEncodable, JSONDecodable {
    public init(json: JSONValue) throws(JSONDecodingError) {
        let type: String = try JSONObject(json: json).required("type")
        switch type {
        case "text": self = .text(try TextContent(json: json))
        case "image": self = .image(try ImageContent(json: json))
        case "audio": self = .audio(try AudioContent(json: json))
        case "resource_link": self = .resourceLink(try ResourceLink(json: json))
        case "resource": self = .resource(try EmbeddedResource(json: json))
        default:
            let expected = #"one of "text", "image", "audio", "resource_link", "resource""#
            throw JSONDecodingError(expected: expected, found: .string).under("type")
        }
    }

    public func encode(to writer: inout JSONWriter) {
        switch self {
        case .text(let content): content.encode(to: &writer)
        case .image(let content): content.encode(to: &writer)
        case .audio(let content): content.encode(to: &writer)
        case .resourceLink(let content): content.encode(to: &writer)
        case .resource(let content): content.encode(to: &writer)
        }
    }
}
