public import GatehouseJSON

extension JSONValue: Schemable {
    /// `{}`: any value.
    public static func schema(in definitions: inout SchemaDefinitions) -> JSONValue { [:] }
}

extension JSONObject: Schemable {
    /// `{"type":"object"}`
    public static func schema(in definitions: inout SchemaDefinitions) -> JSONValue { ["type": "object"] }
}

extension Optional: SchemaProviding where Wrapped: SchemaProviding {
    /// The schema of the wrapped type, which also allows `null`.
    public static func schema(in definitions: inout SchemaDefinitions) -> JSONValue {
        SchemaDocument.allowingNull(Wrapped.schema(in: &definitions))
    }
}

extension Optional: Schemable where Wrapped: Schemable {}

extension Array: SchemaProviding where Element: SchemaProviding {
    /// An array of the elements' schema.
    public static func schema(in definitions: inout SchemaDefinitions) -> JSONValue {
        ["type": "array", "items": Element.schema(in: &definitions)]
    }
}

extension Array: Schemable where Element: Schemable {}

extension Dictionary: SchemaProviding where Key == String, Value: SchemaProviding {
    /// An object whose members all have the values' schema.
    public static func schema(in definitions: inout SchemaDefinitions) -> JSONValue {
        ["type": "object", "additionalProperties": Value.schema(in: &definitions)]
    }
}

extension Dictionary: Schemable where Key == String, Value: Schemable {}
