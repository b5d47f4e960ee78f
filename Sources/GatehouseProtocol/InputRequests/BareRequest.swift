public import GatehouseJSON

/// A request without a JSON-RPC envelope: its method and its parameters, as ``InputRequests`` carry it.
public struct BareRequest<Kind: RequestKind>: Sendable, Hashable, JSONEncodable, JSONDecodable {
    /// The parameters.
    public var params: Kind.Params

    /// Makes a request.
    public init(params: Kind.Params) {
        self.params = params
    }

    public init(json: JSONValue) throws(JSONDecodingError) {
        let object = try JSONObject(json: json)
        try object.expect("method", toBe: Kind.method)
        params = try Kind.params(of: object)
    }

    public func encode(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("method", Kind.method)
        Kind.write(params, to: &writer)
        writer.endObject()
    }
}

/// A request to sample a model. Schema type `CreateMessageRequest`.
public typealias CreateMessageRequest = BareRequest<CreateMessage>
/// A request to ask the user. Schema type `ElicitRequest`.
public typealias ElicitRequest = BareRequest<Elicit>
/// A request for the roots. Schema type `ListRootsRequest`.
public typealias ListRootsRequest = BareRequest<ListRoots>
