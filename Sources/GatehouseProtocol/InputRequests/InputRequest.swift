public import GatehouseJSON

/// Something that a server asks its client for before it can complete a request.
///
/// It is a method and its parameters, without a JSON-RPC envelope. Schema type `InputRequest`; MCP 2026-07-28,
/// basic/patterns/mrtr.
public enum InputRequest: Sendable, Hashable {
    /// To sample a model.
    case createMessage(CreateMessageRequest)
    /// To ask the user.
    case elicit(ElicitRequest)
    /// To list the roots.
    case listRoots(ListRootsRequest)

    /// The method's name.
    public var method: String {
        switch self {
        case .createMessage: Method.createMessage
        case .elicit: Method.elicit
        case .listRoots: Method.listRoots
        }
    }
}

extension InputRequest: JSONEncodable, JSONDecodable {
    public init(json: JSONValue) throws(JSONDecodingError) {
        let method: String = try JSONObject(json: json).required("method")
        switch method {
        case Method.createMessage: self = .createMessage(try CreateMessageRequest(json: json))
        case Method.elicit: self = .elicit(try ElicitRequest(json: json))
        case Method.listRoots: self = .listRoots(try ListRootsRequest(json: json))
        default:
            let expected = #"one of "sampling/createMessage", "elicitation/create", "roots/list""#
            throw JSONDecodingError(expected: expected, found: .string).under("method")
        }
    }

    public func encode(to writer: inout JSONWriter) {
        switch self {
        case .createMessage(let request): request.encode(to: &writer)
        case .elicit(let request): request.encode(to: &writer)
        case .listRoots(let request): request.encode(to: &writer)
        }
    }
}

/// What a server asks for, each under a key of its own choice that the answer repeats.
///
/// Schema type `InputRequests`.
public typealias InputRequests = [String: InputRequest]
