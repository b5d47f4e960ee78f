public import GatehouseJSON

/// A field with one choice, labelled the way that revision 2025-06-18 had it.
///
/// Schema type `LegacyTitledEnumSchema`.
public struct LegacyTitledEnumSchema: Sendable, Hashable, JSONEncodable, JSONDecodable {
    /// The field's label.
    public var title: String?
    /// A hint for the user.
    public var description: String?
    /// The values.
    public var `enum`: [String]
    /// Their labels, in the same order.
    public var enumNames: [String]?
    /// The value the field starts with.
    public var `default`: String?

    /// Makes the value of its members.
    public init(
        title: String? = nil,
        description: String? = nil,
        `enum`: [String],
        enumNames: [String]? = nil,
        `default`: String? = nil
    ) {
        self.title = title
        self.description = description
        self.enum = `enum`
        self.enumNames = enumNames
        self.default = `default`
    }

    public init(json: JSONValue) throws(JSONDecodingError) {
        let object = try JSONObject(json: json)
        try object.expect("type", toBe: "string")
        title = try object.optional("title")
        description = try object.optional("description")
        self.enum = try object.required("enum")
        enumNames = try object.optional("enumNames")
        self.default = try object.optional("default")
    }

    public func encode(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("type", "string")
        writer.member("title", ifPresent: title)
        writer.member("description", ifPresent: description)
        writer.member("enum", self.enum)
        writer.member("enumNames", ifPresent: enumNames)
        writer.member("default", ifPresent: self.default)
        writer.endObject()
    }
}
