public import GatehouseJSON

/// The content of a sampled message, which the wire writes as one block or as an array of blocks.
///
/// Revisions before 2025-11-25 know one block only.
public enum SamplingContent: Sendable, Hashable {
    /// One block, written bare.
    case one(SamplingMessageContentBlock)
    /// An array of blocks.
    case several([SamplingMessageContentBlock])

    /// The blocks, however they are written.
    public var blocks: [SamplingMessageContentBlock] {
        switch self {
        case .one(let block): [block]
        case .several(let blocks): blocks
        }
    }

    /// Makes content of one block of text.
    public static func text(_ text: String) -> SamplingContent {
        .one(.text(text))
    }
}

extension SamplingContent: JSONEncodable, JSONDecodable {
    public init(json: JSONValue) throws(JSONDecodingError) {
        switch json {
        case .array: self = .several(try [SamplingMessageContentBlock](json: json))
        case .object: self = .one(try SamplingMessageContentBlock(json: json))
        default: throw JSONDecodingError(expected: "an object or an array", found: json.kind)
        }
    }

    public func encode(to writer: inout JSONWriter) {
        switch self {
        case .one(let block): block.encode(to: &writer)
        case .several(let blocks): blocks.encode(to: &writer)
        }
    }
}
