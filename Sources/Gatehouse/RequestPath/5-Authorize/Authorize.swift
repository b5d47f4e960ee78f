import GatehouseProtocol

/// A request that its caller may make, as far as that can be said before its arguments are looked at.
struct Authorized: Sendable {
    let routed: Routed
    /// What the caller has, for lists to show it only what it may use.
    let grants: AccessTable.Grants
    /// What was decided, and by what. Where it is conditional, the end of step 7 decides.
    let decision: AccessDecision

    fileprivate init(routed: Routed, grants: AccessTable.Grants, decision: AccessDecision) {
        self.routed = routed
        self.grants = grants
        self.decision = decision
    }
}

/// Step 5: lets a caller use what the policy permits, and names everything that is missing where it does not; then runs
/// the guards that need nothing of the arguments.
///
/// Implements "Scope Challenge Handling" of basic/authorization (2026-07-28) and RFC 6750 section 3.1 for scopes.
struct Authorize: Sendable {
    /// What every caller must have, whatever it asks for.
    let general: Access
    let scopes: RequestScopes

    func callAsFunction(_ routed: Routed) async throws(Refusal) -> Authorized {
        let authorized = try decided(routed)
        if let scope = routed.scope {
            try await scopes.check(scope.plan.callerGuards, scope, routed, at: .authorize)
        }
        return authorized
    }

    /// Decides where no function has to be asked.
    ///
    /// - Returns: Nothing where one has to be.
    func atOnce(_ routed: Routed) throws(Refusal) -> Authorized? {
        guard routed.scope?.plan.callerGuards.isEmpty ?? true else { return nil }
        return try decided(routed)
    }

    private func decided(_ routed: Routed) throws(Refusal) -> Authorized {
        let table = routed.snapshot.table
        let grants = table.grants(of: routed.caller.principal)
        let decision = decide(routed, grants, table)
        guard !decision.isRefused else { throw .forbidden(.authorize, decision, routed) }
        return Authorized(routed: routed, grants: grants, decision: decision)
    }

    /// What is decided before the arguments are looked at.
    func decide(_ routed: Routed, _ grants: AccessTable.Grants, _ table: AccessTable) -> AccessDecision {
        if let control = routed.target.control { return control.decide(grants, in: table) }
        guard let requirement = routed.snapshot.general, !grants.satisfy(requirement) else { return .allowed }
        return AccessDecision(
            details: AccessDecision.Details(
                .refused, .guards, missing: table.missing(general, from: grants), asked: general))
    }
}

extension Authorize {
    /// The decision alone, without the guards that are functions.
    func withoutGuards(_ routed: Routed, explaining explanation: inout Explanation) throws(Refusal) -> Authorized {
        let table = routed.snapshot.table
        let grants = table.grants(of: routed.caller.principal)
        let decision = decide(routed, grants, table)
        explanation.explain(routed, decision, grants)
        guard decision.outcome != .refused else { throw .forbidden(.authorize, decision, routed) }
        return Authorized(routed: routed, grants: grants, decision: decision)
    }
}
