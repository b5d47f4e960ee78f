/// A request whose arguments were seen by every guard that asked for them.
struct Permitted: Sendable {
    let validated: Validated

    fileprivate init(validated: Validated) {
        self.validated = validated
    }
}

/// The end of step 7: runs the guards that decide by the arguments, now that these are checked and decoded.
///
/// Where arguments break the schema there is nothing to decide: nothing of the author's runs, and the caller is told what
/// the published schema says anyway.
struct Permit: Sendable {
    let scopes: RequestScopes

    func callAsFunction(_ validated: Validated) async throws(Refusal) -> Permitted {
        let routed = validated.admitted.authorized.routed
        guard let scope = routed.scope, validated.invocation.runsFunction else {
            return Permitted(validated: validated)
        }
        scope.take(validated.invocation)
        // What was typed so far is no argument that a guard could decide by.
        if case .complete = validated.invocation { return Permitted(validated: validated) }
        try await scopes.check(scope.plan.argumentGuards, scope, routed, at: .validate)
        return Permitted(validated: validated)
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
}
