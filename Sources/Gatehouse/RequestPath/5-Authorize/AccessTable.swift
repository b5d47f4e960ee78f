import GatehouseJSON

/// The permissions and scopes that any component asks for, each with a position, and what each role and scope gives of
/// them: worked out once, so that a decision is two comparisons of bits.
struct AccessTable: Sendable {
    /// What a caller has, of all that is ever asked for.
    struct Grants: Sendable, Hashable {
        var permissions = BitSet()
        var scopes = BitSet()

        /// Whether they are enough.
        func satisfy(_ requirement: Grants) -> Bool {
            permissions.isSuperset(of: requirement.permissions) && scopes.isSuperset(of: requirement.scopes)
        }
    }

    private let permissions: [String: Int]
    private let scopes: [String: Int]
    private let permissionsOfRole: [String: Given]
    private let permissionsOfScope: [String: Given]

    /// What a role or scope gives. Its name stands here again because a dictionary takes canonically equivalent names
    /// for one, and whoever may choose a group's name must not come by another group's permissions.
    private struct Given: Sendable {
        let name: String
        let permissions: BitSet
    }

    init(requirements: some Sequence<Access>, policy: AccessPolicy) {
        var permissions: [String: Int] = [:]
        var scopes: [String: Int] = [:]
        for requirement in requirements {
            for permission in requirement.permissions where permissions[permission] == nil {
                permissions[permission] = permissions.count
            }
            for scope in requirement.scopes where scopes[scope] == nil { scopes[scope] = scopes.count }
        }
        self.permissions = permissions
        self.scopes = scopes
        permissionsOfRole = Self.given(policy.roles, among: permissions)
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
            if let given = permissionsOfRole[role], given.name.isExactly(role) {
                grants.permissions.formUnion(given.permissions)
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
        return requirement
    }

    /// What of a requirement a caller lacks, all of it at once.
    func missing(_ access: Access, from grants: Grants) -> Access {
        Access(
            permissions: access.permissions.filter { name in
                permissions[name].map { !grants.permissions.contains($0) } ?? true
            },
            scopes: access.scopes.filter { name in scopes[name].map { !grants.scopes.contains($0) } ?? true })
    }
}
