public import GatehouseJSON

/// A request in its JSON-RPC envelope, with typed parameters.
public struct TypedRequest<Kind: RequestKind>: Sendable, Hashable, JSONEncodable, JSONDecodable {
    /// The identifier that the response repeats.
    public var id: RequestID
    /// The parameters.
    public var params: Kind.Params

    /// Makes a request.
    public init(id: RequestID, params: Kind.Params) {
        self.id = id
        self.params = params
    }

    public init(json: JSONValue) throws(JSONDecodingError) {
        let object = try JSONObject(json: json)
        try object.expectEnvelope()
        id = try object.required("id")
        try object.expect("method", toBe: Kind.method)
        params = try Kind.params(of: object)
    }

    public func encode(to writer: inout JSONWriter) {
        writer.beginEnvelope()
        writer.member("id", id)
        writer.member("method", Kind.method)
        Kind.write(params, to: &writer)
        writer.endObject()
    }
}
