/// An API key as it is kept: everything about it but the key itself.
public struct StoredAPIKey: Sendable, Hashable {
    /// The key's number, which is part of it and no secret.
    public let id: String
    /// The key's hash, with a secret of the server.
    public let digest: [UInt8]
    /// Whom the key stands for.
    public var subject: String
    /// The organisation that the subject belongs to.
    public var tenant: String?
    /// The roles of whoever sends the key.
    public var roles: [String]
    /// The scopes of whoever sends the key.
    public var scopes: [String]
    /// What people noted about the key.
    public var note: String?
    /// When it was made, in seconds since 1970, as all times here are.
    public var createdAt: Int64
    /// The first second at which it does not count any more; nothing where it has no end.
    public var expiresAt: Int64?
    /// When it was revoked.
    public var revokedAt: Int64?
    /// When it was used last, to within the time that a server takes to write it down.
    public var lastUsedAt: Int64?
    /// The number of the key that took its place.
    public var successor: String?

    public init(
        id: String,
        digest: [UInt8],
        subject: String,
        tenant: String? = nil,
        roles: [String] = [],
        scopes: [String] = [],
        note: String? = nil,
        createdAt: Int64,
        expiresAt: Int64? = nil,
        revokedAt: Int64? = nil,
        lastUsedAt: Int64? = nil,
        successor: String? = nil
    ) {
        self.id = id
        self.digest = digest
        self.subject = subject
        self.tenant = tenant
        self.roles = roles
        self.scopes = scopes
        self.note = note
        self.createdAt = createdAt
        self.expiresAt = expiresAt
        self.revokedAt = revokedAt
        self.lastUsedAt = lastUsedAt
        self.successor = successor
    }
}
