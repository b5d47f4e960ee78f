/// What a caller must have to see and use a component.
///
/// Permissions come from the caller's roles (and from its scopes, where the policy says so); scopes are what an
/// authorization server granted to the client. Everything named is needed.
public struct Access: Sendable, Hashable {
    /// Permissions that the caller must have, as `notes:read`.
    public var permissions: [String]
    /// OAuth scopes that the credential must have been granted.
    public var scopes: [String]

    public init(permissions: [String] = [], scopes: [String] = []) {
        self.permissions = permissions
        self.scopes = scopes
    }

    /// Everybody who is authenticated.
    public static let everyone = Access()

    /// Everybody who has that permission.
    public static func permission(_ permission: String) -> Access {
        Access(permissions: [permission])
    }

    /// Everybody whose credential has that scope.
    public static func scope(_ scope: String) -> Access {
        Access(scopes: [scope])
    }

    /// Both of two requirements.
    public func and(_ other: Access) -> Access {
        Access(permissions: permissions + other.permissions, scopes: scopes + other.scopes)
    }
}
