import GatehouseJSON

/// The permissions, scopes and facts that any component or rule asks for, each with a position, and what each role and
/// scope gives of them: worked out once, so that a decision is a few comparisons of bits.
final class AccessTable: Sendable {
    /// What a caller has, of all that is ever asked for.
    struct Grants: Sendable, Hashable {
        var permissions = BitSet()
        var scopes = BitSet()
        /// What else is true of the caller: ``AccessFact``.
        var facts = BitSet()

        /// Whether they are enough.
        func satisfy(_ requirement: Grants) -> Bool {
            permissions.isSuperset(of: requirement.permissions) && scopes.isSuperset(of: requirement.scopes)
                && facts.isSuperset(of: requirement.facts)
        }
    }

    let policy: AccessPolicy
    /// What the guards of the whole server ask for.
    let guards: Access
    /// The policy's rules, each with what it asks of callers.
    let rules: [CompiledRule]
    private let positions: AccessPositions
    private let roles: [String: Given]
    private let scopes: [String: Given]
    /// What is looked at besides roles and scopes; nothing where nothing is.
    private let marks: AccessMarks?
    /// Whether a caller may hold other roles than its credential names.
    private let changesRoles: Bool

    /// What a role or scope gives. Its name stands here again because a dictionary takes canonically equivalent names
    /// for one, and whoever may choose a group's name must not come by another group's permissions.
    struct Given: Sendable {
        let name: String
        /// The one tenant in which it counts.
        var tenant: String?
        var permissions = BitSet()
        var scopes = BitSet()
        /// The lists that it stands in.
        var facts = BitSet()
    }

    /// - Parameters:
    ///   - requirements: What components ask for.
    ///   - guards: What the guards of the whole server ask for.
    init(requirements: some Sequence<Access>, guards: Access = .everyone, policy: AccessPolicy) {
        let positions = AccessPositions(requirements + [guards], policy)
        self.guards = guards
        self.policy = policy
        self.positions = positions
        roles = Self.roles(policy, positions)
        scopes = Self.scopes(policy, positions)
        marks = AccessMarks(policy, positions)
        changesRoles =
            policy.grants.contains { !$0.roles.isEmpty } || policy.roles.values.contains { $0.tenant != nil }
        rules = policy.rules.map { CompiledRule($0, positions) }
    }

    private static func roles(_ policy: AccessPolicy, _ positions: AccessPositions) -> [String: Given] {
        var given: [String: Given] = [:]
        for (name, role) in policy.roles {
            given[name] = Given(
                name: name, tenant: role.tenant, permissions: positions.permissions(policy.permissions(of: name)))
        }
        // Of two roles that only look the same, the first one counts.
        positions.forEachRole { role, position in
            var one = given[role] ?? Given(name: role)
            guard one.name.isExactly(role) else { return }
            one.facts.insert(position)
            given[role] = one
        }
        return given
    }

    private static func scopes(_ policy: AccessPolicy, _ positions: AccessPositions) -> [String: Given] {
        var given: [String: Given] = [:]
        for name in Set(policy.scopes.keys).union(policy.includedScopes.keys).union(positions.scopes.keys) {
            var one = Given(name: name)
            for scope in policy.scopes(in: name) {
                one.permissions.formUnion(positions.permissions(policy.scopes[scope] ?? []))
                if let position = positions.scopes[scope] { one.scopes.insert(position) }
            }
            given[name] = one
        }
        return given
    }

    // MARK: Callers

    /// What a caller has. A role or scope that the policy does not know gives nothing.
    func grants(of principal: Principal) -> Grants {
        var grants = Grants()
        for role in principal.roles { add(role, of: principal, to: &grants) }
        for scope in principal.scopes {
            guard let given = scopes[scope], given.name.isExactly(scope) else { continue }
            grants.permissions.formUnion(given.permissions)
            grants.scopes.formUnion(given.scopes)
        }
        if let marks {
            for grant in marks.grants where grant.grant.applies(to: principal) {
                grants.permissions.formUnion(grant.permissions)
                for role in grant.grant.roles { add(role, of: principal, to: &grants) }
            }
            marks.addFacts(of: caller(principal), principal, to: &grants.facts)
        }
        return grants
    }

    private func add(_ role: String, of principal: Principal, to grants: inout Grants) {
        guard let given = roles[role], given.name.isExactly(role), Self.counts(given.tenant, principal) else { return }
        grants.permissions.formUnion(given.permissions)
        grants.facts.formUnion(given.facts)
    }

    private static func counts(_ tenant: String?, _ principal: Principal) -> Bool {
        guard let tenant else { return true }
        return principal.tenant?.isExactly(tenant) ?? false
    }

    /// The caller, as conditions know it.
    func caller(_ principal: Principal) -> ConditionCaller {
        ConditionCaller(principal: principal, table: self)
    }

    /// The same caller with every role that it holds in place of those that its credential names, for what looks at roles
    /// without asking the policy: limits and guarantees.
    func holder(_ principal: Principal) -> Principal {
        guard changesRoles else { return principal }
        var holder = principal
        holder.roles = roles(of: principal)
        return holder
    }

    /// Every role that a caller holds: those of its credential, and those that the policy gives it.
    func roles(of principal: Principal) -> Set<String> {
        guard changesRoles else { return principal.roles }
        var held = principal.roles
        for grant in marks?.grants ?? [] where grant.grant.applies(to: principal) {
            held.formUnion(grant.grant.roles)
        }
        return held.filter { role in
            policy.roles[role].map { Self.counts($0.tenant, principal) } ?? true
        }
    }

    // MARK: Components

    /// Whether everything that a component asks for has a position.
    func knows(_ access: Access) -> Bool { positions.know(access) }

    /// What a component asks for. Where the table was not made with all of it, nobody has it.
    func requirement(_ access: Access) -> Grants { positions.requirement(access) }

    /// What of a requirement a caller lacks, all of it at once.
    func missing(_ access: Access, from grants: Grants) -> Access { positions.missing(access, from: grants) }
}

extension AccessPolicy {
    /// A scope with all that it includes.
    fileprivate func scopes(in name: String) -> Set<String> {
        var all: Set<String> = []
        var waiting = [name]
        while let scope = waiting.popLast() {
            guard all.insert(scope).inserted else { continue }
            waiting += includedScopes[scope] ?? []
        }
        return all
    }
}
