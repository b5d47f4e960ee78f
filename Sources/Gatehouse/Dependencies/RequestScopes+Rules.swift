import Logging
import Synchronization

extension RequestScopes {
    /// The scope of a request whose component needs nothing, for the functions of rules; the request's own where it has one.
    func scope(of routed: Routed, requestID: String) -> RequestScope {
        if let scope = routed.scope { return scope }
        let info = RequestInfo(routed.caller, routed.request, routed.target, requestID: requestID)
        return RequestScope(
            plan: ComponentPlan(routed.subject, needs: .none, guards: [], graph: server.graph), info: info,
            received: routed.caller.received, server: server, secrets: { routed.secretTexts }, logger: logger)
    }

    /// Asks the functions of rules whether they apply to a request whose arguments are checked, within the time of guards.
    ///
    /// - Returns: What they say, by the names of the rules; one that fails has no say, and that is logged.
    /// - Throws: ``Refusal`` where they take too long, and where the caller goes away.
    func truths(
        of rules: [CompiledRule],
        _ scope: RequestScope,
        _ routed: Routed
    ) async throws(Refusal) -> [String: ConditionTruth] {
        let answers = Answers()
        let ask = ask(rules, answers)
        guard routed.scope == nil else {
            try await check([ask], scope, routed, at: .validate)
            return answers.truths
        }
        do throws(Refusal) {
            try await check([ask], scope, routed, at: .validate)
        } catch {
            await end(scope)
            throw error
        }
        await end(scope)
        return answers.truths
    }

    /// The same for a request that nobody makes: one who listens is told of a resource only while it could read it.
    func truths(
        of rules: [CompiledRule],
        _ info: RequestInfo,
        _ received: Received,
        _ invocation: Invocation
    ) async -> [String: ConditionTruth]? {
        let answers = Answers()
        let plan = ComponentPlan(info.subject, needs: .none, guards: [ask(rules, answers)], graph: server.graph)
        return await permits(plan, info, received, invocation) ? answers.truths : nil
    }

    /// What functions have said so far.
    private final class Answers: Sendable {
        private let state = Mutex<[String: ConditionTruth]>([:])

        var truths: [String: ConditionTruth] { state.withLock { $0 } }

        func set(_ truth: ConditionTruth, of rule: String) {
            state.withLock { $0[rule] = truth }
        }
    }

    /// A guard that lets everybody pass, and asks on its way.
    private func ask(_ rules: [CompiledRule], _ answers: Answers) -> Guard {
        let logger = logger
        let checks = rules.compactMap { rule in
            if case .check(_, _, let holds)? = rule.condition?.kind { (rule.rule.name, holds) } else { nil }
        }
        return Guard(
            name: "access rules",
            rule: .check(needs: []) { scope in
                for (name, holds) in checks {
                    do {
                        answers.set(ConditionTruth(try await holds(scope)), of: name)
                    } catch {
                        answers.set(.undecided, of: name)
                        logger.error(
                            "the condition of an access rule failed",
                            metadata: [
                                "request": "\(scope.info.requestID)", "rule": "\(name)",
                                "error": "\(scope.reason(of: error))",
                            ])
                    }
                }
            })
    }
}
