public import GatehouseJSON

/// What has the argument that is completed.
///
/// Its `type` tells which. Schema types `PromptReference` and `ResourceTemplateReference`.
public enum CompletionReference: Sendable, Hashable {
    /// A prompt.
    case prompt(PromptReference)
    /// A resource template.
    case resource(ResourceTemplateReference)
}

extension CompletionReference: JSONEncodable, JSONDecodable {
    public init(json: JSONValue) throws(JSONDecodingError) {
        let type: String = try JSONObject(json: json).required("type")
        switch type {
        case "ref/prompt": self = .prompt(try PromptReference(json: json))
        case "ref/resource": self = .resource(try ResourceTemplateReference(json: json))
        default:
            throw JSONDecodingError(expected: #"one of "ref/prompt", "ref/resource""#, found: .string).under("type")
        }
    }

    public func encode(to writer: inout JSONWriter) {
        switch self {
        case .prompt(let reference): reference.encode(to: &writer)
        case .resource(let reference): reference.encode(to: &writer)
        }
    }
}
