public import GatehouseJSON

extension SchemaDocument {
    /// The schema of a string.
    ///
    /// - Parameters:
    ///   - description: What the string is, for its reader.
    ///   - minLength: The least number of Unicode code points.
    ///   - maxLength: The greatest number of Unicode code points.
    ///   - pattern: A regular expression of ECMA-262 that occurs in the string.
    ///   - enum: The values that it may have.
    ///   - format: The name of a format, such as `date-time`.
    ///   - default: The value that a missing one stands for.
    public static func string(
        description: String? = nil,
        minLength: Int? = nil,
        maxLength: Int? = nil,
        pattern: String? = nil,
        enum values: [String]? = nil,
        format: String? = nil,
        default defaultValue: String? = nil
    ) -> JSONValue {
        schema(
            "string",
            [
                "description": description.map(JSONValue.string),
                "minLength": minLength.map { .integer(Int64($0)) },
                "maxLength": maxLength.map { .integer(Int64($0)) },
                "pattern": pattern.map(JSONValue.string),
                "enum": values.map { .array($0.map(JSONValue.string)) },
                "format": format.map(JSONValue.string),
                "default": defaultValue.map(JSONValue.string),
            ]
        )
    }

    /// The schema of a whole number.
    ///
    /// - Parameters:
    ///   - description: What the number is, for its reader.
    ///   - minimum: The least value.
    ///   - maximum: The greatest value.
    ///   - default: The value that a missing one stands for.
    public static func integer(
        description: String? = nil,
        minimum: Int64? = nil,
        maximum: Int64? = nil,
        default defaultValue: Int64? = nil
    ) -> JSONValue {
        schema(
            "integer",
            [
                "description": description.map(JSONValue.string),
                "minimum": minimum.map(JSONValue.integer),
                "maximum": maximum.map(JSONValue.integer),
                "default": defaultValue.map(JSONValue.integer),
            ]
        )
    }

    /// The schema of a number.
    ///
    /// - Parameters:
    ///   - description: What the number is, for its reader.
    ///   - minimum: The least value.
    ///   - maximum: The greatest value.
    ///   - default: The value that a missing one stands for.
    public static func number(
        description: String? = nil,
        minimum: Double? = nil,
        maximum: Double? = nil,
        default defaultValue: Double? = nil
    ) -> JSONValue {
        schema(
            "number",
            [
                "description": description.map(JSONValue.string),
                "minimum": minimum.map { JSONValue($0) },
                "maximum": maximum.map { JSONValue($0) },
                "default": defaultValue.map { JSONValue($0) },
            ]
        )
    }

    /// The schema of `true` and `false`.
    ///
    /// - Parameters:
    ///   - description: What the flag is, for its reader.
    ///   - default: The value that a missing one stands for.
    public static func boolean(description: String? = nil, default defaultValue: Bool? = nil) -> JSONValue {
        schema(
            "boolean",
            ["description": description.map(JSONValue.string), "default": defaultValue.map(JSONValue.bool)]
        )
    }
}
