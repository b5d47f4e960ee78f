/// Who may do what: roles and what they permit, what else gives roles and permissions, and rules that allow and deny.
///
/// ```swift
/// var policy = AccessPolicy(roles: [
///     "reader": ["notes:read"],
///     "editor": AccessPolicy.Role(permissions: ["notes:write"], inherits: ["reader"]),
/// ])
/// policy.grants = [AccessGrant(.group("staff"), roles: ["reader"])]
/// policy.rules = [
///     AccessRule("own notes", .allow, [.tool("delete_note")], to: .role("editor"),
///         when: try .expression("args.author == caller.subject")),
///     AccessRule("frozen", .deny, [.tag("billing")]),
/// ]
/// ```
///
/// A component is decided in this order: what its guards ask for; rules that deny, of which one is enough; rules that
/// allow, of which one is needed where any names the component; and where none does, ``fallback``: by default what the
/// component itself declares. A policy is compiled when a server takes it, so that a decision that looks at no arguments
/// compares bits.
///
/// A permission may end in `*`, which stands for every continuation: `notes:*` gives `notes:read`, `*` gives all.
public struct AccessPolicy: Sendable {
    /// What decides about a component that no rule allows anything.
    public struct Fallback: Sendable, Hashable, CustomStringConvertible {
        public let description: String

        private init(_ description: String) {
            self.description = description
        }

        /// What the component declares; everybody may use one that declares nothing.
        public static let declared = Fallback("declared")
        /// Nobody may.
        public static let deny = Fallback("deny")
    }

    /// Where a component that a caller may not use is kept from its sight.
    public struct Concealment: Sendable, Hashable, CustomStringConvertible {
        public let description: String

        private init(_ description: String) {
            self.description = description
        }

        /// It is not listed; whoever asks for it by name is told what is missing.
        public static let lists = Concealment("lists")
        /// It is not listed; whoever asks for it by name gets the answer that there is no such thing.
        public static let everywhere = Concealment("everywhere")
        /// It is listed; whoever asks for it is told what is missing.
        public static let nowhere = Concealment("nowhere")
    }

    /// The roles by their names.
    public var roles: [String: Role]
    /// The permissions that a scope gives, for credentials that carry scopes and no roles.
    public var scopes: [String: Set<String>]
    /// The scopes that a scope includes, which count as granted where it is.
    public var includedScopes: [String: Set<String>]
    /// What else gives roles and permissions: groups, claims, keys, certificates.
    public var grants: [AccessGrant]
    /// What is allowed and denied beside what components declare.
    public var rules: [AccessRule]
    /// What decides where no rule allows anything.
    public var fallback: Fallback
    /// Where refused components are hidden, where the rule that refuses says nothing else.
    public var concealment: Concealment
    /// Whether rules and ``fallback`` are only tried: requests are decided by what components declare, and the log tells
    /// what would have been decided otherwise.
    public var enforcement: Enforcement

    /// Whether rules decide.
    public struct Enforcement: Sendable, Hashable, CustomStringConvertible {
        public let description: String

        private init(_ description: String) {
            self.description = description
        }

        /// Rules decide.
        public static let enforced = Enforcement("enforced")
        /// The log tells how rules would decide.
        public static let dryRun = Enforcement("dry_run")
    }

    public init(roles: [String: Role] = [:], scopes: [String: Set<String>] = [:]) {
        self.roles = roles
        self.scopes = scopes
        includedScopes = [:]
        grants = []
        rules = []
        fallback = .declared
        concealment = .lists
        enforcement = .enforced
    }

    /// Whether a granted permission covers a needed one.
    static func permission(_ granted: String, covers needed: String) -> Bool {
        WildcardText.text(granted, covers: needed)
    }
}
