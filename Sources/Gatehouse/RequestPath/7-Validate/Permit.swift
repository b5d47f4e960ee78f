import GatehouseJSON

/// A request whose arguments were seen by every rule and guard that asked for them.
struct Permitted: Sendable {
    let validated: Validated
    /// What was decided in the end, and by what.
    let decision: AccessDecision

    fileprivate init(validated: Validated, decision: AccessDecision) {
        self.validated = validated
        self.decision = decision
    }
}

/// The end of step 7: decides by the rules whose conditions look at the arguments, and runs the guards that do, now that
/// the arguments are checked and decoded.
///
/// Where arguments break the schema there is nothing to decide: nothing of the author's runs, and the caller is told what
/// the published schema says anyway.
struct Permit: Sendable {
    let scopes: RequestScopes

    /// Decides where neither a rule nor a guard looks at the arguments.
    ///
    /// - Returns: Nothing where one does.
    func atOnce(_ validated: Validated) -> Permitted? {
        let authorized = validated.admitted.authorized
        guard authorized.routed.scope == nil, !authorized.decision.awaitsArguments else { return nil }
        return Permitted(validated: validated, decision: authorized.decision)
    }

    func callAsFunction(_ validated: Validated, requestID: String) async throws(Refusal) -> Permitted {
        let routed = validated.admitted.authorized.routed
        let decision = try await decision(validated, requestID)
        guard !decision.isRefused else { throw .forbidden(.validate, decision, routed) }
        guard let scope = routed.scope, validated.invocation.runsFunction else {
            return Permitted(validated: validated, decision: decision)
        }
        scope.take(validated.invocation)
        // What was typed so far is no argument that a guard could decide by.
        if case .complete = validated.invocation { return Permitted(validated: validated, decision: decision) }
        try await scopes.check(scope.plan.argumentGuards, scope, routed, at: .validate)
        return Permitted(validated: validated, decision: decision)
    }

    /// The decision where it took the arguments; the one of step 5 where it did not.
    private func decision(_ validated: Validated, _ requestID: String) async throws(Refusal) -> AccessDecision {
        let authorized = validated.admitted.authorized
        guard authorized.decision.awaitsArguments, let control = authorized.routed.target.control,
            let rules = control.rules,
            let arguments = validated.invocation.decisiveArguments
        else { return authorized.decision }
        let routed = authorized.routed
        let table = routed.snapshot.table
        var request = AccessRequest(
            evaluation: ConditionEvaluation(caller: table.caller(routed.caller.principal), arguments: arguments))
        let checks = rules.checks(for: authorized.grants)
        if !checks.isEmpty {
            let scope = scopes.scope(of: routed, requestID: requestID)
            scope.take(validated.invocation)
            request.checked = try await scopes.truths(of: checks, scope, routed)
        }
        return control.decide(authorized.grants, in: table, request)
    }
}

extension AccessDecision {
    /// Whether the arguments decide, or would in a dry run.
    var awaitsArguments: Bool {
        guard let details else { return false }
        return details.outcome == .conditional || details.trial?.outcome == .conditional
    }
}

extension Invocation {
    /// Whether a function of an author's is going to run.
    fileprivate var runsFunction: Bool {
        switch self {
        case .tool, .prompt, .resource, .complete: true
        default: false
        }
    }

    /// The arguments by which rules decide: what was typed so far of one that is to be completed is none.
    private var isDecisive: Bool {
        if case .complete = self { false } else { true }
    }

    var decisiveArguments: JSONObject? { isDecisive ? arguments : nil }
}
