public import GatehouseJSON

/// A field with several choices of several values.
///
/// Schema type `UntitledMultiSelectEnumSchema`.
public struct UntitledMultiSelectEnumSchema: Sendable, Hashable, JSONEncodable, JSONDecodable {
    /// The field's label.
    public var title: String?
    /// A hint for the user.
    public var description: String?
    /// The fewest choices.
    public var minItems: Int?
    /// The most choices.
    public var maxItems: Int?
    /// The choices.
    public var items: Items
    /// The choices the field starts with.
    public var `default`: [String]?

    /// Makes the value of its members.
    public init(
        title: String? = nil,
        description: String? = nil,
        minItems: Int? = nil,
        maxItems: Int? = nil,
        items: Items,
        `default`: [String]? = nil
    ) {
        self.title = title
        self.description = description
        self.minItems = minItems
        self.maxItems = maxItems
        self.items = items
        self.default = `default`
    }

    public init(json: JSONValue) throws(JSONDecodingError) {
        let object = try JSONObject(json: json)
        try object.expect("type", toBe: "array")
        title = try object.optional("title")
        description = try object.optional("description")
        minItems = try object.optional("minItems")
        maxItems = try object.optional("maxItems")
        items = try object.required("items")
        self.default = try object.optional("default")
    }

    public func encode(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("type", "array")
        writer.member("title", ifPresent: title)
        writer.member("description", ifPresent: description)
        writer.member("minItems", ifPresent: minItems)
        writer.member("maxItems", ifPresent: maxItems)
        writer.member("items", items)
        writer.member("default", ifPresent: self.default)
        writer.endObject()
    }
}
