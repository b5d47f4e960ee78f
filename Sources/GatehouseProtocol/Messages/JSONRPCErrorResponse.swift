public import GatehouseJSON

/// A response that says what went wrong.
///
/// Schema type `JSONRPCErrorResponse`, and the types for single codes (`HeaderMismatchError` …).
public struct JSONRPCErrorResponse: Sendable, Hashable, JSONEncodable, JSONDecodable {
    /// The identifier of the request; absent where it could not be read.
    public var id: RequestID?
    /// What went wrong.
    public var error: JSONRPCError

    /// Makes a response.
    public init(id: RequestID?, error: JSONRPCError) {
        self.id = id
        self.error = error
    }

    /// Reads a response; an `id` of `null`, which JSON-RPC 2.0 has and MCP has not, counts as absent.
    public init(json: JSONValue) throws(JSONDecodingError) {
        let object = try JSONObject(json: json)
        try object.expectEnvelope()
        id = try object.optional("id")
        error = try object.required("error")
    }

    public func encode(to writer: inout JSONWriter) {
        writer.beginEnvelope()
        writer.member("id", ifPresent: id)
        writer.member("error", error)
        writer.endObject()
    }
}
