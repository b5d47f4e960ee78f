import GatehouseJSON

/// The caller, as conditions know it.
struct ConditionCaller: Sendable {
    let principal: Principal
    /// Says which roles the caller holds: those of its credential, and those that the policy gives it.
    let table: AccessTable

    /// The roles that the caller holds, worked out where a condition asks for them.
    var roles: Set<String> { table.roles(of: principal) }

    func value(of attribute: ConditionNode.CallerAttribute) -> JSONValue {
        switch attribute {
        case .subject: .string(principal.subject)
        case .issuer: Self.text(principal.issuer)
        case .client: Self.text(principal.clientID)
        case .tenant: Self.text(principal.tenant)
        case .method: .string(principal.method.description)
        case .credential: Self.text(principal.credentialID)
        case .roles: Self.list(roles)
        case .groups: Self.list(principal.groups)
        case .scopes: Self.list(principal.scopes)
        }
    }

    private static func text(_ text: String?) -> JSONValue {
        text.map(JSONValue.string) ?? .null
    }

    private static func list(_ texts: Set<String>) -> JSONValue {
        .array(texts.map(JSONValue.string))
    }
}
