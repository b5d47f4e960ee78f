/// A rule that is written in Swift, without the type of its values.
struct FieldCheck: Sendable {
    /// The type of the values that it is about.
    let type: any Any.Type
    /// Whether it is about values of a type, or about what an optional of that type holds.
    let applies: @Sendable (any Any.Type) -> Bool
    /// What it finds wrong. Nothing is found wrong with values of other types.
    let problem: @Sendable (Any) -> FieldProblem?

    init<Value>(_ check: @escaping @Sendable (Value) throws(FieldProblem) -> Void) {
        type = Value.self
        applies = { $0 == Value.self || $0 == Value?.self || $0 == Nullable<Value>.self }
        problem = { value in
            guard let value = (value as? Value) ?? ((value as? Nullable<Value>)?.value) else { return nil }
            do throws(FieldProblem) {
                try check(value)
                return nil
            } catch {
                return error
            }
        }
    }
}
