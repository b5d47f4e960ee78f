public import GatehouseJSON

/// A successful response in its JSON-RPC envelope, with a typed result.
public struct TypedResultResponse<Output>: Sendable, Hashable, JSONEncodable, JSONDecodable
where Output: Sendable & Hashable & JSONEncodable & JSONDecodable {
    /// The identifier of the request.
    public var id: RequestID
    /// The result.
    public var result: Output

    /// Makes a response.
    public init(id: RequestID, result: Output) {
        self.id = id
        self.result = result
    }

    public init(json: JSONValue) throws(JSONDecodingError) {
        let object = try JSONObject(json: json)
        try object.expectEnvelope()
        id = try object.required("id")
        result = try object.required("result")
    }

    public func encode(to writer: inout JSONWriter) {
        writer.beginEnvelope()
        writer.member("id", id)
        writer.member("result", result)
        writer.endObject()
    }
}
