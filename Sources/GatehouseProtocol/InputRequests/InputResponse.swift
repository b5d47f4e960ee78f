public import GatehouseJSON

/// A client's answer to an ``InputRequest``.
///
/// Nothing but its members tells what it answers: `action` an elicitation, `roots` a listing of roots, everything else
/// a sampling. Schema type `InputResponse`.
public enum InputResponse: Sendable, Hashable {
    /// What the model wrote.
    case createMessage(CreateMessageResult)
    /// What the user did.
    case elicit(ElicitResult)
    /// The roots.
    case listRoots(ListRootsResult)
}

extension InputResponse: JSONEncodable, JSONDecodable {
    public init(json: JSONValue) throws(JSONDecodingError) {
        let object = try JSONObject(json: json)
        if object.contains("action") {
            self = .elicit(try ElicitResult(json: json))
        } else if object.contains("roots") {
            self = .listRoots(try ListRootsResult(json: json))
        } else {
            self = .createMessage(try CreateMessageResult(json: json))
        }
    }

    public func encode(to writer: inout JSONWriter) {
        switch self {
        case .createMessage(let result): result.encode(to: &writer)
        case .elicit(let result): result.encode(to: &writer)
        case .listRoots(let result): result.encode(to: &writer)
        }
    }
}

/// The answers to ``InputRequests``, each under its request's key.
///
/// Schema type `InputResponses`.
public typealias InputResponses = [String: InputResponse]
