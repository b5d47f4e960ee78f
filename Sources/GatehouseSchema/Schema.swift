public import GatehouseJSON

/// A JSON Schema of the dialect 2020-12, compiled once and used for many values.
///
/// Compiling checks every keyword of the document, so a schema that exists is a valid one; external references reach
/// only the documents that ``SchemaOptions/documents`` names. Validating reads values where they stand, allocates
/// nothing while they conform, and is bounded by ``SchemaLimits``.
public struct Schema: Sendable {
    /// The document that was compiled.
    public let document: JSONValue
    private let program: SchemaProgram
    /// The compiled form, for what else is worked out of it once.
    var compiledProgram: SchemaProgram { program }

    /// Compiles a schema.
    ///
    /// - Throws: ``SchemaError`` where a keyword has a value that it cannot have, the dialect is not known, a reference
    ///   leads nowhere, a regular expression is not supported, or a limit is exceeded.
    public init(compiling document: JSONValue, options: SchemaOptions = SchemaOptions()) throws(SchemaError) {
        self.document = document
        var compiler = SchemaCompiler(options: options)
        program = try compiler.program(compiling: document)
    }

    /// Everything that is wrong with a value; empty where it is valid.
    ///
    /// The violations stand in the order of the schema's keywords, at most ``SchemaLimits/maximumViolations`` of them.
    /// A validation that costs too much is given up with the one violation `$budget`.
    public func validate(_ value: JSONValue) -> [Violation] {
        var evaluator = Evaluator(program: program)
        if evaluator.accepts(value, at: program.root), !evaluator.isExhausted { return [] }
        guard !evaluator.isExhausted else { return [.overBudget(value)] }
        var reporter = Reporter(program: program)
        return reporter.violations(of: value)
    }

    /// The value with strings replaced by what they say, where the schema wants that instead; see ``ReadingMode``.
    public func coerced(_ value: JSONValue) -> JSONValue {
        var coercion = Coercion(program: program)
        return coercion.coerce(value, at: program.root)
    }

    /// Whether a value is valid: the answer of ``validate(_:)`` without its reasons.
    public func accepts(_ value: JSONValue) -> Bool {
        var evaluator = Evaluator(program: program)
        return evaluator.accepts(value, at: program.root) && !evaluator.isExhausted
    }
}
