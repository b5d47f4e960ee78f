/// What a user did with a form.
public enum Elicited<Form: Sendable>: Sendable {
    /// Filled it in and sent it.
    case accepted(Form)
    /// Said no.
    case declined
    /// Went away without saying either.
    case cancelled

    /// What was entered, where it was sent.
    public var form: Form? {
        if case .accepted(let form) = self { form } else { nil }
    }
}

extension Elicited: Equatable where Form: Equatable {}
extension Elicited: Hashable where Form: Hashable {}
