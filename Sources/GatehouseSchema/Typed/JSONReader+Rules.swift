public import GatehouseJSON

extension JSONReader {
    /// Reads a member that has rules.
    ///
    /// A value that breaks one is noted, and read all the same, so that the rules of others are checked too.
    @inlinable
    public mutating func read<Value: JSONReadable & FieldCheckable>(into slot: inout Value?, _ rules: FieldRules) {
        let mark = mark
        read(into: &slot)
        guard isIntact(since: mark), let value = slot else { return }
        switch value.check(rules) {
        case .passes: break
        case .fails: return refuse()
        case .undecided: guard rules.accepts(self.value(at: mark)) else { return refuse() }
        }
        if rules.hasChecks { check(value, rules, mark) }
    }

    /// Reads a member whose rules are all written in Swift.
    @_disfavoredOverload
    @inlinable
    public mutating func read<Value: JSONReadable>(into slot: inout Value?, _ rules: FieldRules) {
        let mark = mark
        read(into: &slot)
        guard rules.hasChecks, isIntact(since: mark), let value = slot else { return }
        check(value, rules, mark)
    }

    @usableFromInline
    mutating func check<Value>(_ value: Value, _ rules: FieldRules, _ mark: Mark) {
        for problem in rules.problems(of: value) {
            report(JSONReadProblem(pointer: problem.pointer, message: problem.message), from: mark)
        }
    }
}
