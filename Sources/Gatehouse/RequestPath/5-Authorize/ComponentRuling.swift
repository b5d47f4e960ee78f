/// The rules that are about one component, and what decides where none applies.
final class ComponentRuling: Sendable {
    let denials: [CompiledRule]
    let allowances: [CompiledRule]
    /// Those whose conditions are functions.
    private let checks: [CompiledRule]
    private let guards: Access
    private let guardRequirement: AccessTable.Grants
    private let fallback: AccessPolicy.Fallback
    private let concealment: AccessPolicy.Concealment

    init(_ rules: [CompiledRule], _ table: AccessTable, guards: Access) {
        denials = rules.filter { $0.rule.effect == .deny }
        allowances = rules.filter { $0.rule.effect == .allow }
        checks = (denials + allowances).filter { $0.condition?.needs != nil }
        self.guards = guards
        guardRequirement = table.requirement(guards)
        fallback = table.policy.fallback
        concealment = table.policy.concealment
    }

    /// Decides in the documented order: guards, denials, allowances, fallback.
    ///
    /// - Parameter declared: What the component's own declaration decides.
    func decide(
        _ grants: AccessTable.Grants,
        _ table: AccessTable,
        _ request: AccessRequest,
        declared: () -> AccessDecision
    ) -> AccessDecision {
        guard grants.satisfy(guardRequirement) else {
            return refusal(.guards, nil, missing: table.missing(guards, from: grants), asked: guards)
        }
        var open: CompiledRule?
        for denial in denials {
            switch denial.truth(grants, request) {
            case .fails: continue
            case nil: open = open ?? denial
            case .holds, .undecided: return refusal(.rule, denial.rule)
            }
        }
        let permitted = allowances.isEmpty ? permittedWithoutRules(declared) : permittedByRules(grants, table, request)
        guard let open, permitted.outcome == .allowed else { return permitted }
        return open.conditional
    }

    private func permittedWithoutRules(_ declared: () -> AccessDecision) -> AccessDecision {
        fallback == .declared ? declared() : refusal(.fallback, nil)
    }

    private func permittedByRules(
        _ grants: AccessTable.Grants,
        _ table: AccessTable,
        _ request: AccessRequest
    ) -> AccessDecision {
        var open: CompiledRule?
        for allowance in allowances {
            switch allowance.truth(grants, request) {
            case .holds: return allowance.allowed
            case nil: open = open ?? allowance
            case .fails, .undecided: continue
            }
        }
        if let open { return open.conditional }
        // The rule that is nearest: one whose callers the caller is among, or else the first.
        let nearest = allowances.first { grants.satisfy($0.callers) } ?? allowances.first
        let asked = nearest?.rule.callers ?? .everyone
        return refusal(.otherRules, nearest?.rule, missing: table.missing(asked, from: grants), asked: asked)
    }

    private func refusal(
        _ basis: AccessDecision.Basis,
        _ rule: AccessRule?,
        missing: Access = .everyone,
        asked: Access = .everyone
    ) -> AccessDecision {
        AccessDecision(
            details: AccessDecision.Details(
                .refused, basis, rule: rule?.name, missing: missing, asked: asked,
                concealment: rule?.concealment ?? concealment))
    }

    /// Whether functions have to be asked about calls of anybody.
    var hasChecks: Bool { !checks.isEmpty }

    /// The rules whose functions have to be asked about a call of this caller.
    func checks(for grants: AccessTable.Grants) -> [CompiledRule] {
        checks.filter { grants.satisfy($0.callers) }
    }
}
