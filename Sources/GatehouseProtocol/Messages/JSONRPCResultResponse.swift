public import GatehouseJSON

/// A successful response whose result is not read yet.
///
/// Schema type `JSONRPCResultResponse`.
public struct JSONRPCResultResponse: Sendable, Hashable, JSONEncodable, JSONDecodable {
    /// The identifier of the request.
    public var id: RequestID
    /// The result.
    public var result: JSONObject

    /// Makes a response.
    public init(id: RequestID, result: JSONObject) {
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
