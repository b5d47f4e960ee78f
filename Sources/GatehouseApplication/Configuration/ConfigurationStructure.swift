/// The values that have a shape of their own.
enum ConfigurationStructure: Sendable, Hashable {
    /// `auth.issuers`.
    case issuers
    /// `auth.certificates.rules`.
    case certificateRules
    /// `roles`.
    case roles
    /// `limits.tools`.
    case toolLimits

    /// What would be right, as a phrase that follows "expected".
    var expectation: String {
        switch self {
        case .issuers: "a list of issuers, each a mapping of keys"
        case .certificateRules: "a list of rules, each a mapping of keys"
        case .roles: "a mapping of roles to their permissions"
        case .toolLimits: "a mapping of tools to their limits"
        }
    }
}
