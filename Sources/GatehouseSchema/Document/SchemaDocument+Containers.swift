public import GatehouseJSON

extension SchemaDocument {
    /// The schema of an object.
    ///
    /// - Parameters:
    ///   - description: What the object is, for its reader.
    ///   - properties: The names of its members and their schemas, in the order in which they are published.
    ///   - required: The names of those that must be there.
    ///   - additionalProperties: Whether there may be other members, `false` unless it is said, or their schema.
    public static func object(
        description: String? = nil,
        properties: [(String, JSONValue)] = [],
        required: [String] = [],
        additionalProperties: JSONValue? = false
    ) -> JSONValue {
        var members = JSONObject()
        for (name, schema) in properties { members[name] = schema }
        return schema(
            "object",
            [
                "description": description.map(JSONValue.string),
                "properties": .object(members),
                "required": required.isEmpty ? nil : .array(required.map(JSONValue.string)),
                "additionalProperties": additionalProperties,
            ]
        )
    }

    /// The schema of an array.
    ///
    /// - Parameters:
    ///   - items: The schema of every element.
    ///   - description: What the array is, for its reader.
    ///   - minItems: The least number of elements.
    ///   - maxItems: The greatest number of elements.
    ///   - uniqueItems: Whether no two elements may be equal.
    public static func array(
        items: JSONValue,
        description: String? = nil,
        minItems: Int? = nil,
        maxItems: Int? = nil,
        uniqueItems: Bool = false
    ) -> JSONValue {
        schema(
            "array",
            [
                "description": description.map(JSONValue.string),
                "items": items,
                "minItems": minItems.map { .integer(Int64($0)) },
                "maxItems": maxItems.map { .integer(Int64($0)) },
                "uniqueItems": uniqueItems ? true : nil,
            ]
        )
    }

    /// The schema of a value that conforms to at least one of several schemas.
    public static func anyOf(_ alternatives: JSONValue..., description: String? = nil) -> JSONValue {
        schema(nil, ["description": description.map(JSONValue.string), "anyOf": .array(alternatives)])
    }

    /// The schema of a value that may also be `null`.
    public static func nullable(_ schema: JSONValue) -> JSONValue {
        anyOf(schema, ["type": "null"])
    }
}
