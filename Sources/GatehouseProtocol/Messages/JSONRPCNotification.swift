public import GatehouseJSON

/// A notification whose parameters are not read yet.
///
/// Schema type `JSONRPCNotification`.
public struct JSONRPCNotification: Sendable, Hashable, JSONEncodable, JSONDecodable {
    /// The method's name.
    public var method: String
    /// The parameters, always by name.
    public var params: JSONObject?

    /// Makes a notification.
    public init(method: String, params: JSONObject? = nil) {
        self.method = method
        self.params = params
    }

    public init(json: JSONValue) throws(JSONDecodingError) {
        let object = try JSONObject(json: json)
        try object.expectEnvelope()
        method = try object.required("method")
        params = try object.optional("params")
    }

    public func encode(to writer: inout JSONWriter) {
        writer.beginEnvelope()
        writer.member("method", method)
        writer.member("params", ifPresent: params)
        writer.endObject()
    }
}
