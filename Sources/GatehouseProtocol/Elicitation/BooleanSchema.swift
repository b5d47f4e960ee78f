public import GatehouseJSON

/// A yes-or-no field of a form.
///
/// Schema type `BooleanSchema`.
public struct BooleanSchema: Sendable, Hashable, JSONEncodable, JSONDecodable {
    /// The field's label.
    public var title: String?
    /// A hint for the user.
    public var description: String?
    /// The value the field starts with.
    public var `default`: Bool?

    /// Makes the value of its members.
    public init(title: String? = nil, description: String? = nil, `default`: Bool? = nil) {
        self.title = title
        self.description = description
        self.default = `default`
    }

    public init(json: JSONValue) throws(JSONDecodingError) {
        let object = try JSONObject(json: json)
        try object.expect("type", toBe: "boolean")
        title = try object.optional("title")
        description = try object.optional("description")
        self.default = try object.optional("default")
    }

    public func encode(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("type", "boolean")
        writer.member("title", ifPresent: title)
        writer.member("description", ifPresent: description)
        writer.member("default", ifPresent: self.default)
        writer.endObject()
    }
}
