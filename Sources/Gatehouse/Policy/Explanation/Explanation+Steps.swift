import GatehouseJSON
import GatehouseProtocol

extension Explanation {
    mutating func explain(_ received: Received) {
        add(.receive, "transport", received.head.transport.description)
        add(.receive, "host", received.head.host.first)
        add(.receive, "body", "\(received.body.count) bytes")
        pass(.receive)
    }

    mutating func explain(_ principal: Principal) {
        add(.authenticate, "caller", principal.subject)
        add(.authenticate, "method", principal.method.description)
        add(.authenticate, "issuer", principal.issuer)
        add(.authenticate, "client", principal.clientID)
        add(.authenticate, "tenant", principal.tenant)
        for (name, values) in [("roles", principal.roles), ("groups", principal.groups), ("scopes", principal.scopes)]
        where !values.isEmpty {
            add(.authenticate, name, values.sorted().joined(separator: ", "))
        }
        add(.authenticate, "credential", principal.credentialID)
        add(.authenticate, "expires", principal.expiresAt.map { Instant.text(seconds: $0) })
        pass(.authenticate)
        explainBinding(principal)
    }

    /// A token that is bound to a key is worth nothing without a proof of it, which nobody can make for an explanation.
    private mutating func explainBinding(_ principal: Principal) {
        guard case .object(let binding)? = principal.claims["cnf"] else { return }
        if binding.contains("jkt") {
            add(.authenticate, "bound to", "a DPoP key: each request needs a proof of it (not asked)")
            set(.authenticate, .open)
        }
        if binding.contains("x5t#S256") {
            add(.authenticate, "bound to", "a client's certificate: the connection must have it (not asked)")
            set(.authenticate, .open)
        }
    }

    mutating func explain(_ request: Request) {
        add(.decode, "method", request.method)
        add(.decode, "revision", request.revision.text)
        if case .session(let session) = request.era { add(.decode, "session", "of \(session.identity)") }
        pass(.decode)
    }

    mutating func explain(_ target: Target) {
        let component: (any RegisteredComponent)? =
            switch target {
            case .tool(let tool): tool
            case .prompt(let prompt), .completion(.prompt(let prompt)): prompt
            case .resource(let resource, _, _), .completion(.resource(let resource)): resource
            default: nil
            }
        if let component {
            add(.route, "component", component.label)
            if !component.tags.isEmpty { add(.route, "tags", component.tags.sorted().joined(separator: ", ")) }
            add(.route, "declared", "\(component.site)")
        }
        if case .resource(_, _, let variables) = target {
            for (name, value) in variables.sorted(by: { $0.key < $1.key }) {
                add(.route, "variable", "\(name)=\(value)")
            }
        }
        pass(.route)
    }

    /// What was decided at step 5, and what every rule about the component says.
    mutating func explain(_ routed: Routed, _ decision: AccessDecision, _ grants: AccessTable.Grants) {
        let table = routed.snapshot.table
        let held = table.caller(routed.caller.principal).roles
        if held != routed.caller.principal.roles {
            add(.authorize, "roles held", held.isEmpty ? "none" : held.sorted().joined(separator: ", "))
        }
        if let control = routed.target.control {
            let phrases = control.declared.phrases
            add(.authorize, "declared", phrases.isEmpty ? "everybody" : "needs \(phrases.joined(separator: " and "))")
            for rule in (control.rules?.denials ?? []) + (control.rules?.allowances ?? []) {
                add(.authorize, "rule", Self.text(of: rule, grants, table))
            }
            if control.rules == nil { add(.authorize, "rule", "none is about it") }
        }
        add(.authorize, "decision", decision.summary ?? "allowed by declaration")
        add(.authorize, "dry run", decision.trial?.summary)
        add(.authorize, "guards", Self.names(routed.target.plan?.callerGuards ?? []))
        set(.authorize, routed.target.plan?.callerGuards.isEmpty ?? true ? .passes : .open)
    }

    private static func text(of rule: CompiledRule, _ grants: AccessTable.Grants, _ table: AccessTable) -> String {
        let what = "\"\(rule.rule.name)\" (\(rule.rule.effect))"
        let condition = rule.rule.condition.map { " when \($0.text)" } ?? ""
        switch rule.truth(grants, .unknown) {
        case .holds, .undecided: return "\(what)\(condition): applies"
        case nil: return "\(what)\(condition): the arguments decide"
        case .fails:
            let missing = table.missing(rule.rule.callers, from: grants).phrases
            let why = missing.isEmpty ? "its condition does not hold" : "it wants \(missing.joined(separator: " and "))"
            return "\(what)\(condition): does not apply, \(why)"
        }
    }

    private static func names(_ guards: [Guard]) -> String? {
        guards.isEmpty ? nil : guards.map { "\"\($0.name)\" (not asked)" }.joined(separator: ", ")
    }

    /// What step 7 finds: the arguments, and the rules whose conditions look at them.
    mutating func explain(_ validated: Validated) throws(Refusal) {
        if case .invalidArguments(let outcome) = validated.invocation {
            let text = outcome.content.compactMap { if case .text(let text) = $0 { text.text } else { nil } }
            add(.validate, "answer", text.joined(separator: " "))
            set(.validate, .refuses)
            return
        }
        let authorized = validated.admitted.authorized
        let routed = authorized.routed
        var verdict = Verdict.passes
        if authorized.decision.awaitsArguments, let control = routed.target.control, let rules = control.rules,
            let arguments = validated.invocation.decisiveArguments
        {
            let table = routed.snapshot.table
            let request = AccessRequest(
                evaluation: ConditionEvaluation(caller: table.caller(routed.caller.principal), arguments: arguments))
            let decision = control.decide(authorized.grants, in: table, request)
            for rule in rules.checks(for: authorized.grants) {
                add(
                    .validate, "function",
                    "\"\(rule.rule.condition?.text ?? "")\" of the rule \"\(rule.rule.name)\" (not asked)")
            }
            add(.validate, "decision", decision.summary ?? "allowed by declaration")
            add(.validate, "dry run", decision.trial?.summary)
            guard decision.outcome != .refused else { throw .forbidden(.validate, decision, routed) }
            if decision.outcome == .conditional { verdict = .open }
        }
        if case .tool = routed.target { add(.validate, "arguments", "fit the tool's input schema") }
        let guards = routed.target.plan?.argumentGuards ?? []
        add(.validate, "guards", Self.names(guards))
        set(.validate, guards.isEmpty ? verdict : .open)
    }

    /// What would be left to do.
    mutating func explainRest(_ validated: Validated) {
        guard steps.allSatisfy({ $0.verdict != .refuses }) else { return }
        let routed = validated.admitted.authorized.routed
        if case .tool(let tool) = routed.target {
            add(.call, "at once", "\(tool.bounds.lane.running) calls of the tool")
            if tool.tool.options.task.isAllowed { add(.call, "task", "possible") }
        }
        add(.call, "runs", routed.target.name.map { "\($0), not now" } ?? "\(routed.request.method), not now")
        add(.format, "revision", routed.request.revision.text)
        add(.send, "status", "200")
        for step in [Step.format, .send] { pass(step) }
        if verdict(of: .call) == .notReached { pass(.call) }
    }
}

extension Admit {
    /// The limits that would count a request, in words, and whether each of them would let it pass now.
    func limits(
        of authorized: Authorized, requestID: String
    ) async -> (words: String, isAllowed: Bool) {
        let decisions = await preview(authorized, requestID: requestID)
        guard !decisions.isEmpty else { return ("none", true) }
        let words = decisions.map { decision in
            "\(decision.name): \(decision.limit)" + (decision.key.map { " by \($0)" } ?? "")
                + (decision.cost == 1 ? "" : ", of which this is \(decision.cost)")
                + (decision.isAllowed ? "" : ", used up for \(decision.reset.wholeMilliseconds) ms")
        }
        return (words.joined(separator: "; ") + " (not counted)", decisions.allSatisfy(\.isAllowed))
    }
}
