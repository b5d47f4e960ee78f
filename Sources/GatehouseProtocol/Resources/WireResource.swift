public import GatehouseJSON

/// A resource that a server can read.
///
/// Schema type `Resource`; MCP 2026-07-28, server/resources.
///
/// It bears the prefix because the resource that an author registers is the one to have the plain name.
public struct WireResource: Sendable, Hashable, JSONEncodable, JSONDecodable {
    /// The resource's URI.
    public var uri: String
    /// The name for programs.
    public var name: String
    /// The name for people; where it is absent, ``name`` is shown.
    public var title: String?
    /// What the resource is, as a hint for a model.
    public var description: String?
    /// The MIME type, where it is known.
    public var mimeType: String?
    /// The size of the raw contents in bytes, before any encoding.
    public var size: Int64?
    /// Pictures that a client may show.
    public var icons: [Icon]?
    /// For whom it is, how important it is, and how old.
    public var annotations: Annotations?
    /// What the parties attach beyond the schema, under namespaced keys.
    public var meta: JSONObject?

    /// Makes the value of its members.
    public init(
        uri: String,
        name: String,
        title: String? = nil,
        description: String? = nil,
        mimeType: String? = nil,
        size: Int64? = nil,
        icons: [Icon]? = nil,
        annotations: Annotations? = nil,
        meta: JSONObject? = nil
    ) {
        self.uri = uri
        self.name = name
        self.title = title
        self.description = description
        self.mimeType = mimeType
        self.size = size
        self.icons = icons
        self.annotations = annotations
        self.meta = meta
    }

    public init(json: JSONValue) throws(JSONDecodingError) {
        let object = try JSONObject(json: json)
        uri = try object.required("uri")
        name = try object.required("name")
        title = try object.optional("title")
        description = try object.optional("description")
        mimeType = try object.optional("mimeType")
        size = try object.optional("size")
        icons = try object.optional("icons")
        annotations = try object.optional("annotations")
        meta = try object.optional("_meta")
    }

    public func encode(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("uri", uri)
        writer.member("name", name)
        writer.member("title", ifPresent: title)
        writer.member("description", ifPresent: description)
        writer.member("mimeType", ifPresent: mimeType)
        writer.member("size", ifPresent: size)
        writer.member("icons", ifPresent: icons)
        writer.member("annotations", ifPresent: annotations)
        writer.member("_meta", ifPresent: meta)
        writer.endObject()
    }
}
