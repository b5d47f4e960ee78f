/// What a caller must have to see and use a component.
///
/// Roles are those that the credential names, and those that the policy gives its holder. Permissions come from the
/// caller's roles (and from its scopes, where the policy says so); scopes are what an authorization server granted to the
/// client. Everything named is needed.
public struct Access: Sendable, Hashable {
    /// Permissions that the caller must have, as `notes:read`.
    public var permissions: [String]
    /// OAuth scopes that the credential must have been granted.
    public var scopes: [String]
    /// Lists of roles, of each of which the caller must have one.
    public var roles: [[String]]
    /// Lists of groups, of each of which the caller must be in one.
    public var groups: [[String]]
    /// Lists of subjects, of each of which the caller must be one.
    public var subjects: [[String]]
    /// Tenants that the caller must belong to; as a caller belongs to one at most, two of them shut everybody out.
    public var tenants: [String]

    public init(
        permissions: [String] = [],
        scopes: [String] = [],
        roles: [[String]] = [],
        groups: [[String]] = [],
        subjects: [[String]] = [],
        tenants: [String] = []
    ) {
        self.permissions = permissions
        self.scopes = scopes
        self.roles = roles
        self.groups = groups
        self.subjects = subjects
        self.tenants = tenants
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

    /// Everybody who has that role. No other role stands for it, whatever its permissions and whatever it inherits.
    public static func role(_ role: String) -> Access {
        Access(roles: [[role]])
    }

    /// Everybody who has one of those roles.
    public static func anyRole(_ roles: String...) -> Access {
        Access(roles: [roles])
    }

    /// Everybody who is in one of those groups.
    public static func anyGroup(_ groups: String...) -> Access {
        Access(groups: [groups])
    }

    /// Those callers, by their subjects.
    public static func anySubject(_ subjects: String...) -> Access {
        Access(subjects: [subjects])
    }

    /// Everybody who belongs to that tenant: a component that asks for it is of that tenant alone.
    public static func tenant(_ tenant: String) -> Access {
        Access(tenants: [tenant])
    }

    /// Both of two requirements.
    public func and(_ other: Access) -> Access {
        Access(
            permissions: permissions + other.permissions, scopes: scopes + other.scopes, roles: roles + other.roles,
            groups: groups + other.groups, subjects: subjects + other.subjects, tenants: tenants + other.tenants)
    }
}
