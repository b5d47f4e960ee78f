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

/// Step 5: lets a caller use what its roles and scopes permit, and names everything that is missing where they do not.
///
/// Implements "Scope Challenge Handling" of basic/authorization (2026-07-28) and RFC 6750 section 3.1 for scopes.
struct Authorize: Sendable {
    func callAsFunction(_ routed: Routed) throws(Refusal) -> Authorized {
        let grants = routed.snapshot.table.grants(of: routed.caller.principal)
        if let requirement = routed.target.requirement, !grants.satisfy(requirement) {
            throw refusal(routed, grants)
        }
        return Authorized(routed: routed, grants: grants)
    }

    private func refusal(_ routed: Routed, _ grants: AccessTable.Grants) -> Refusal {
        let missing = routed.snapshot.table.missing(routed.target.access, from: grants)
        var parts: [String] = []
        var data = JSONObject()
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
        let value = routed.caller.challenge.value(
            error: "insufficient_scope", description: "The operation needs more scopes",
            scopes: routed.target.access.scopes)
        return [Reply.Field("WWW-Authenticate", value)]
    }
}
