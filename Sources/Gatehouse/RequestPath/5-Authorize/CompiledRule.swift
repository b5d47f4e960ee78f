/// A rule with what it asks of callers, in the positions of a table.
final class CompiledRule: Sendable {
    let rule: AccessRule
    /// What its callers have.
    let callers: AccessTable.Grants
    /// What the arguments decide; nothing where they do not matter.
    let condition: AccessCondition?
    /// What is decided where the rule allows a call, and where the call's arguments will say whether it applies.
    let allowed: AccessDecision
    let conditional: AccessDecision

    init(_ rule: AccessRule, _ positions: AccessPositions) {
        self.rule = rule
        callers = positions.requirement(rule.callers, rule.facts)
        condition = rule.condition.flatMap { $0.isOfCaller ? nil : $0 }
        allowed = AccessDecision(details: AccessDecision.Details(.allowed, by: rule))
        conditional = AccessDecision(details: AccessDecision.Details(.conditional, by: rule))
    }

    /// Whether the rule applies to a call.
    ///
    /// - Returns: Nothing where that is not known yet.
    func truth(_ grants: AccessTable.Grants, _ request: AccessRequest) -> ConditionTruth? {
        guard grants.satisfy(callers) else { return .fails }
        guard let condition else { return .holds }
        switch condition.kind {
        case .expression(let expression):
            guard let evaluation = request.evaluation else { return nil }
            return evaluation.truth(of: expression.node)
        case .check: return request.checked[rule.name]
        }
    }
}

/// What a decision may look at besides what the caller has.
struct AccessRequest: Sendable {
    /// Caller and arguments; nothing where the arguments are not known yet.
    var evaluation: ConditionEvaluation?
    /// What functions have said, by the names of their rules.
    var checked: [String: ConditionTruth] = [:]

    /// Nothing is known of the call.
    static let unknown = AccessRequest()
}
