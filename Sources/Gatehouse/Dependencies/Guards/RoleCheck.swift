import GatehouseJSON
import GatehouseProtocol

/// Holds a caller to the roles that guards ask for: one of each list.
struct RoleCheck: Sendable {
    let roles: [[String]]

    func check(_ routed: Routed) throws(Refusal) {
        for wanted in roles where !wanted.contains(where: { Self.has(routed.caller.principal, $0) }) {
            throw refusal(wanted, routed)
        }
    }

    /// Roles compare by their bytes: what only looks the same gives nothing.
    private static func has(_ principal: Principal, _ role: String) -> Bool {
        principal.roles.contains(role) && principal.roles.contains { $0.isExactly(role) }
    }

    private func refusal(_ wanted: [String], _ routed: Routed) -> Refusal {
        let name = routed.target.name.map { " \"\($0)\"" } ?? ""
        let phrase = wanted.count == 1 ? "role" : "one of the roles"
        return Refusal(
            .authorize, status: 403,
            error: JSONRPCError(
                .forbidden,
                "Forbidden: \(routed.request.method)\(name) needs \(phrase) \(wanted.joined(separator: ", "))",
                data: ["missingRoles": .array(wanted.map(JSONValue.string))]))
    }
}
