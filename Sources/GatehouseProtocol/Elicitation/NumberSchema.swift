public import GatehouseJSON

/// A number field of a form.
///
/// Schema type `NumberSchema`.
public struct NumberSchema: Sendable, Hashable, JSONEncodable, JSONDecodable {
    /// Whether it takes any number or integers only.
    public var type: NumberType
    /// The field's label.
    public var title: String?
    /// A hint for the user.
    public var description: String?
    /// The least number.
    public var minimum: Double?
    /// The greatest number.
    public var maximum: Double?
    /// The value the field starts with.
    public var `default`: Double?

    /// Makes the value of its members.
    public init(
        type: NumberType = .number,
        title: String? = nil,
        description: String? = nil,
        minimum: Double? = nil,
        maximum: Double? = nil,
        `default`: Double? = nil
    ) {
        self.type = type
        self.title = title
        self.description = description
        self.minimum = minimum
        self.maximum = maximum
        self.default = `default`
    }

    public init(json: JSONValue) throws(JSONDecodingError) {
        let object = try JSONObject(json: json)
        type = try object.required("type")
        title = try object.optional("title")
        description = try object.optional("description")
        minimum = try object.optional("minimum")
        maximum = try object.optional("maximum")
        self.default = try object.optional("default")
    }

    public func encode(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("type", type)
        writer.member("title", ifPresent: title)
        writer.member("description", ifPresent: description)
        writer.member("minimum", ifPresent: minimum)
        writer.member("maximum", ifPresent: maximum)
        writer.member("default", ifPresent: self.default)
        writer.endObject()
    }
}
