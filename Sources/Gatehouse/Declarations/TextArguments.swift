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
    /// - Throws: ``InvalidTextArgument`` where it is not, or is not of the type.
    public func required<Value: SchemaProviding & JSONReadable>(
        _ name: String,
        as type: Value.Type = Value.self
    ) throws(InvalidTextArgument) -> Value {
        try Self.present(try optional(name), name)
    }

    /// An argument that may be missing.
    ///
    /// - Throws: ``InvalidTextArgument`` where it is there and not of the type.
    public func optional<Value: SchemaProviding & JSONReadable>(
        _ name: String,
        as type: Value.Type = Value.self
    ) throws(InvalidTextArgument) -> Value? {
        try read(name, FieldRules()) { reader, slot in reader.read(into: &slot) }
    }

    /// An argument that has to be there, and has rules.
    ///
    /// - Throws: ``InvalidTextArgument`` where it is not, is not of the type, or breaks a rule.
    public func required<Value: SchemaProviding & JSONReadable & FieldCheckable>(
        _ name: String,
        _ rules: FieldRules
    ) throws(InvalidTextArgument) -> Value {
        try Self.present(try optional(name, rules), name)
    }

    /// An argument that may be missing, and has rules.
    ///
    /// - Throws: ``InvalidTextArgument`` where it is there and not of the type, or breaks a rule.
    public func optional<Value: SchemaProviding & JSONReadable & FieldCheckable>(
        _ name: String,
        _ rules: FieldRules
    ) throws(InvalidTextArgument) -> Value? {
        try read(name, rules) { reader, slot in reader.read(into: &slot, rules) }
    }

    private static func present<Value>(_ value: Value?, _ name: String) throws(InvalidTextArgument) -> Value {
        guard let value else { throw InvalidTextArgument(name: name, reason: "is required") }
        return value
    }

    private func read<Value: SchemaProviding & JSONReadable>(
        _ name: String,
        _ rules: FieldRules,
        _ read: (inout JSONReader, inout Value?) -> Void
    ) throws(InvalidTextArgument) -> Value? {
        guard let text = values[name] else { return nil }
        var candidates = [JSONText(.string(text))]
        if let json = try? JSONScanner.check(Array(text.utf8)) { candidates.append(json) }
        var problems: [JSONReadProblem] = []
        for candidate in candidates {
            let outcome = candidate.withReader { reader in
                var slot: Value?
                read(&reader, &slot)
                if !reader.hasFailed, let slot { return Result<Value, JSONReadFailure>.success(slot) }
                return .failure(reader.failure(in: candidate))
            }
            switch outcome {
            case .success(let value): return value
            case .failure(let failure): problems += failure.problems
            }
        }
        let schema = rules.schema(Value.jsonSchema)
        throw InvalidTextArgument(
            name: name,
            reason: Self.reason(candidates.map(\.value), schema) ?? problems.first?.message ?? "does not fit")
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
