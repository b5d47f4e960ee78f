public import Gatehouse

/// Which callers the holders of certificates are.
public struct CertificateRule: Sendable, Hashable {
    /// The name that is looked at.
    public struct Name: Sendable, Hashable {
        let kind: ClientCertificate.AlternativeName.Kind?

        /// The subject's distinguished name, as `CN=agent,O=Example` (RFC 4514).
        public static let subject = Name(kind: nil)

        /// An alternative name of a kind.
        public static func alternative(_ kind: ClientCertificate.AlternativeName.Kind) -> Name {
            Name(kind: kind)
        }
    }

    /// The name that is looked at.
    public var name: Name
    /// What the name must be. One `*` stands for at least one character within a part: a label of a DNS name, a segment of
    /// a URI, a value of a subject.
    public var pattern: String
    /// Whom the certificate stands for; nothing where that is the name itself.
    public var subject: String?
    public var tenant: String?
    public var roles: [String]
    public var scopes: [String]

    /// - Throws: ``AuthenticationConfigurationError`` where the pattern is empty or has two `*`, and where it is nothing
    ///   but a `*`: that would let everybody in whom the authority knows, under names of their own.
    public init(
        _ name: Name,
        _ pattern: String,
        subject: String? = nil,
        tenant: String? = nil,
        roles: [String] = [],
        scopes: [String] = []
    ) throws(AuthenticationConfigurationError) {
        guard !pattern.isEmpty, pattern != "*", pattern.count(where: { $0 == "*" }) <= 1 else {
            throw AuthenticationConfigurationError(
                "certificates: a pattern has some text, and at most one * within it, not \"\(pattern)\"")
        }
        guard subject?.isEmpty != true else {
            throw AuthenticationConfigurationError("certificates: a subject must not be empty")
        }
        self.name = name
        self.pattern = pattern
        self.subject = subject
        self.tenant = tenant
        self.roles = roles
        self.scopes = scopes
    }

    /// The first name of a certificate that the rule is about; nothing where it is about none.
    func match(_ certificate: ClientCertificate) -> String? {
        guard let kind = name.kind else {
            return matches(certificate.subject, separators: [",", "+", "="]) ? certificate.subject : nil
        }
        let separators: [Character] =
            switch kind {
            case .dns: ["."]
            case .uri: ["/", "?", "#"]
            case .email: ["@", "."]
            default: []
            }
        return certificate.alternativeNames.first {
            $0.kind == kind && matches($0.value, separators: separators)
        }?.value
    }

    private func matches(_ value: String, separators: [Character]) -> Bool {
        // Names of hosts have no case; all others are compared by their bytes.
        let isDNS = name.kind == .dns
        let (pattern, value) = isDNS ? (pattern.lowercased(), value.lowercased()) : (pattern, value)
        guard let star = pattern.firstIndex(of: "*") else { return Array(pattern.utf8) == Array(value.utf8) }
        let (before, after) = (Array(pattern[..<star].utf8), Array(pattern[pattern.index(after: star)...].utf8))
        let bytes = Array(value.utf8)
        guard bytes.count > before.count + after.count, bytes.starts(with: before),
            bytes.suffix(after.count) == after[...]
        else { return false }
        let middle = bytes[before.count..<(bytes.count - after.count)]
        return !middle.contains { byte in separators.contains { $0.asciiValue == byte } }
    }
}
