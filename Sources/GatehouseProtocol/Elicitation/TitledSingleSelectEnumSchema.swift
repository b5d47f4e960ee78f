public import GatehouseJSON

/// A field with one choice of several labelled values.
///
/// Schema type `TitledSingleSelectEnumSchema`.
public struct TitledSingleSelectEnumSchema: Sendable, Hashable, JSONEncodable, JSONDecodable {
    /// The field's label.
    public var title: String?
    /// A hint for the user.
    public var description: String?
    /// The choices.
    public var oneOf: [EnumOption]
    /// The value the field starts with.
    public var `default`: String?

    /// Makes the value of its members.
    public init(title: String? = nil, description: String? = nil, oneOf: [EnumOption], `default`: String? = nil) {
        self.title = title
        self.description = description
        self.oneOf = oneOf
        self.default = `default`
    }

    public init(json: JSONValue) throws(JSONDecodingError) {
        let object = try JSONObject(json: json)
        try object.expect("type", toBe: "string")
        title = try object.optional("title")
        description = try object.optional("description")
        oneOf = try object.required("oneOf")
        self.default = try object.optional("default")
    }

    public func encode(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("type", "string")
        writer.member("title", ifPresent: title)
        writer.member("description", ifPresent: description)
        writer.member("oneOf", oneOf)
        writer.member("default", ifPresent: self.default)
        writer.endObject()
    }
}
