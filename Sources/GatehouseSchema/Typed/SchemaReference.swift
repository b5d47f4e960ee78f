import GatehouseJSON

/// A reference to a definition of the same document.
enum SchemaReference {
    private static let prefix = "#/$defs/"

    static func to(_ name: String) -> JSONValue {
        ["$ref": .string(prefix + name)]
    }

    /// The name of the definition that a schema refers to, where it does.
    static func name(in schema: JSONObject) -> String? {
        guard case .string(let text)? = schema["$ref"], text.hasPrefix(prefix) else { return nil }
        return String(text.dropFirst(prefix.count))
    }
}
