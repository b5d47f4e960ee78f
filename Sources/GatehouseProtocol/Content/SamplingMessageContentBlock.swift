public import GatehouseJSON

/// A piece of a message to or from a model.
///
/// Its `type` tells which. Schema type `SamplingMessageContentBlock`.
public enum SamplingMessageContentBlock: Sendable, Hashable {
    /// Text.
    case text(TextContent)
    /// A picture.
    case image(ImageContent)
    /// Sound.
    case audio(AudioContent)
    /// A wish to call a tool.
    case toolUse(ToolUseContent)
    /// A called tool's result.
    case toolResult(ToolResultContent)

    /// Makes a block of text.
    public static func text(_ text: String) -> SamplingMessageContentBlock {
        .text(TextContent(text: text))
    }
}

extension SamplingMessageContentBlock: JSONEncodable, JSONDecodable {
    public init(json: JSONValue) throws(JSONDecodingError) {
        let type: String = try JSONObject(json: json).required("type")
        switch type {
        case "text": self = .text(try TextContent(json: json))
        case "image": self = .image(try ImageContent(json: json))
        case "audio": self = .audio(try AudioContent(json: json))
        case "tool_use": self = .toolUse(try ToolUseContent(json: json))
        case "tool_result": self = .toolResult(try ToolResultContent(json: json))
        default:
            let expected = #"one of "text", "image", "audio", "tool_use", "tool_result""#
            throw JSONDecodingError(expected: expected, found: .string).under("type")
        }
    }

    public func encode(to writer: inout JSONWriter) {
        switch self {
        case .text(let content): content.encode(to: &writer)
        case .image(let content): content.encode(to: &writer)
        case .audio(let content): content.encode(to: &writer)
        case .toolUse(let content): content.encode(to: &writer)
        case .toolResult(let content): content.encode(to: &writer)
        }
    }
}
