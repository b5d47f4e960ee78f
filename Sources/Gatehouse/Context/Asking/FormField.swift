import GatehouseJSON
import GatehouseProtocol

/// The schema of one property, on its way to become a field of a form.
struct FormField {
    /// Why a property cannot be a field.
    struct Problem: Error {
        let message: String

        init(_ message: String) {
            self.message = message
        }
    }

    private let schema: JSONObject

    /// Keywords that only tell, of which a form has no place for.
    private static let dropped: Set<String> = ["examples", "deprecated", "readOnly", "x-mcp-header"]
    private static let always: Set<String> = ["type", "title", "description", "default"]
    /// Formats that name the width of a number, which the reader of the answer checks.
    private static let widths: Set<String> = ["int32", "int64", "uint64", "float", "double"]
    private static let textFormats: Set<String> = ["email", "uri", "date", "date-time"]

    init(_ schema: JSONValue) throws(Problem) {
        guard var object = Self.withoutNull(schema)?.objectValue, !object.contains("$ref") else {
            throw Problem("must be a text, a number, a boolean, a choice or a list of choices")
        }
        guard object["writeOnly"] != true else {
            throw Problem("holds a secret, which a form must not ask for; send the user to a page instead")
        }
        object["writeOnly"] = nil
        if object["default"]?.isNull ?? false { object["default"] = nil }
        for name in Self.dropped { object[name] = nil }
        self.schema = object
    }

    /// The schema of the values other than `null`, because in a form a field without a value is left out.
    private static func withoutNull(_ schema: JSONValue) -> JSONValue? {
        guard case .object(var object) = schema else { return nil }
        if case .array(let types)? = object["type"] {
            let others = types.filter { $0 != "null" }
            guard let type = others.first, others.count == 1 else { return nil }
            object["type"] = type
        }
        if let options = object["anyOf"]?.arrayValue {
            let others = options.filter { $0 != ["type": "null"] }
            guard case .object(let only)? = others.first, others.count == 1, object["type"] == nil else { return nil }
            object["anyOf"] = nil
            for member in only where !object.contains(member.name) { object[member.name] = member.value }
        }
        return .object(object)
    }

    /// The field.
    func definition() throws(Problem) -> PrimitiveSchemaDefinition {
        var field = schema
        switch field["type"]?.stringValue {
        case "string" where field.contains("enum"): try allow(["enum"], in: field)
        case "string" where field.contains("oneOf"):
            try allow(["oneOf"], in: field)
            field["oneOf"] = try Self.titled(field["oneOf"])
        case "string":
            try allow(["minLength", "maxLength", "format"], in: field)
            if let format = field["format"]?.stringValue, !Self.textFormats.contains(format) {
                throw Problem("the format \(format) is none of email, uri, date and date-time")
            }
        case "integer", "number":
            if let format = field["format"]?.stringValue, Self.widths.contains(format) { field["format"] = nil }
            try allow(["minimum", "maximum"], in: field)
        case "boolean": try allow([], in: field)
        case "array":
            // Whoever chooses from a list chooses each entry once; the reader of the answer checks it.
            field["uniqueItems"] = nil
            try allow(["items", "minItems", "maxItems"], in: field)
            field["items"] = try Self.choices(field["items"])
        default: throw Problem("must be a text, a number, a boolean, a choice or a list of choices")
        }
        do throws(JSONDecodingError) {
            return try PrimitiveSchemaDefinition(json: .object(field))
        } catch {
            throw Problem(error.description)
        }
    }

    private func allow(_ keywords: Set<String>, in field: JSONObject) throws(Problem) {
        let others = field.names.filter { !keywords.contains($0) && !Self.always.contains($0) }
        guard let other = others.first else { return }
        throw Problem("`\(other)` is more than a form can say")
    }

    /// What may be chosen several times: an `enum`, or labelled constants, which a list has under `anyOf`.
    private static func choices(_ items: JSONValue?) throws(Problem) -> JSONValue {
        guard case .object(let object)? = items, object["type"] == "string" else {
            throw Problem("a list must be one of choices")
        }
        if let values = object["enum"] { return ["type": "string", "enum": values] }
        return ["anyOf": try titled(object["oneOf"])]
    }

    /// Constants with their meanings as labels.
    private static func titled(_ options: JSONValue?) throws(Problem) -> JSONValue {
        guard let options = options?.arrayValue, !options.isEmpty else {
            throw Problem("a list must be one of choices")
        }
        var titled: [JSONValue] = []
        for option in options {
            guard let value = option["const"]?.stringValue else { throw Problem("a choice must be one of texts") }
            let title = option["title"]?.stringValue ?? option["description"]?.stringValue ?? value
            titled.append(["const": .string(value), "title": .string(title)])
        }
        return .array(titled)
    }
}
