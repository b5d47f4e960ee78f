public import GatehouseJSON

/// A type that knows the JSON Schema of its JSON form.
public protocol SchemaProviding {
    /// The schema of a value of this type.
    ///
    /// - Parameter definitions: Takes the schemas of named types, which may be used more than once, and what is wrong
    ///   with the rules of fields.
    static func schema(in definitions: inout SchemaDefinitions) -> JSONValue
}

extension SchemaProviding {
    /// The whole document of the type's schema, with `$defs` for types that it uses more than once or that are recursive.
    ///
    /// Mistakes in the rules of fields are not told here; ``TypedSchema`` tells them.
    public static var jsonSchema: JSONValue {
        var definitions = SchemaDefinitions()
        let root = schema(in: &definitions)
        return definitions.document(root)
    }
}
