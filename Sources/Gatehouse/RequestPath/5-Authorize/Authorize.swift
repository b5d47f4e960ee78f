import GatehouseJSON
import GatehouseProtocol

/// A request that its caller may make.
struct Authorized: Sendable {
    let routed: Routed
    /// What the caller has, for lists to show it only what it may use.
    let grants: AccessTable.Grants

    fileprivate init(routed: Routed, grants: AccessTable.Grants) {
        self.routed = routed
        self.grants = grants
    }
}

/// Step 5: lets a caller use what its roles and scopes permit, and names everything that is missing where they do not;
/// then runs the guards that need nothing of the arguments.
///
/// Implements "Scope Challenge Handling" of basic/authorization (2026-07-28) and RFC 6750 section 3.1 for scopes.
struct Authorize: Sendable {
    /// What every caller must have, whatever it asks for.
    let general: Access
    let scopes: RequestScopes

    func callAsFunction(_ routed: Routed) async throws(Refusal) -> Authorized {
        let grants = routed.snapshot.table.grants(of: routed.caller.principal)
        if let requirement = routed.target.requirement ?? routed.snapshot.general, !grants.satisfy(requirement) {
            if case .completion = routed.target, let reference: CompletionReference = routed.request.reference {
                throw .unknown(reference, routed.request)
            }
            throw refusal(routed, grants)
        }
        if let scope = routed.scope {
            try await scopes.check(scope.plan.callerGuards, scope, routed, at: .authorize)
        }
        return Authorized(routed: routed, grants: grants)
    }

    /// What the request's caller must have.
    private func access(_ routed: Routed) -> Access {
        routed.target.isComponent ? routed.target.access : general
    }

    private func refusal(_ routed: Routed, _ grants: AccessTable.Grants) -> Refusal {
        let missing = routed.snapshot.table.missing(access(routed), from: grants)
        var parts: [String] = []
        var data = JSONObject()
        if !missing.roles.isEmpty {
            parts += missing.roles.map {
                ($0.count == 1 ? "role " : "one of the roles ") + $0.joined(separator: ", ")
            }
            data["missingRoles"] = .array(missing.roles.joined().map(JSONValue.string))
        }
        if !missing.permissions.isEmpty {
            parts.append("permission \(missing.permissions.joined(separator: ", "))")
            data["missingPermissions"] = .array(missing.permissions.map(JSONValue.string))
        }
        if !missing.scopes.isEmpty {
            parts.append("scope \(missing.scopes.joined(separator: ", "))")
            data["missingScopes"] = .array(missing.scopes.map(JSONValue.string))
        }
        let name = routed.target.name.map { " \"\($0)\"" } ?? ""
        let message = "Forbidden: \(routed.request.method)\(name) needs \(parts.joined(separator: " and "))"
        return Refusal(
            .authorize, status: 403,
            error: JSONRPCError(.forbidden, message, data: .object(data)),
            fields: challenge(routed, missing))
    }

    /// The challenge names every scope that the operation needs, not only the missing ones, so that one new token does.
    private func challenge(_ routed: Routed, _ missing: Access) -> [Reply.Field] {
        guard !missing.scopes.isEmpty else { return [] }
        return routed.caller.challenges(
            error: "insufficient_scope", description: "The operation needs more scopes",
            scopes: access(routed).scopes)
    }
}
