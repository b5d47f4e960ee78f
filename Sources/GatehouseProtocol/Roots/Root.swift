public import GatehouseJSON

/// A directory or file that a server may work on.
///
/// Schema type `Root`; MCP 2026-07-28, client/roots.
public struct Root: Sendable, Hashable, JSONEncodable, JSONDecodable {
    /// Its URI, which starts with `file://`.
    public var uri: String
    /// A name for people.
    public var name: String?
    /// What the parties attach beyond the schema, under namespaced keys.
    public var meta: JSONObject?

    /// Makes the value of its members.
    public init(uri: String, name: String? = nil, meta: JSONObject? = nil) {
        self.uri = uri
        self.name = name
        self.meta = meta
    }

    public init(json: JSONValue) throws(JSONDecodingError) {
        let object = try JSONObject(json: json)
        uri = try object.required("uri")
        name = try object.optional("name")
        meta = try object.optional("_meta")
        guard uri.utf8.starts(with: "file://".utf8) else {
            throw JSONDecodingError(expected: "a URI that starts with \"file://\"", found: .string).under("uri")
        }
    }

    public func encode(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("uri", uri)
        writer.member("name", ifPresent: name)
        writer.member("_meta", ifPresent: meta)
        writer.endObject()
    }
}
