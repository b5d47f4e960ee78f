import GatehouseJSON

/// Writes the usual schemas down as the documents that ``Schema/init(compiling:options:)`` compiles.
///
/// The functions only put keywords together, in a fixed order and only those that are given; whether the result is a
/// valid schema is what compiling finds out.
///
///     let input = SchemaDocument.object(
///         properties: [
///             ("query", SchemaDocument.string(description: "What to look for.", minLength: 1)),
///             ("limit", SchemaDocument.integer(minimum: 1, maximum: 50, default: 10)),
///         ],
///         required: ["query"]
///     )
public enum SchemaDocument {
    /// Puts keywords together, leaving out those without a value.
    static func schema(_ type: String?, _ keywords: KeyValuePairs<String, JSONValue?>) -> JSONValue {
        var object = JSONObject()
        if let type { object["type"] = .string(type) }
        for (name, value) in keywords {
            if let value { object[name] = value }
        }
        return .object(object)
    }
}
