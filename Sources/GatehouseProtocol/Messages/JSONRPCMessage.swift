public import GatehouseJSON

/// Any message of the protocol.
///
/// Schema type `JSONRPCMessage`.
public enum JSONRPCMessage: Sendable, Hashable {
    /// A request.
    case request(JSONRPCRequest)
    /// A notification.
    case notification(JSONRPCNotification)
    /// A successful response.
    case result(JSONRPCResultResponse)
    /// A response that says what went wrong.
    case error(JSONRPCErrorResponse)
}

extension JSONRPCMessage: JSONEncodable, JSONDecodable {
    /// Reads a message: with `method` and `id` it is a request, with `method` alone a notification, and otherwise a
    /// response. A message that has several of `method`, `result` and `error` is refused, as it would mean different
    /// things to different readers.
    public init(json: JSONValue) throws(JSONDecodingError) {
        let object = try JSONObject(json: json)
        try object.expectEnvelope()
        let marks = ["method", "result", "error"].filter { object.contains($0) }
        guard marks.count == 1, let mark = marks.first else {
            throw JSONDecodingError(expected: #"an object with one of "method", "result", "error""#, found: .object)
        }
        switch mark {
        case "method" where object.contains("id"): self = .request(try JSONRPCRequest(json: json))
        case "method": self = .notification(try JSONRPCNotification(json: json))
        case "result": self = .result(try JSONRPCResultResponse(json: json))
        default: self = .error(try JSONRPCErrorResponse(json: json))
        }
    }

    public func encode(to writer: inout JSONWriter) {
        switch self {
        case .request(let message): message.encode(to: &writer)
        case .notification(let message): message.encode(to: &writer)
        case .result(let message): message.encode(to: &writer)
        case .error(let message): message.encode(to: &writer)
        }
    }
}
