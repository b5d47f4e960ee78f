public import GatehouseJSON

/// A result that says what the server needs before it can complete the request.
///
/// At least one of its two members is present. Schema type `InputRequiredResult`; MCP 2026-07-28,
/// basic/patterns/mrtr.
public struct InputRequiredResult: Sendable, Hashable, JSONEncodable, JSONDecodable {
    /// What the client is asked for, each under a key that its answer repeats.
    public var inputRequests: InputRequests?
    /// What the client returns, unread, when it sends the request again.
    public var requestState: String?
    /// What the server attaches to the result; ``MetaKey/serverInfo`` names the server.
    public var meta: JSONObject?

    /// Makes the value of its members.
    public init(inputRequests: InputRequests? = nil, requestState: String? = nil, meta: JSONObject? = nil) {
        self.inputRequests = inputRequests
        self.requestState = requestState
        self.meta = meta
    }

    public init(json: JSONValue) throws(JSONDecodingError) {
        let object = try JSONObject(json: json)
        try object.expect("resultType", toBe: ResultType.inputRequired)
        inputRequests = try object.optional("inputRequests")
        requestState = try object.optional("requestState")
        meta = try object.optional("_meta")
        guard inputRequests != nil || requestState != nil else {
            throw JSONDecodingError(expected: "an object with \"inputRequests\" or \"requestState\"", found: .object)
        }
    }

    public func encode(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("resultType", ResultType.inputRequired)
        writer.member("inputRequests", ifPresent: inputRequests)
        writer.member("requestState", ifPresent: requestState)
        writer.member("_meta", ifPresent: meta)
        writer.endObject()
    }
}
