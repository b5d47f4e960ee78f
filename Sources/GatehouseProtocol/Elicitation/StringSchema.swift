public import GatehouseJSON

/// A text field of a form.
///
/// Schema type `StringSchema`.
public struct StringSchema: Sendable, Hashable, JSONEncodable, JSONDecodable {
    /// The field's label.
    public var title: String?
    /// A hint for the user.
    public var description: String?
    /// The fewest characters.
    public var minLength: Int?
    /// The most characters.
    public var maxLength: Int?
    /// What the text is.
    public var format: StringFormat?
    /// The value the field starts with.
    public var `default`: String?

    /// Makes the value of its members.
    public init(
        title: String? = nil,
        description: String? = nil,
        minLength: Int? = nil,
        maxLength: Int? = nil,
        format: StringFormat? = nil,
        `default`: String? = nil
    ) {
        self.title = title
        self.description = description
        self.minLength = minLength
        self.maxLength = maxLength
        self.format = format
        self.default = `default`
    }

    public init(json: JSONValue) throws(JSONDecodingError) {
        let object = try JSONObject(json: json)
        try object.expect("type", toBe: "string")
        title = try object.optional("title")
        description = try object.optional("description")
        minLength = try object.optional("minLength")
        maxLength = try object.optional("maxLength")
        format = try object.optional("format")
        self.default = try object.optional("default")
    }

    public func encode(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("type", "string")
        writer.member("title", ifPresent: title)
        writer.member("description", ifPresent: description)
        writer.member("minLength", ifPresent: minLength)
        writer.member("maxLength", ifPresent: maxLength)
        writer.member("format", ifPresent: format)
        writer.member("default", ifPresent: self.default)
        writer.endObject()
    }
}
