public import GatehouseJSON

/// The result of a method that may first ask for input: `tools/call`, `resources/read` and `prompts/get`.
///
/// Its `resultType` tells which; a word that is neither is refused, as the specification demands. MCP 2026-07-28, basic,
/// "ResultType".
public enum InputOr<Output>: Sendable, Hashable, JSONEncodable, JSONDecodable
where Output: Sendable & Hashable & JSONEncodable & JSONDecodable {
    /// The request is done.
    case complete(Output)
    /// The server needs something first.
    case inputRequired(InputRequiredResult)

    public init(json: JSONValue) throws(JSONDecodingError) {
        let object = try JSONObject(json: json)
        let type: ResultType = try object.optional("resultType") ?? .complete
        switch type {
        case .complete: self = .complete(try Output(json: json))
        case .inputRequired: self = .inputRequired(try InputRequiredResult(json: json))
        default:
            let expected = #"one of "complete", "input_required""#
            throw JSONDecodingError(expected: expected, found: .string).under("resultType")
        }
    }

    public func encode(to writer: inout JSONWriter) {
        switch self {
        case .complete(let output): output.encode(to: &writer)
        case .inputRequired(let result): result.encode(to: &writer)
        }
    }
}
