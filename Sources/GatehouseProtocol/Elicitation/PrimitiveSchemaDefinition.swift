public import GatehouseJSON

/// The schema of one field of a form: flat, without nesting.
///
/// Schema type `PrimitiveSchemaDefinition`; MCP 2026-07-28, client/elicitation.
public enum PrimitiveSchemaDefinition: Sendable, Hashable {
    /// Text.
    case string(StringSchema)
    /// A number or an integer.
    case number(NumberSchema)
    /// Yes or no.
    case boolean(BooleanSchema)
    /// One choice or several.
    case choice(EnumSchema)
}

extension PrimitiveSchemaDefinition: JSONEncodable, JSONDecodable {
    /// Reads a field: a string with `enum` or `oneOf`, and every array, is a choice.
    public init(json: JSONValue) throws(JSONDecodingError) {
        let object = try JSONObject(json: json)
        let type: String = try object.required("type")
        switch type {
        case "string" where !object.contains("enum") && !object.contains("oneOf"):
            self = .string(try StringSchema(json: json))
        case "string", "array": self = .choice(try EnumSchema(json: json))
        case "number", "integer": self = .number(try NumberSchema(json: json))
        case "boolean": self = .boolean(try BooleanSchema(json: json))
        default:
            let expected = #"one of "string", "number", "integer", "boolean", "array""#
            throw JSONDecodingError(expected: expected, found: .string).under("type")
        }
    }

    public func encode(to writer: inout JSONWriter) {
        switch self {
        case .string(let schema): schema.encode(to: &writer)
        case .number(let schema): schema.encode(to: &writer)
        case .boolean(let schema): schema.encode(to: &writer)
        case .choice(let schema): schema.encode(to: &writer)
        }
    }
}
