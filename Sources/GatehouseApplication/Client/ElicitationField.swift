import GatehouseJSON
import GatehouseSchema

/// A field of a form that a server asks somebody to fill in.
struct ElicitationField: Sendable {
    let name: String
    /// The field's schema (client/elicitation, "Requested Schema", 2026-07-28).
    let schema: JSONValue
    let isRequired: Bool

    /// What the field has where nobody says anything.
    var defaultValue: JSONValue? { schema["default"] }

    /// The line that asks for it.
    var question: String {
        let title = (schema["title"] ?? schema["description"])?.stringValue.map {
            " (\(TerminalText.line($0, width: 80)))"
        }
        let kind =
            choices.isEmpty ? typeText : choices.map { TerminalText.line($0, width: 40) }.joined(separator: " | ")
        let rest = defaultValue.map { ", \(TerminalText.line($0.stringValue ?? $0.description, width: 40)) if empty" }
        let optional = isRequired || defaultValue != nil ? "" : ", optional"
        return "  \(TerminalText.line(name, width: 64))\(title ?? "") [\(kind)\(rest ?? optional)]: "
    }

    private var type: String { schema["type"]?.stringValue ?? "string" }

    private var typeText: String {
        switch type {
        case "boolean": "true or false"
        case "string": schema["format"]?.stringValue ?? "text"
        default: type
        }
    }

    /// The values that a choice has; none for other fields.
    private var choices: [String] {
        let source = type == "array" ? schema["items"] ?? .null : schema
        let titled = (source["oneOf"] ?? source["anyOf"])?.arrayValue?.compactMap { $0["const"]?.stringValue }
        return titled ?? source["enum"]?.arrayValue?.compactMap(\.stringValue) ?? []
    }

    /// The value that a text stands for. Several choices are parted by commas.
    ///
    /// - Throws: ``CommandFailure`` where the text does not fit the field.
    func value(_ text: String) throws(CommandFailure) -> JSONValue {
        let value = parsed(text)
        // A schema that is none says nothing about the value, and the server is the one who checks.
        guard let schema = try? Schema(compiling: schema, options: SchemaOptions(assertsFormat: true)),
            let violation = schema.validate(value).first
        else { return value }
        throw CommandFailure(.usage, "\(TerminalText.line(name, width: 64)): \(TerminalText.safe(violation.message))")
    }

    private func parsed(_ text: String) -> JSONValue {
        switch type {
        case "string": return .string(text)
        case "array":
            let parts = text.split(separator: ",").map {
                $0.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            }
            return .array(parts.map { .string($0) })
        case "boolean":
            switch text.lowercased() {
            case "true", "yes", "y": return true
            case "false", "no", "n": return false
            default: return .string(text)
            }
        default: return (try? JSONValue(parsing: text)) ?? .string(text)
        }
    }
}
