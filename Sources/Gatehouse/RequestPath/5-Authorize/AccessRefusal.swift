import GatehouseJSON
import GatehouseProtocol

extension Refusal {
    /// The caller may not use what it asks for: it is told what it lacks, or that there is no such thing.
    static func forbidden(_ step: Step, _ decision: AccessDecision, _ routed: Routed) -> Refusal {
        var refusal =
            hidden(step, decision, routed.target, routed.request) ?? told(step, decision, routed.subject, routed.caller)
        refusal.access = decision
        return refusal
    }

    /// The caller is told what it lacks.
    ///
    /// - Parameter subject: What it asks for.
    static func told(_ step: Step, _ decision: AccessDecision, _ subject: String, _ caller: Authenticated) -> Refusal {
        var refusal = Refusal(
            step, status: 403,
            error: JSONRPCError(.forbidden, "Forbidden: \(subject) \(decision.reason)", data: decision.data),
            fields: challenge(decision, caller))
        refusal.access = decision
        return refusal
    }

    /// The answer that there is no such thing, to the byte as where there is none; nothing where it need not be hidden.
    /// Completions never tell (server/utilities/completion, "Security", 2026-07-28).
    static func hidden(_ step: Step, _ decision: AccessDecision, _ target: Target, _ request: Request) -> Refusal? {
        if case .completion = target { return request.reference.map { .unknown($0, request) } }
        guard decision.concealment == .everywhere, var refusal = unknown(step, target, request) else { return nil }
        refusal.reason = "hidden: \(target.subject(of: request)) \(decision.reason)"
        return refusal
    }

    /// What a request for something that there is not is answered with.
    private static func unknown(_ step: Step, _ target: Target, _ request: Request) -> Refusal? {
        let status = ErrorCode.invalidParams.status(in: request.revision)
        switch target {
        case .tool(let tool):
            return .invalidParams(step, "Unknown tool: \(Route.preview(tool.tool.name))", status: status)
        case .prompt(let prompt):
            return .invalidParams(step, "Unknown prompt: \(Route.preview(prompt.prompt.name))", status: status)
        case .resource(_, let uri, _): return .resourceNotFound(step, uri: uri, revision: request.revision)
        default: return nil
        }
    }

    /// The challenge names every scope that the operation needs, not only the missing ones, so that one new token does.
    private static func challenge(_ decision: AccessDecision, _ caller: Authenticated) -> [Reply.Field] {
        guard !decision.missing.scopes.isEmpty, let asked = decision.details?.asked else { return [] }
        return caller.challenges(
            error: "insufficient_scope", description: "The operation needs more scopes", scopes: asked.scopes)
    }
}

extension Routed {
    /// What is asked for, as refusals have it: never a URI.
    var subject: String { target.subject(of: request) }
}

extension Target {
    /// What is asked for, as refusals have it: never a URI.
    func subject(of request: Request) -> String {
        request.method + (name.map { " \"\($0)\"" } ?? "")
    }
}

extension AccessDecision {
    /// Why it is refused, as the end of a sentence about what is asked for.
    var reason: String {
        let needs = missing.phrases
        guard needs.isEmpty else { return "needs \(needs.joined(separator: " and "))" }
        let name = rule.map { " \"\($0)\"" } ?? ""
        switch basis {
        case .rule: return "is denied by the rule\(name)"
        case .otherRules: return "is not allowed to this caller with these arguments by the rule\(name)"
        case .fallback: return "is allowed to nobody: no rule of the server names it"
        default: return "is not allowed"
        }
    }

    /// The same as data.
    fileprivate var data: JSONValue {
        var data = JSONObject()
        func add(_ name: String, _ values: [String]) {
            if !values.isEmpty { data[name] = .array(values.map(JSONValue.string)) }
        }
        add("missingRoles", Array(missing.roles.joined()))
        add("missingGroups", Array(missing.groups.joined()))
        add("missingPermissions", missing.permissions)
        add("missingScopes", missing.scopes)
        add("missingTenants", missing.tenants)
        if let rule { data["rule"] = .string(rule) }
        return .object(data)
    }
}

extension Access {
    /// What is asked for, in words. Whose subjects are asked for is nobody else's business.
    var phrases: [String] {
        var phrases = roles.map { ($0.count == 1 ? "role " : "one of the roles ") + $0.joined(separator: ", ") }
        phrases += groups.map { ($0.count == 1 ? "group " : "one of the groups ") + $0.joined(separator: ", ") }
        if !permissions.isEmpty { phrases.append("permission \(permissions.joined(separator: ", "))") }
        if !scopes.isEmpty { phrases.append("scope \(scopes.joined(separator: ", "))") }
        phrases += tenants.map { "tenant \($0)" }
        if !subjects.isEmpty { phrases.append("another caller") }
        return phrases
    }
}
