public import GatehouseJSON

/// A type with a rule over several of its fields.
///
/// The rule is applied once all fields were read and kept their own rules.
public protocol SelfChecking {
    /// Checks the value.
    ///
    /// - Throws: ``FieldProblem`` with the place and what is wrong there.
    func check() throws(FieldProblem)
}

extension JSONReader {
    /// Ends reading a value of a type that has no rule over its fields.
    @_disfavoredOverload
    @inlinable
    public mutating func finish<Value>(_ value: borrowing Value, since mark: Mark) {}

    /// Ends reading a value: applies the rule over its fields, where those are right.
    @inlinable
    public mutating func finish<Value: SelfChecking>(_ value: borrowing Value, since mark: Mark) {
        guard isIntact(since: mark) else { return }
        do throws(FieldProblem) {
            try value.check()
        } catch {
            report(JSONReadProblem(pointer: error.pointer, message: error.message), from: mark)
        }
    }
}
