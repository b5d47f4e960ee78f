import GatehouseJSON

/// Finds out what is wrong with a value that was refused.
///
/// It walks the same schemas as the ``Evaluator``, which it asks where a keyword only needs a yes or no, and keeps
/// the place in the value, so that only refused values pay for that.
struct Reporter {
    let program: SchemaProgram
    var evaluator: Evaluator
    private(set) var violations: [Violation] = []
    private var path: [String] = []
    /// How many schemas that are open say that nothing of the value may be told.
    private var secrets = 0

    init(program: SchemaProgram) {
        self.program = program
        evaluator = Evaluator(program: program)
    }

    /// Everything that is wrong with a value that the ``Evaluator`` refused, so at least one thing.
    mutating func violations(of value: JSONValue) -> [Violation] {
        report(value, at: program.root)
        guard violations.isEmpty else { return violations }
        return [evaluator.isExhausted ? .overBudget(value) : .unexplained(value)]
    }

    /// Whether there is nothing left to do.
    var isFinished: Bool {
        violations.count >= program.limits.maximumViolations || evaluator.isExhausted
    }

    /// Reports what a subschema finds wrong.
    mutating func report(_ value: JSONValue, at index: Int) {
        let subschema = program.subschemas[index]
        guard !isFinished, !subschema.acceptsAll, evaluator.enter(subschema) else { return }
        defer { evaluator.leave(subschema) }
        if subschema.rules.isSensitive { secrets += 1 }
        defer { if subschema.rules.isSensitive { secrets -= 1 } }
        let count = violations.count
        guard !subschema.rules.refusesAll else { return add("false", "is not allowed", value) }
        guard subschema.rules.types.allows(value) else {
            return reportTypes(subschema.rules.types, value, keyword: "type")
        }
        if let values = subschema.rules.values { report(value, values) }
        switch value {
        case .null, .bool: break
        case .integer, .number: if let numbers = subschema.rules.numbers { report(value, numbers) }
        case .string(let text): if let strings = subschema.rules.strings { report(text, strings) }
        case .array(let elements): if let arrays = subschema.rules.arrays { report(elements, arrays) }
        case .object(let object): if let objects = subschema.rules.objects { report(object, objects) }
        }
        if let composition = subschema.composition { report(value, composition) }
        // What a schema that failed would have looked at is not known, so only what is right so far is held to this.
        if subschema.hasUnevaluated, violations.count == count { reportUnevaluated(value, subschema) }
    }

    /// Reports what a schema finds wrong with a member or element.
    mutating func report(_ value: JSONValue, at index: Int, below token: String) {
        below(token) { $0.report(value, at: index) }
    }

    /// Reports about a member or element.
    mutating func below(_ token: String, _ body: (inout Reporter) -> Void) {
        path.append(token)
        body(&self)
        path.removeLast()
    }

    /// Whether nothing of the present value may be told, but its kind.
    var isSecret: Bool { secrets > 0 }

    /// A reporter of another value that is as secret as the present one, at the expense of the same budget.
    var apart: Reporter {
        var reporter = Reporter(program: program)
        reporter.evaluator = evaluator
        reporter.secrets = secrets
        return reporter
    }

    /// What is said of a value that came: a number itself, of others the kind.
    func actual(_ value: JSONValue) -> String {
        isSecret ? value.kind.phrase : Wording.actual(value)
    }

    /// The end of a message that says how long a value is.
    func had(_ count: Int) -> String {
        isSecret ? "" : ", had \(count)"
    }

    /// Notes a violation at the present place, or at a member or element of it.
    mutating func add(
        _ keyword: String,
        _ message: String,
        _ actual: JSONValue?,
        expected: JSONValue? = nil,
        below token: String? = nil
    ) {
        add(
            keyword, message, Violation.Comparison(expected: expected, actual: actual.map { ActualValue($0) }), token,
            nil
        )
    }

    /// Notes a violation with everything that is known of it.
    mutating func add(
        _ keyword: String,
        _ message: String,
        _ comparison: Violation.Comparison,
        _ token: String?,
        _ suggestion: String?
    ) {
        guard !isFinished else { return }
        var comparison = comparison
        if isSecret { comparison.hideActual() }
        let tokens = (path + (token.map { [$0] } ?? [])).map(Wording.shown)
        violations.append(
            Violation(
                pointer: JSONPointer(tokens),
                keyword: keyword,
                message: message,
                comparison: comparison,
                suggestion: suggestion
            )
        )
    }
}
