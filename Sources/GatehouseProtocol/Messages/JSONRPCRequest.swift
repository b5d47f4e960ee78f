public import GatehouseJSON

/// A request whose parameters are not read yet.
///
/// Schema type `JSONRPCRequest`.
public struct JSONRPCRequest: Sendable, Hashable, JSONEncodable, JSONDecodable {
    /// The identifier that the response repeats.
    public var id: RequestID
    /// The method's name.
    public var method: String
    /// The parameters, always by name.
    public var params: JSONObject?

    /// Makes a request.
    public init(id: RequestID, method: String, params: JSONObject? = nil) {
        self.id = id
        self.method = method
        self.params = params
    }

    public init(json: JSONValue) throws(JSONDecodingError) {
        let object = try JSONObject(json: json)
        try object.expectEnvelope()
        id = try object.required("id")
        method = try object.required("method")
        params = try object.optional("params")
    }

    public func encode(to writer: inout JSONWriter) {
        writer.beginEnvelope()
        writer.member("id", id)
        writer.member("method", method)
        writer.member("params", ifPresent: params)
        writer.endObject()
    }
}
