import GatehouseJSON

/// The positions of everything that is asked for.
struct AccessPositions: Sendable {
    let permissions: [String: Int]
    let scopes: [String: Int]
    /// Facts have positions from 1 on. Of nobody the first one is true: it stands for what the table does not know.
    let facts: [AccessFact: Int]

    init(_ requirements: [Access], _ policy: AccessPolicy) {
        var permissions: [String: Int] = [:]
        var scopes: [String: Int] = [:]
        var facts: [AccessFact: Int] = [:]
        for requirement in requirements + policy.rules.map(\.callers) {
            for permission in requirement.permissions where permissions[permission] == nil {
                permissions[permission] = permissions.count
            }
            for scope in requirement.scopes where scopes[scope] == nil { scopes[scope] = scopes.count }
        }
        for fact in requirements.flatMap(\.facts) + policy.rules.flatMap(\.facts) where facts[fact] == nil {
            facts[fact] = facts.count + 1
        }
        self.permissions = permissions
        self.scopes = scopes
        self.facts = facts
    }

    /// The permissions, of those that are asked for, that granted ones cover.
    func permissions(_ granted: Set<String>) -> BitSet {
        var bits = BitSet()
        for (needed, position) in permissions
        where granted.contains(where: { AccessPolicy.permission($0, covers: needed) }) {
            bits.insert(position)
        }
        return bits
    }

    func forEachRole(_ body: (String, Int) -> Void) {
        for (fact, position) in facts {
            guard case .roles(let names) = fact else { continue }
            for name in names { body(name.text, position) }
        }
    }

    func know(_ access: Access) -> Bool {
        access.permissions.allSatisfy { permissions[$0] != nil } && access.scopes.allSatisfy { scopes[$0] != nil }
            && access.facts.allSatisfy { facts[$0] != nil }
    }

    func requirement(_ access: Access) -> AccessTable.Grants {
        requirement(access, access.facts)
    }

    func requirement(_ access: Access, _ asked: [AccessFact]) -> AccessTable.Grants {
        var requirement = AccessTable.Grants()
        if !know(access) { requirement.facts.insert(0) }
        for permission in access.permissions {
            if let position = permissions[permission] { requirement.permissions.insert(position) }
        }
        for scope in access.scopes {
            if let position = scopes[scope] { requirement.scopes.insert(position) }
        }
        for fact in asked { requirement.facts.insert(facts[fact] ?? 0) }
        return requirement
    }

    func missing(_ access: Access, from grants: AccessTable.Grants) -> Access {
        func lacks(_ fact: AccessFact) -> Bool { facts[fact].map { !grants.facts.contains($0) } ?? true }
        return Access(
            permissions: access.permissions.filter { permissions[$0].map { !grants.permissions.contains($0) } ?? true },
            scopes: access.scopes.filter { scopes[$0].map { !grants.scopes.contains($0) } ?? true },
            roles: access.roles.filter { lacks(.roles(of: $0)) },
            groups: access.groups.filter { lacks(.groups(of: $0)) },
            subjects: access.subjects.filter { lacks(.subjects(of: $0)) },
            tenants: access.tenants.filter { lacks(.tenant(ExactString($0))) })
    }
}
