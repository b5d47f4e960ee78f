/// Gives roles and permissions to callers by something that their credential says.
///
/// ```swift
/// AccessGrant(.group("staff"), roles: ["reader"])
/// AccessGrant(.claim("org.department", equals: "finance"), permissions: ["invoices:*"])
/// ```
public struct AccessGrant: Sendable, Hashable {
    /// What a caller is known by.
    public struct Mark: Sendable, Hashable {
        enum Kind: Sendable, Hashable {
            case subject(String), group(String), scope(String), apiKey(String), certificate(String)
            case claim([String], value: String)
        }

        let kind: Kind

        /// The credential stands for that subject.
        public static func subject(_ subject: String) -> Mark { Mark(kind: .subject(subject)) }

        /// The caller is in that group.
        public static func group(_ group: String) -> Mark { Mark(kind: .group(group)) }

        /// The credential was granted that scope.
        public static func scope(_ scope: String) -> Mark { Mark(kind: .scope(scope)) }

        /// The credential is the API key of that number.
        public static func apiKey(_ id: String) -> Mark { Mark(kind: .apiKey(id)) }

        /// The caller has proved itself by a certificate of that subject, as `CN=agent,O=Example`.
        public static func certificate(_ subject: String) -> Mark { Mark(kind: .certificate(subject)) }

        /// A claim has that value, or is a list with it.
        ///
        /// - Parameters:
        ///   - path: The claim's name; dots lead into objects, as in `realm_access.roles`.
        ///   - value: The text; of numbers and truth values it is their JSON.
        public static func claim(_ path: String, equals value: String) -> Mark {
            Mark(kind: .claim(path.split(separator: ".").map(String.init), value: value))
        }
    }

    /// Whom it is for.
    public var mark: Mark
    /// The roles that they hold.
    public var roles: [String]
    /// The permissions that they have besides.
    public var permissions: Set<String>
    /// The one tenant in which it counts; nothing where it counts everywhere.
    public var tenant: String?

    public init(_ mark: Mark, roles: [String] = [], permissions: Set<String> = [], tenant: String? = nil) {
        self.mark = mark
        self.roles = roles
        self.permissions = permissions
        self.tenant = tenant
    }
}
