public import GatehouseJSON

/// The rules of one field, compiled once.
///
/// A mistake in them, such as a pattern that is no regular expression or a least value above the greatest, does not trap:
/// it is kept in ``issues`` and refuses the tool that has the field when the tool is registered.
public struct FieldRules: Sendable {
    let compiled: CompiledRules
    /// Whether some rules are written in Swift.
    public let hasChecks: Bool

    /// Compiles rules.
    public init(_ rules: FieldRule...) {
        self.init(rules)
    }

    /// Compiles rules.
    public init(_ rules: [FieldRule]) {
        compiled = CompiledRules(rules)
        hasChecks = !compiled.checks.isEmpty
    }

    /// What is wrong with the rules themselves, as sentences.
    public var issues: [String] { compiled.issues }

    /// The schema of the field: the keywords of the rules, added to the type's schema.
    ///
    /// - Parameters:
    ///   - base: The schema of the type.
    ///   - value: What a missing member stands for.
    public func schema(_ base: JSONValue, default value: JSONValue? = nil) -> JSONValue {
        var additions = compiled.annotations
        for constraint in compiled.constraints { additions[constraint.name] = constraint.value }
        if let value { additions["default"] = value }
        guard !additions.isEmpty else { return base }
        switch base {
        case .object(let object): return .object(SchemaMerge.merge(additions, over: object))
        case .bool(true): return .object(additions)
        default: return .object(SchemaMerge.merge(additions, over: ["allOf": [base]]))
        }
    }

    /// Whether a value keeps the constraints, exactly as the schema engine says. Rules in Swift are not asked.
    public func accepts(_ value: JSONValue) -> Bool {
        compiled.accepts(value)
    }

    /// What the rules that are written in Swift find wrong with a value.
    public func problems<Value>(of value: Value) -> [FieldProblem] {
        compiled.checks.compactMap { $0.problem(value) }
    }
}
