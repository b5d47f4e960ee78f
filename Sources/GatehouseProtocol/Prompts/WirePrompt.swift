public import GatehouseJSON

/// A prompt, or a template of prompts, that a server offers.
///
/// Schema type `Prompt`; MCP 2026-07-28, server/prompts.
///
/// It bears the prefix because the prompt that an author registers is the one to have the plain name.
public struct WirePrompt: Sendable, Hashable, JSONEncodable, JSONDecodable {
    /// The name for programs.
    public var name: String
    /// The name for people; where it is absent, ``name`` is shown.
    public var title: String?
    /// What the prompt is for.
    public var description: String?
    /// What fills the template.
    public var arguments: [PromptArgument]?
    /// Pictures that a client may show.
    public var icons: [Icon]?
    /// What the parties attach beyond the schema, under namespaced keys.
    public var meta: JSONObject?

    /// Makes the value of its members.
    public init(
        name: String,
        title: String? = nil,
        description: String? = nil,
        arguments: [PromptArgument]? = nil,
        icons: [Icon]? = nil,
        meta: JSONObject? = nil
    ) {
        self.name = name
        self.title = title
        self.description = description
        self.arguments = arguments
        self.icons = icons
        self.meta = meta
    }

    public init(json: JSONValue) throws(JSONDecodingError) {
        let object = try JSONObject(json: json)
        name = try object.required("name")
        title = try object.optional("title")
        description = try object.optional("description")
        arguments = try object.optional("arguments")
        icons = try object.optional("icons")
        meta = try object.optional("_meta")
    }

    public func encode(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("name", name)
        writer.member("title", ifPresent: title)
        writer.member("description", ifPresent: description)
        writer.member("arguments", ifPresent: arguments)
        writer.member("icons", ifPresent: icons)
        writer.member("_meta", ifPresent: meta)
        writer.endObject()
    }
}
