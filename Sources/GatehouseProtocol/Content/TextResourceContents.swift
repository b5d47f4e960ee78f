public import GatehouseJSON

/// The contents of a resource that is text.
///
/// Schema type `TextResourceContents`.
public struct TextResourceContents: Sendable, Hashable, JSONEncodable, JSONDecodable {
    /// The resource's URI.
    public var uri: String
    /// The MIME type, where it is known.
    public var mimeType: String?
    /// The text.
    public var text: String
    /// What the parties attach beyond the schema, under namespaced keys.
    public var meta: JSONObject?

    /// Makes the value of its members.
    public init(uri: String, mimeType: String? = nil, text: String, meta: JSONObject? = nil) {
        self.uri = uri
        self.mimeType = mimeType
        self.text = text
        self.meta = meta
    }

    public init(json: JSONValue) throws(JSONDecodingError) {
        let object = try JSONObject(json: json)
        uri = try object.required("uri")
        mimeType = try object.optional("mimeType")
        text = try object.required("text")
        meta = try object.optional("_meta")
    }

    public func encode(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("uri", uri)
        writer.member("mimeType", ifPresent: mimeType)
        writer.member("text", text)
        writer.member("_meta", ifPresent: meta)
        writer.endObject()
    }
}
