public import GatehouseJSON

/// A family of resources, described by a URI template.
///
/// Schema type `ResourceTemplate`; MCP 2026-07-28, server/resources.
public struct ResourceTemplate: Sendable, Hashable, JSONEncodable, JSONDecodable {
    /// The template of RFC 6570 that their URIs follow.
    public var uriTemplate: String
    /// The name for programs.
    public var name: String
    /// The name for people; where it is absent, ``name`` is shown.
    public var title: String?
    /// What the template is for, as a hint for a model.
    public var description: String?
    /// The MIME type, where all of them have the same.
    public var mimeType: String?
    /// Pictures that a client may show.
    public var icons: [Icon]?
    /// For whom it is, how important it is, and how old.
    public var annotations: Annotations?
    /// What the parties attach beyond the schema, under namespaced keys.
    public var meta: JSONObject?

    /// Makes the value of its members.
    public init(
        uriTemplate: String,
        name: String,
        title: String? = nil,
        description: String? = nil,
        mimeType: String? = nil,
        icons: [Icon]? = nil,
        annotations: Annotations? = nil,
        meta: JSONObject? = nil
    ) {
        self.uriTemplate = uriTemplate
        self.name = name
        self.title = title
        self.description = description
        self.mimeType = mimeType
        self.icons = icons
        self.annotations = annotations
        self.meta = meta
    }

    public init(json: JSONValue) throws(JSONDecodingError) {
        let object = try JSONObject(json: json)
        uriTemplate = try object.required("uriTemplate")
        name = try object.required("name")
        title = try object.optional("title")
        description = try object.optional("description")
        mimeType = try object.optional("mimeType")
        icons = try object.optional("icons")
        annotations = try object.optional("annotations")
        meta = try object.optional("_meta")
    }

    public func encode(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("uriTemplate", uriTemplate)
        writer.member("name", name)
        writer.member("title", ifPresent: title)
        writer.member("description", ifPresent: description)
        writer.member("mimeType", ifPresent: mimeType)
        writer.member("icons", ifPresent: icons)
        writer.member("annotations", ifPresent: annotations)
        writer.member("_meta", ifPresent: meta)
        writer.endObject()
    }
}
