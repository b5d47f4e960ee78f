public import GatehouseJSON
public import GatehouseSchema

/// Arguments that come as text, read as what a function takes: those of prompts and the variables of URI templates.
///
/// A text is read as a string first. What is no string is read from the text as JSON: `5` for an integer, `true` for a
/// flag, `["a","b"]` for a list.
public struct TextArguments: Sendable {
    private let values: [String: String]

    /// Takes the texts by name.
    public init(_ values: [String: String]) {
        self.values = values
    }

    /// An argument that has to be there.
    ///
    /// - Throws: ``InvalidTextArgument`` where it is not, is not of the type, or breaks a rule.
    public func required<Value: SchemaProviding & JSONReadable>(
        _ name: String,
        _ rules: FieldRules = FieldRules()
    ) throws(InvalidTextArgument) -> Value {
        guard let value: Value = try optional(name, rules) else {
            throw InvalidTextArgument(name: name, reason: "is required")
        }
        return value
    }

    /// An argument that may be missing.
    ///
    /// - Throws: ``InvalidTextArgument`` where it is there and not of the type, or breaks a rule.
    public func optional<Value: SchemaProviding & JSONReadable>(
        _ name: String,
        _ rules: FieldRules = FieldRules()
    ) throws(InvalidTextArgument) -> Value? {
        guard let text = values[name] else { return nil }
        var candidates = [JSONText(.string(text))]
        if let json = try? JSONScanner.check(Array(text.utf8)) { candidates.append(json) }
        var problem: String?
        for candidate in candidates {
            do throws(JSONReadFailure) {
                return try Self.read(candidate, rules)
            } catch {
                problem = problem ?? error.problems.first?.message
            }
        }
        let schema = rules.schema(Value.jsonSchema)
        let reason = problem ?? Self.reason(candidates.map(\.value), schema) ?? "does not fit"
        throw InvalidTextArgument(name: name, reason: reason)
    }

    private static func read<Value: JSONReadable>(
        _ text: JSONText,
        _ rules: FieldRules
    ) throws(JSONReadFailure) -> Value {
        let value = try text.read(Value.self)
        guard rules.accepts(text.value) else { throw JSONReadFailure() }
        let problems = rules.problems(of: value)
        guard problems.isEmpty else {
            throw JSONReadFailure(
                problems: problems.map { JSONReadProblem(pointer: $0.pointer, message: $0.message) })
        }
        return value
    }

    /// What the schema has against a text, in the reading that comes nearest to what is meant.
    private static func reason(_ candidates: [JSONValue], _ schema: JSONValue) -> String? {
        // Rules that cannot be meant were refused when the server was made.
        guard let schema = try? Schema(compiling: schema, options: SchemaOptions(assertsFormat: true)) else {
            return nil
        }
        let violations = candidates.compactMap { schema.validate($0).first }
        return (violations.first { $0.keyword != "type" } ?? violations.first)?.message
    }
}
