import GatehouseJSON

/// Something that is true of a caller, or is not, whatever it asks for.
enum AccessFact: Sendable, Hashable {
    /// It has one of these roles.
    case roles([ExactString])
    /// It is in one of these groups.
    case groups([ExactString])
    /// It is one of these subjects.
    case subjects([ExactString])
    /// It belongs to that tenant.
    case tenant(ExactString)
    /// A condition holds that looks at the caller alone.
    case holds(ConditionNode)
    /// Such a condition does not fail: it may be undecided.
    case doesNotFail(ConditionNode)

    static func roles(of names: [String]) -> AccessFact { .roles(names.map(ExactString.init)) }
    static func groups(of names: [String]) -> AccessFact { .groups(names.map(ExactString.init)) }
    static func subjects(of names: [String]) -> AccessFact { .subjects(names.map(ExactString.init)) }
}

extension Access {
    /// What is asked of a caller besides permissions and scopes.
    var facts: [AccessFact] {
        roles.map(AccessFact.roles(of:)) + groups.map(AccessFact.groups(of:)) + subjects.map(AccessFact.subjects(of:))
            + tenants.map { .tenant(ExactString($0)) }
    }
}

extension AccessRule {
    /// What the rule asks of a caller besides permissions and scopes, its condition included where the caller decides it.
    var facts: [AccessFact] {
        guard let condition, condition.isOfCaller, case .expression(let expression) = condition.kind else {
            return callers.facts
        }
        return callers.facts + [effect == .deny ? .doesNotFail(expression.node) : .holds(expression.node)]
    }
}
