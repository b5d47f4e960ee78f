public import GatehouseJSON

/// The parameters of a request that has none of its own.
///
/// Schema type `RequestParams`.
public struct RequestParams: Sendable, Hashable, JSONEncodable, JSONDecodable {
    /// What the client attaches to the request; revision 2026-07-28 requires what ``RequestMeta`` reads.
    public var meta: JSONObject?

    /// Makes the value of its members.
    public init(meta: JSONObject? = nil) {
        self.meta = meta
    }

    public init(json: JSONValue) throws(JSONDecodingError) {
        let object = try JSONObject(json: json)
        meta = try object.optional("_meta")
    }

    public func encode(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("_meta", ifPresent: meta)
        writer.endObject()
    }
}
