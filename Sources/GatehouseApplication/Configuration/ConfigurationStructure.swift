/// The values that have a shape of their own.
enum ConfigurationStructure: Sendable, Hashable {
    /// `auth.issuers`.
    case issuers
    /// `roles`.
    case roles
    /// `limits.tools` and its like.
    case limits(ServerConfiguration.LimitEntry.Group)

    /// What would be right, as a phrase that follows "expected".
    var expectation: String {
        switch self {
        case .issuers: "a list of issuers, each a mapping of keys"
        case .roles: "a mapping of roles to their permissions"
        case .limits(.shared): "a mapping of names to limits"
        case .limits(let group): "a mapping of \(group.rawValue) to their limits"
        }
    }
}
