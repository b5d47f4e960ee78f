public import GatehouseJSON

/// A message to or from a model.
///
/// Schema type `SamplingMessage`.
public struct SamplingMessage: Sendable, Hashable, JSONEncodable, JSONDecodable {
    /// Whose message it is.
    public var role: Role
    /// One block or several.
    public var content: SamplingContent
    /// What the parties attach beyond the schema, under namespaced keys.
    public var meta: JSONObject?

    /// Makes the value of its members.
    public init(role: Role, content: SamplingContent, meta: JSONObject? = nil) {
        self.role = role
        self.content = content
        self.meta = meta
    }

    public init(json: JSONValue) throws(JSONDecodingError) {
        let object = try JSONObject(json: json)
        role = try object.required("role")
        content = try object.required("content")
        meta = try object.optional("_meta")
    }

    public func encode(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("role", role)
        writer.member("content", content)
        writer.member("_meta", ifPresent: meta)
        writer.endObject()
    }
}
