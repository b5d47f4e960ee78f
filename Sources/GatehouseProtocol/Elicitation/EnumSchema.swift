public import GatehouseJSON

/// The schema of a field with choices.
///
/// Schema type `EnumSchema`, with the members of `SingleSelectEnumSchema` and `MultiSelectEnumSchema`.
public enum EnumSchema: Sendable, Hashable {
    /// One choice of plain values.
    case untitledSingleSelect(UntitledSingleSelectEnumSchema)
    /// One choice of labelled values.
    case titledSingleSelect(TitledSingleSelectEnumSchema)
    /// Several choices of plain values.
    case untitledMultiSelect(UntitledMultiSelectEnumSchema)
    /// Several choices of labelled values.
    case titledMultiSelect(TitledMultiSelectEnumSchema)
    /// One choice, labelled the way that revision 2025-06-18 had it.
    case legacyTitled(LegacyTitledEnumSchema)
}

extension EnumSchema: JSONEncodable, JSONDecodable {
    /// Reads the schema: `type` tells one choice from several, and the presence of labels the rest.
    public init(json: JSONValue) throws(JSONDecodingError) {
        let object = try JSONObject(json: json)
        let type: String = try object.required("type")
        switch type {
        case "array" where object["items"]?["anyOf"] != nil:
            self = .titledMultiSelect(try TitledMultiSelectEnumSchema(json: json))
        case "array": self = .untitledMultiSelect(try UntitledMultiSelectEnumSchema(json: json))
        case "string" where object.contains("oneOf"):
            self = .titledSingleSelect(try TitledSingleSelectEnumSchema(json: json))
        case "string" where object.contains("enumNames"):
            self = .legacyTitled(try LegacyTitledEnumSchema(json: json))
        case "string": self = .untitledSingleSelect(try UntitledSingleSelectEnumSchema(json: json))
        default: throw JSONDecodingError(expected: #"one of "string", "array""#, found: .string).under("type")
        }
    }

    public func encode(to writer: inout JSONWriter) {
        switch self {
        case .untitledSingleSelect(let schema): schema.encode(to: &writer)
        case .titledSingleSelect(let schema): schema.encode(to: &writer)
        case .untitledMultiSelect(let schema): schema.encode(to: &writer)
        case .titledMultiSelect(let schema): schema.encode(to: &writer)
        case .legacyTitled(let schema): schema.encode(to: &writer)
        }
    }
}
