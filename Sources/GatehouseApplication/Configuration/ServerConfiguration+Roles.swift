extension ServerConfiguration {
    /// A role; those of the configuration take the place of all of the application's.
    typealias Role = Application.Role

    /// The roles where the configuration names none: the application's.
    static var defaultRoles: [Role] { Application.current.roles }

    /// What every role permits, with what it inherits.
    var permissionsByRole: [String: Set<String>] {
        var result: [String: Set<String>] = [:]
        for role in roles { result[role.name] = permissions(of: role.name) }
        return result
    }

    /// What a role permits, with what it inherits; nothing for a role that does not exist.
    func permissions(of role: String) -> Set<String> {
        var permissions: Set<String> = []
        var seen: Set<String> = []
        var waiting = [role]
        while let name = waiting.popLast() {
            guard seen.insert(name).inserted, let role = roles.first(where: { $0.name == name }) else { continue }
            permissions.formUnion(role.permissions)
            waiting += role.inherits
        }
        return permissions
    }
}
