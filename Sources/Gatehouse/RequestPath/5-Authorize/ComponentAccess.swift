/// What decides who may use a component, in the positions of a table.
final class ComponentAccess: Sendable {
    /// What the component and its guards ask for.
    let declared: Access
    let requirement: AccessTable.Grants
    /// The rules that are about it; nothing where there are none, and its own requirement decides.
    let rules: ComponentRuling?
    private let concealment: AccessPolicy.Concealment
    /// Whether lists show it to those who may not use it.
    private let showsRefused: Bool

    /// - Parameters:
    ///   - declared: What the component asks for, with what all its guards ask for.
    ///   - guards: What the guards among that ask for.
    init(
        _ table: AccessTable,
        _ kind: ComponentKind,
        _ key: String,
        tags: Set<String>,
        declared: Access,
        guards: @autoclosure () -> Access
    ) {
        self.declared = declared
        requirement = table.requirement(declared)
        concealment = table.policy.concealment
        showsRefused = concealment == .nowhere
        let named = table.rules.filter { $0.rule.covers(kind, key, tags: tags) }
        rules =
            named.isEmpty && table.policy.fallback == .declared
            ? nil : ComponentRuling(named, table, guards: guards())
    }

    /// Whether the same is decided for every caller, whatever it sends.
    var isForEveryone: Bool { declared == .everyone && rules == nil }

    /// Decides for a caller, as far as what is known of its request allows.
    func decide(
        _ grants: AccessTable.Grants,
        in table: AccessTable,
        _ request: AccessRequest = .unknown
    ) -> AccessDecision {
        guard let rules else { return decideDeclared(grants, table) }
        let ruled = rules.decide(grants, table, request) { decideDeclared(grants, table) }
        guard table.policy.enforcement == .dryRun else { return ruled }
        let enforced = decideDeclared(grants, table)
        guard enforced.outcome != ruled.outcome else { return enforced }
        return AccessDecision(
            details: AccessDecision.Details(
                enforced.outcome, .declaration, missing: enforced.missing, asked: declared, concealment: concealment,
                trial: ruled))
    }

    private func decideDeclared(_ grants: AccessTable.Grants, _ table: AccessTable) -> AccessDecision {
        if grants.satisfy(requirement) { return .allowed }
        return AccessDecision(
            details: AccessDecision.Details(
                .refused, .declaration, missing: table.missing(declared, from: grants), asked: declared,
                concealment: concealment))
    }

    /// Whether a list shows the component to a caller.
    func isListed(for grants: AccessTable.Grants, in table: AccessTable) -> Bool {
        guard rules != nil || showsRefused else { return grants.satisfy(requirement) }
        let decision = decide(grants, in: table)
        return !decision.isRefused || decision.concealment == .nowhere
    }
}
