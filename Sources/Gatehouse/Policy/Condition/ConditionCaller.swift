import GatehouseJSON

/// The caller, as conditions know it: a reference, because a principal is much to hand from one step to the next.
final class ConditionCaller: Sendable {
    let principal: Principal
    private let rolesHeld: @Sendable () -> Set<String>

    /// - Parameter roles: The roles that the caller holds, those of its credential and those that the policy gives it,
    ///   worked out where a condition asks for them.
    init(principal: Principal, roles: @autoclosure @escaping @Sendable () -> Set<String>) {
        self.principal = principal
        rolesHeld = roles
    }

    /// The roles that the caller holds.
    var roles: Set<String> { rolesHeld() }

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
