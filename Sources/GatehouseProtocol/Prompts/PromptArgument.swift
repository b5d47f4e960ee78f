public import GatehouseJSON

/// An argument that a prompt takes.
///
/// Schema type `PromptArgument`.
public struct PromptArgument: Sendable, Hashable, JSONEncodable, JSONDecodable {
    /// The name for programs.
    public var name: String
    /// The name for people; where it is absent, ``name`` is shown.
    public var title: String?
    /// What the argument is for.
    public var description: String?
    /// Whether it must be given; where it is absent, it need not.
    public var required: Bool?

    /// Makes the value of its members.
    public init(name: String, title: String? = nil, description: String? = nil, required: Bool? = nil) {
        self.name = name
        self.title = title
        self.description = description
        self.required = required
    }

    public init(json: JSONValue) throws(JSONDecodingError) {
        let object = try JSONObject(json: json)
        name = try object.required("name")
        title = try object.optional("title")
        description = try object.optional("description")
        required = try object.optional("required")
    }

    public func encode(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("name", name)
        writer.member("title", ifPresent: title)
        writer.member("description", ifPresent: description)
        writer.member("required", ifPresent: required)
        writer.endObject()
    }
}
