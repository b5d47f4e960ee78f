import GatehouseJSON

/// Puts two schemas about the same value together, so that both count.
enum SchemaMerge {
    /// Keywords that tell and do not constrain: the nearer one counts.
    private static let told: Set<String> = [
        "title", "description", "default", "examples", "deprecated", "readOnly", "writeOnly", "x-mcp-header",
    ]
    private static let lower: Set<String> = [
        "minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties",
    ]
    private static let upper: Set<String> = [
        "maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties",
    ]

    /// The schema that says what both say. Where they say different things with one keyword, the stricter bound counts,
    /// and what cannot be compared is added under `allOf`.
    static func merge(_ addition: JSONObject, over schema: JSONObject) -> JSONObject {
        var result = schema
        var others = JSONObject()
        for member in addition {
            if member.name == "writeOnly", result[member.name] == true { continue }
            if member.name == Sensitivity.keyword, let present = result[member.name] {
                result[member.name] = stricter(present, member.value)
                continue
            }
            guard let present = result[member.name], present != member.value, !told.contains(member.name) else {
                result[member.name] = member.value
                continue
            }
            if let stricter = stricter(member.name, present, member.value) {
                result[member.name] = stricter
            } else {
                others[member.name] = member.value
            }
        }
        if !others.isEmpty { result["allOf"] = .array((result["allOf"]?.arrayValue ?? []) + [.object(others)]) }
        return withoutNeedlessFormat(result)
    }

    /// The declaration that keeps less: what a type says of itself is not undone where it is used.
    private static func stricter(_ left: JSONValue, _ right: JSONValue) -> JSONValue {
        let sensitivity = Sensitivity.stricter(
            left.stringValue.flatMap(Sensitivity.init(keyword:)), right.stringValue.flatMap(Sensitivity.init(keyword:)))
        return sensitivity.map { .string($0.name) } ?? right
    }

    /// The stricter of two bounds, where they can be compared.
    static func stricter(_ keyword: String, _ left: JSONValue, _ right: JSONValue) -> JSONValue? {
        guard let leftBound = NumericBound(left), let rightBound = NumericBound(right) else { return nil }
        if lower.contains(keyword) { return leftBound.decimal < rightBound.decimal ? right : left }
        if upper.contains(keyword) { return leftBound.decimal < rightBound.decimal ? left : right }
        return nil
    }

    /// A format that names the width of integers says nothing where both bounds are within that width.
    private static func withoutNeedlessFormat(_ schema: JSONObject) -> JSONObject {
        guard case .string(let format)? = schema["format"], ["int64", "uint64"].contains(format) else { return schema }
        let bounds = [["minimum", "exclusiveMinimum"], ["maximum", "exclusiveMaximum"]]
        let areWithin = bounds.allSatisfy { keywords in
            keywords.contains { keyword in schema[keyword].flatMap(NumericBound.init)?.decimal.integer != nil }
        }
        guard areWithin else { return schema }
        var result = schema
        result["format"] = nil
        return result
    }
}
