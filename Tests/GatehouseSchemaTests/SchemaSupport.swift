import GatehouseJSON
import GatehouseSchema

/// Compiles a schema that is written as JSON text.
func schema(_ text: String, options: SchemaOptions = SchemaOptions()) throws -> Schema {
    try Schema(compiling: JSONValue(parsing: text), options: options)
}

/// What is wrong with a value, as text; both are written as JSON text.
func violations(_ schemaText: String, _ value: String, options: SchemaOptions = SchemaOptions()) throws -> [String] {
    try schema(schemaText, options: options).validate(JSONValue(parsing: value)).map(\.description)
}

/// What is wrong with a schema, as text, or nothing where it compiles.
func compilationError(_ schemaText: String, options: SchemaOptions = SchemaOptions()) throws -> String? {
    let document = try JSONValue(parsing: schemaText)
    do throws(SchemaError) {
        _ = try Schema(compiling: document, options: options)
        return nil
    } catch {
        return error.description
    }
}
