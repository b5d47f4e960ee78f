public import GatehouseJSON

extension SchemaDocument {
    /// The schema of a value that may also be `null`, said as shortly as possible: `{"type":["string","null"]}`, or
    /// `anyOf` where more than a type would have to change.
    public static func allowingNull(_ schema: JSONValue) -> JSONValue {
        guard case .object(var object) = schema, !object.isEmpty else { return schema }
        if allowsNull(object) { return schema }
        guard case .string(let type)? = object["type"],
            !["enum", "const", "oneOf", "anyOf", "allOf", "not", "$ref"]
                .contains(where: object.contains)
        else { return .object(["anyOf": [schema, ["type": "null"]]]) }
        object["type"] = [.string(type), "null"]
        return .object(object)
    }

    private static func allowsNull(_ object: JSONObject) -> Bool {
        if case .array(let types)? = object["type"] { return types.contains("null") }
        return object["anyOf"]?.arrayValue?.contains(["type": "null"]) ?? false
    }
}
