/// Which roles and scopes give which permissions.
///
/// A permission may end in `*`, which stands for every continuation: `notes:*` gives `notes:read`, `*` gives all.
public struct AccessPolicy: Sendable, Hashable {
    /// The permissions of each role.
    public var roles: [String: Set<String>]
    /// The permissions that a scope gives, for credentials that carry scopes and no roles.
    public var scopes: [String: Set<String>]

    public init(roles: [String: Set<String>] = [:], scopes: [String: Set<String>] = [:]) {
        self.roles = roles
        self.scopes = scopes
    }

    /// Whether a granted permission covers a needed one.
    static func permission(_ granted: String, covers needed: String) -> Bool {
        granted.hasSuffix("*") ? needed.hasPrefix(granted.dropLast()) : granted == needed
    }
}
