public import GatehouseJSON

/// The name and version of a client or a server, as it states them itself.
///
/// Nothing verifies them: they are for people and logs, never for a decision. Schema type `Implementation`.
public struct Implementation: Sendable, Hashable, JSONEncodable, JSONDecodable {
    /// The name for programs.
    public var name: String
    /// The name for people; where it is absent, ``name`` is shown.
    public var title: String?
    /// The version, in whatever scheme.
    public var version: String
    /// What it does, in a sentence for people.
    public var description: String?
    /// Where to read about it.
    public var websiteUrl: String?
    /// Pictures that a client may show.
    public var icons: [Icon]?

    /// Makes the value of its members.
    public init(
        name: String,
        title: String? = nil,
        version: String,
        description: String? = nil,
        websiteUrl: String? = nil,
        icons: [Icon]? = nil
    ) {
        self.name = name
        self.title = title
        self.version = version
        self.description = description
        self.websiteUrl = websiteUrl
        self.icons = icons
    }

    public init(json: JSONValue) throws(JSONDecodingError) {
        let object = try JSONObject(json: json)
        name = try object.required("name")
        title = try object.optional("title")
        version = try object.required("version")
        description = try object.optional("description")
        websiteUrl = try object.optional("websiteUrl")
        icons = try object.optional("icons")
    }

    public func encode(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("name", name)
        writer.member("title", ifPresent: title)
        writer.member("version", version)
        writer.member("description", ifPresent: description)
        writer.member("websiteUrl", ifPresent: websiteUrl)
        writer.member("icons", ifPresent: icons)
        writer.endObject()
    }
}
