/// The values that have a shape of their own.
enum ConfigurationStructure: Sendable, Hashable {
    /// `auth.issuers`.
    case issuers
    /// `auth.certificates.rules`.
    case certificateRules
    /// `roles`.
    case roles
    /// `access.scopes`.
    case scopes
    /// `access.grants`.
    case grants
    /// `access.rules`.
    case rules
    /// `limits.tools` and its like.
    case limits(ServerConfiguration.LimitEntry.Group)

    /// What would be right, as a phrase that follows "expected".
    var expectation: String {
        switch self {
        case .issuers: "a list of issuers, each a mapping of keys"
        case .certificateRules: "a list of rules, each a mapping of keys"
        case .roles: "a mapping of roles to their permissions"
        case .scopes: "a mapping of scopes to what they permit and include"
        case .grants: "a list of grants, each a mapping of keys"
        case .rules: "a list of rules, each a mapping of keys"
        case .limits(.shared): "a mapping of names to limits"
        case .limits(let group): "a mapping of \(group.rawValue) to their limits"
        }
    }
}
