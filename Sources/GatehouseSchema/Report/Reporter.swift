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
        path.append(token)
        report(value, at: index)
        path.removeLast()
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
            keyword, message, Violation.Comparison(expected: expected, actual: actual.map(ActualValue.init)), token, nil
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
