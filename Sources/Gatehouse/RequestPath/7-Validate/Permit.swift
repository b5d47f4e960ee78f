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

    /// Decides where no function looks at the arguments.
    ///
    /// - Returns: Nothing where one does.
    func atOnce(_ validated: Validated) throws(Refusal) -> Permitted? {
        let authorized = validated.admitted.authorized
        let routed = authorized.routed
        guard routed.scope == nil else { return nil }
        guard let open = OpenDecision(validated) else {
            return Permitted(validated: validated, decision: authorized.decision)
        }
        guard open.checks.isEmpty else { return nil }
        let decision = open.decided()
        guard !decision.isRefused else { throw .forbidden(.validate, decision, routed) }
        return Permitted(validated: validated, decision: decision)
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
        guard let open = OpenDecision(validated) else { return validated.admitted.authorized.decision }
        guard !open.checks.isEmpty else { return open.decided() }
        let scope = scopes.scope(of: open.routed, requestID: requestID)
        scope.take(validated.invocation)
        return open.decided(checked: try await scopes.truths(of: open.checks, scope, open.routed))
    }
}

/// A decision that the arguments make.
private struct OpenDecision {
    let routed: Routed
    /// The rules whose functions have to be asked.
    let checks: [CompiledRule]
    private let grants: AccessTable.Grants
    private let control: ComponentAccess
    private let arguments: ConditionArguments

    /// Nothing where the arguments do not matter.
    init?(_ validated: Validated) {
        let authorized = validated.admitted.authorized
        guard authorized.decision.awaitsArguments, let control = authorized.routed.target.control,
            let rules = control.rules, let arguments = validated.invocation.decisiveArguments
        else { return nil }
        routed = authorized.routed
        grants = authorized.grants
        checks = rules.checks(for: authorized.grants)
        self.control = control
        self.arguments = arguments
    }

    /// - Parameter checked: What functions have said, by the names of their rules.
    func decided(checked: [String: ConditionTruth] = [:]) -> AccessDecision {
        let table = routed.snapshot.table
        let caller = table.caller(routed.caller.principal)
        return control.decide(
            grants, in: table,
            AccessRequest(evaluation: ConditionEvaluation(caller: caller, arguments: arguments), checked: checked))
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

    var decisiveArguments: ConditionArguments? {
        if case .tool(_, _, let arguments, _) = self { return ConditionArguments(arguments) }
        return isDecisive ? arguments.map(ConditionArguments.object) : nil
    }
}
