/// What a caller must have to see and use a component.
///
/// Roles are those that the credential names. Permissions come from the caller's roles (and from its scopes, where the policy says so); scopes are what an
/// authorization server granted to the client. Everything named is needed.
public struct Access: Sendable, Hashable {
    /// Permissions that the caller must have, as `notes:read`.
    public var permissions: [String]
    /// OAuth scopes that the credential must have been granted.
    public var scopes: [String]
    /// Lists of roles, of each of which the caller must have one.
    public var roles: [[String]]

    public init(permissions: [String] = [], scopes: [String] = [], roles: [[String]] = []) {
        self.permissions = permissions
        self.scopes = scopes
        self.roles = roles
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

    /// Everybody whose credential names that role. No other role stands for it, whatever its permissions.
    public static func role(_ role: String) -> Access {
        Access(roles: [[role]])
    }

    /// Everybody whose credential names one of those roles.
    public static func anyRole(_ roles: String...) -> Access {
        Access(roles: [roles])
    }

    /// Both of two requirements.
    public func and(_ other: Access) -> Access {
        Access(permissions: permissions + other.permissions, scopes: scopes + other.scopes, roles: roles + other.roles)
    }
}
