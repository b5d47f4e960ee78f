/// The rules that are about one component, and what decides where none applies.
final class ComponentRuling: Sendable {
    let denials: [CompiledRule]
    let allowances: [CompiledRule]
    private let guards: Access
    private let guardRequirement: AccessTable.Grants
    private let fallback: AccessPolicy.Fallback
    private let concealment: AccessPolicy.Concealment

    init(_ rules: [CompiledRule], _ table: AccessTable, guards: Access) {
        denials = rules.filter { $0.rule.effect == .deny }
        allowances = rules.filter { $0.rule.effect == .allow }
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
        return Self.conditional(open.rule.name)
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
            case .holds:
                return AccessDecision(
                    details: AccessDecision.Details(.allowed, .rule, rule: allowance.rule.name))
            case nil: open = open ?? allowance
            case .fails, .undecided: continue
            }
        }
        if let open { return Self.conditional(open.rule.name) }
        // The rule that is nearest: one whose callers the caller is among, or else the first.
        let nearest = allowances.first { grants.satisfy($0.callers) } ?? allowances.first
        let asked = nearest?.rule.callers ?? .everyone
        return refusal(.otherRules, nearest?.rule, missing: table.missing(asked, from: grants), asked: asked)
    }

    private static func conditional(_ rule: String?) -> AccessDecision {
        AccessDecision(details: AccessDecision.Details(.conditional, .rule, rule: rule))
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
    var hasChecks: Bool { (denials + allowances).contains { $0.condition?.needs != nil } }

    /// The rules whose functions have to be asked about a call of this caller.
    func checks(for grants: AccessTable.Grants) -> [CompiledRule] {
        (denials + allowances).filter { $0.condition?.needs != nil && grants.satisfy($0.callers) }
    }
}
