public import GatehouseJSON

/// A client's answer to `roots/list`.
///
/// Schema type `ListRootsResult`.
public struct ListRootsResult: Sendable, Hashable, JSONEncodable, JSONDecodable {
    /// The roots.
    public var roots: [Root]
    /// What the parties attach beyond the schema, under namespaced keys.
    public var meta: JSONObject?

    /// Makes the value of its members.
    public init(roots: [Root], meta: JSONObject? = nil) {
        self.roots = roots
        self.meta = meta
    }

    public init(json: JSONValue) throws(JSONDecodingError) {
        let object = try JSONObject(json: json)
        roots = try object.required("roots")
        meta = try object.optional("_meta")
    }

    public func encode(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("roots", roots)
        writer.member("_meta", ifPresent: meta)
        writer.endObject()
    }
}
