extension Guard {
    /// Lets callers pass that have a role.
    ///
    /// As with permissions and scopes, lists show what is guarded so to those callers alone.
    public static func role(_ role: String) -> Guard {
        Guard(name: "role \(role)", rule: .access(.role(role)))
    }

    /// Lets callers pass that have one of several roles.
    public static func anyRole(_ roles: String...) -> Guard {
        Guard(name: "role \(roles.joined(separator: " or "))", rule: .access(Access(roles: [roles])))
    }

    /// Lets callers pass that have a permission.
    public static func permission(_ permission: String) -> Guard {
        Guard(name: "permission \(permission)", rule: .access(.permission(permission)))
    }

    /// Lets callers pass whose credential has a scope; the others get a challenge that names it.
    public static func scope(_ scope: String) -> Guard {
        Guard(name: "scope \(scope)", rule: .access(.scope(scope)))
    }

    /// Lets callers pass that have everything of an access.
    public static func access(_ access: Access) -> Guard {
        let names = access.roles.joined() + access.permissions + access.scopes
        return Guard(name: "access \(names.joined(separator: ", "))", rule: .access(access))
    }

    /// Lets requests pass that a policy allows: a decision by the attributes of caller, component and arguments.
    ///
    /// ```swift
    /// Guard.policy("own notes", needs: .arguments, .notes) { request, arguments, notes in
    ///     try await notes.owner(of: arguments["id"]) == request.principal.subject
    /// }
    /// ```
    ///
    /// - Parameters:
    ///   - name: What the policy is called; a caller that it refuses is told.
    ///   - needs: The values that it gets, in this order.
    ///   - allows: Whether the request may pass.
    public static func policy<each Need: Sendable>(
        _ name: String,
        needs: repeat Dependency<each Need>,
        allows: @escaping @Sendable (RequestInfo, repeat each Need) async throws -> Bool
    ) -> Guard {
        let needed = (repeat each needs)
        return Guard(
            name: name,
            rule: .check(needs: Needs(repeat each needs).keys) { scope in
                guard try await !allows(scope.info, repeat try await scope.value(each needed)) else { return }
                throw GuardRefusal.forbidden("Forbidden: \(scope.info.subject) is against the policy \"\(name)\"")
            })
    }

    /// Whether the guard has to run a function.
    var needs: [DependencyKey]? {
        if case .check(let needs, _) = rule { needs } else { nil }
    }
}
