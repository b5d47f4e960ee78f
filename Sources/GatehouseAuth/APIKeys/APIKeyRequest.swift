import Gatehouse

/// What a new API key is to be.
public struct APIKeyRequest: Sendable, Hashable {
    /// Whom it stands for.
    public var subject: String
    public var tenant: String?
    public var roles: [String]
    public var scopes: [String]
    /// For how long it counts; nothing for one without an end.
    public var lifetime: Duration?
    /// What people should know about it.
    public var note: String?

    public init(
        subject: String,
        tenant: String? = nil,
        roles: [String] = [],
        scopes: [String] = [],
        lifetime: Duration? = nil,
        note: String? = nil
    ) {
        self.subject = subject
        self.tenant = tenant
        self.roles = roles
        self.scopes = scopes
        self.lifetime = lifetime
        self.note = note
    }

    /// The most bytes of a text.
    static let maximumTextBytes = 256

    /// - Throws: ``APIKeyIssuerError`` where a text is empty, too long, or has characters that lines cannot have.
    func validate() throws(APIKeyIssuerError) {
        try Self.check(subject, "the subject")
        if let tenant { try Self.check(tenant, "the tenant") }
        for role in roles { try Self.check(role, "a role") }
        for scope in scopes {
            guard OAuthText.isScope(scope) else {
                throw APIKeyIssuerError("a scope has characters that OAuth does not allow")
            }
        }
        guard roles.count <= 64, scopes.count <= 64 else {
            throw APIKeyIssuerError("a key has at most 64 roles and 64 scopes")
        }
        if let note { try Self.check(note, "the note") }
        if let lifetime, lifetime < .seconds(1) { throw APIKeyIssuerError("a key must last for a second at least") }
    }

    private static func check(_ text: String, _ name: String) throws(APIKeyIssuerError) {
        guard !text.isEmpty, text.utf8.count <= maximumTextBytes,
            text.unicodeScalars.allSatisfy({ $0.value >= 0x20 && !(0x7F...0x9F).contains($0.value) })
        else {
            throw APIKeyIssuerError("\(name) must have 1 to \(maximumTextBytes) bytes, without control characters")
        }
    }
}

/// Why an API key was not made, replaced or revoked, for whoever asked for it.
public struct APIKeyIssuerError: Error, Sendable, CustomStringConvertible {
    public let description: String

    init(_ description: String) {
        self.description = description
    }
}
