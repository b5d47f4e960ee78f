import GatehouseJSON

/// The permissions, scopes and lists of roles that any component asks for, each with a position, and what each role and
/// scope gives of them: worked out once, so that a decision is two comparisons of bits.
struct AccessTable: Sendable {
    /// What a caller has, of all that is ever asked for.
    struct Grants: Sendable, Hashable {
        var permissions = BitSet()
        var scopes = BitSet()
        var roles = BitSet()

        /// Whether they are enough.
        func satisfy(_ requirement: Grants) -> Bool {
            permissions.isSuperset(of: requirement.permissions) && scopes.isSuperset(of: requirement.scopes)
                && roles.isSuperset(of: requirement.roles)
        }
    }

    private let permissions: [String: Int]
    private let scopes: [String: Int]
    private let roles: [[String]: Int]
    private let givenByRole: [String: Given]
    private let permissionsOfScope: [String: Given]

    /// What a role or scope gives. Its name stands here again because a dictionary takes canonically equivalent names
    /// for one, and whoever may choose a group's name must not come by another group's permissions.
    fileprivate struct Given: Sendable {
        let name: String
        let permissions: BitSet
        /// The lists that the role stands in.
        var lists = BitSet()
    }

    init(requirements: some Sequence<Access>, policy: AccessPolicy) {
        var permissions: [String: Int] = [:]
        var scopes: [String: Int] = [:]
        var roles: [[String]: Int] = [:]
        for requirement in requirements {
            for permission in requirement.permissions where permissions[permission] == nil {
                permissions[permission] = permissions.count
            }
            for scope in requirement.scopes where scopes[scope] == nil { scopes[scope] = scopes.count }
            for list in requirement.roles where roles[list] == nil { roles[list] = roles.count }
        }
        self.permissions = permissions
        self.scopes = scopes
        self.roles = roles
        givenByRole = Self.given(policy.roles, among: permissions).adding(roles)
        permissionsOfScope = Self.given(policy.scopes, among: permissions)
    }

    private static func given(_ names: [String: Set<String>], among permissions: [String: Int]) -> [String: Given] {
        var given: [String: Given] = [:]
        for (name, granted) in names {
            given[name] = Given(name: name, permissions: bits(of: granted, among: permissions))
        }
        return given
    }

    private static func bits(of granted: Set<String>, among permissions: [String: Int]) -> BitSet {
        var bits = BitSet()
        for (needed, position) in permissions
        where granted.contains(where: { AccessPolicy.permission($0, covers: needed) }) {
            bits.insert(position)
        }
        return bits
    }

    /// What a caller has. A role or scope that the policy does not know gives nothing.
    func grants(of principal: Principal) -> Grants {
        var grants = Grants()
        for role in principal.roles {
            if let given = givenByRole[role], given.name.isExactly(role) {
                grants.permissions.formUnion(given.permissions)
                grants.roles.formUnion(given.lists)
            }
        }
        for scope in principal.scopes {
            if let position = scopes[scope] { grants.scopes.insert(position) }
            if let given = permissionsOfScope[scope], given.name.isExactly(scope) {
                grants.permissions.formUnion(given.permissions)
            }
        }
        return grants
    }

    /// Whether everything that a component asks for has a position.
    func knows(_ access: Access) -> Bool {
        access.permissions.allSatisfy { permissions[$0] != nil } && access.scopes.allSatisfy { scopes[$0] != nil }
    }

    /// What a component asks for. It must be one of the requirements that the table was made with.
    func requirement(_ access: Access) -> Grants {
        var requirement = Grants()
        for permission in access.permissions {
            if let position = permissions[permission] { requirement.permissions.insert(position) }
        }
        for scope in access.scopes {
            if let position = scopes[scope] { requirement.scopes.insert(position) }
        }
        for list in access.roles {
            if let position = roles[list] { requirement.roles.insert(position) }
        }
        return requirement
    }

    /// What of a requirement a caller lacks, all of it at once.
    func missing(_ access: Access, from grants: Grants) -> Access {
        Access(
            permissions: access.permissions.filter { name in
                permissions[name].map { !grants.permissions.contains($0) } ?? true
            },
            scopes: access.scopes.filter { name in scopes[name].map { !grants.scopes.contains($0) } ?? true },
            roles: access.roles.filter { list in roles[list].map { !grants.roles.contains($0) } ?? true })
    }
}

extension [String: AccessTable.Given] {
    /// The same with the lists that each role stands in. Of two roles that only look the same, the first one counts.
    fileprivate func adding(_ lists: [[String]: Int]) -> Self {
        var all = self
        for (list, position) in lists {
            for role in list {
                var given = all[role] ?? AccessTable.Given(name: role, permissions: BitSet())
                guard given.name.isExactly(role) else { continue }
                given.lists.insert(position)
                all[role] = given
            }
        }
        return all
    }
}
