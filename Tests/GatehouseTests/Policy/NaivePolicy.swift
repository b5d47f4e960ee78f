import Gatehouse

/// A condition as the second reading knows it: built, not parsed, and worked out by the letter of the documentation.
indirect enum NaiveCondition: Sendable {
    case amountBelow(Int64)
    case authorIsCaller
    case inGroup(String)
    case tenantIs(String)
    case forced
    case absent(String)
    case both(NaiveCondition, NaiveCondition)
    case either(NaiveCondition, NaiveCondition)
    case opposite(NaiveCondition)

    /// The condition as an operator writes it.
    var text: String {
        switch self {
        case .amountBelow(let limit): "args.amount < \(limit)"
        case .authorIsCaller: "args.author == caller.subject"
        case .inGroup(let group): "'\(group)' in caller.groups"
        case .tenantIs(let tenant): "caller.tenant == \"\(tenant)\""
        case .forced: "args.force"
        case .absent(let name): "args.\(name) == null"
        case .both(let left, let right): "(\(left.text)) and (\(right.text))"
        case .either(let left, let right): "(\(left.text)) or (\(right.text))"
        case .opposite(let part): "not (\(part.text))"
        }
    }

    /// Yes, no, or nothing where it cannot be said.
    func answer(_ caller: Principal, _ arguments: JSONObject) -> Bool? {
        switch self {
        case .amountBelow(let limit):
            if case .integer(let amount)? = arguments["amount"] { return amount < limit }
            return nil
        case .authorIsCaller:
            guard let author = arguments["author"], author != .null else { return nil }
            return author == .string(caller.subject)
        case .inGroup(let group): return caller.groups.contains(group)
        case .tenantIs(let tenant): return caller.tenant.map { $0 == tenant }
        case .forced:
            if case .bool(let force)? = arguments["force"] { return force }
            return nil
        case .absent(let name): return arguments[name] == nil || arguments[name] == .null
        case .both(let left, let right):
            let answers = [left.answer(caller, arguments), right.answer(caller, arguments)]
            if answers.contains(false) { return false }
            return answers.contains(nil) ? nil : true
        case .either(let left, let right):
            let answers = [left.answer(caller, arguments), right.answer(caller, arguments)]
            if answers.contains(true) { return true }
            return answers.contains(nil) ? nil : false
        case .opposite(let part): return part.answer(caller, arguments).map { !$0 }
        }
    }
}

/// A component as the second reading knows it.
struct NaiveComponent: Sendable {
    var kind: String
    var name: String
    var tags: Set<String>
    var declared: Access
    var guards: Access
}

/// A second reading of policies: slow, plain and written apart from the first one. Nothing of it is compiled or kept; it
/// asks the policy anew, word by word, for every call.
struct NaivePolicy {
    let policy: AccessPolicy
    /// The conditions of the policy's rules, by their names.
    let conditions: [String: NaiveCondition]

    /// Whether a call is allowed, and the rule that decided so where one did.
    func decide(_ component: NaiveComponent, _ caller: Principal, _ arguments: JSONObject) -> (Bool, String?) {
        if policy.enforcement == .dryRun { return (has(component.declared, caller), nil) }
        guard has(component.guards, caller) else { return (false, nil) }
        let named = policy.rules.filter { rule in rule.targets.contains { means($0, component) } }
        for rule in named where rule.effect == .deny && has(rule.callers, caller) {
            guard let condition = conditions[rule.name] else { return (false, rule.name) }
            if condition.answer(caller, arguments) != false { return (false, rule.name) }
        }
        let allowing = named.filter { $0.effect == .allow }
        guard !allowing.isEmpty else {
            return (policy.fallback == .deny ? false : has(component.declared, caller), nil)
        }
        for rule in allowing where has(rule.callers, caller) {
            guard let condition = conditions[rule.name] else { return (true, rule.name) }
            if condition.answer(caller, arguments) == true { return (true, rule.name) }
        }
        return (false, nil)
    }

    private func means(_ target: AccessTarget, _ component: NaiveComponent) -> Bool {
        let words = target.description.split(separator: " ", maxSplits: 1)
        let pattern = String(words[1].dropFirst().dropLast())
        if words[0] == "tag" { return component.tags.contains { matches(pattern, $0) } }
        return words[0] == component.kind && matches(pattern, component.name)
    }

    private func matches(_ pattern: String, _ name: String) -> Bool {
        pattern.hasSuffix("*") ? name.hasPrefix(String(pattern.dropLast())) : pattern == name
    }

    private func has(_ access: Access, _ caller: Principal) -> Bool {
        access.permissions.allSatisfy { needed in permissions(caller).contains { matches($0, needed) } }
            && access.scopes.allSatisfy(scopes(caller).contains)
            && access.roles.allSatisfy { $0.contains(where: roles(caller).contains) }
            && access.groups.allSatisfy { $0.contains(where: caller.groups.contains) }
            && access.subjects.allSatisfy { $0.contains(caller.subject) }
            && access.tenants.allSatisfy { $0 == caller.tenant }
    }

    private func roles(_ caller: Principal) -> Set<String> {
        let given = grants(caller).flatMap(\.roles)
        return caller.roles.union(given).filter { role in
            guard let tenant = policy.roles[role]?.tenant else { return true }
            return tenant == caller.tenant
        }
    }

    private func grants(_ caller: Principal) -> [AccessGrant] {
        policy.grants.filter { grant in
            if let tenant = grant.tenant, tenant != caller.tenant { return false }
            return ["staff", "ops"].contains { grant.mark == .group($0) && caller.groups.contains($0) }
                || ["alice", "bob"].contains { grant.mark == .subject($0) && caller.subject == $0 }
                || ["s0", "s1"].contains { grant.mark == .scope($0) && caller.scopes.contains($0) }
        }
    }

    private func scopes(_ caller: Principal) -> Set<String> {
        var all = caller.scopes
        while true {
            let more = all.union(all.flatMap { policy.includedScopes[$0] ?? [] })
            if more == all { return all }
            all = more
        }
    }

    private func permissions(_ caller: Principal) -> Set<String> {
        var all: Set<String> = []
        for role in roles(caller) { all.formUnion(permissions(of: role, depth: 0)) }
        for scope in scopes(caller) { all.formUnion(policy.scopes[scope] ?? []) }
        for grant in grants(caller) { all.formUnion(grant.permissions) }
        return all
    }

    private func permissions(of role: String, depth: Int) -> Set<String> {
        guard depth < 20, let role = policy.roles[role] else { return [] }
        return role.inherits.reduce(role.permissions) { $0.union(permissions(of: $1, depth: depth + 1)) }
    }
}
