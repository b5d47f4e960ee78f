public import GatehouseJSON

/// Who is calling, as a verified credential says.
///
/// Every way to authenticate ends in one of these, and everything after step 2 knows the caller by it alone.
public struct Principal: Sendable, Hashable {
    /// How a principal was established.
    public struct Method: Sendable, Hashable, CustomStringConvertible {
        public let description: String

        public init(_ description: String) {
            self.description = description
        }

        /// A JSON Web Token in the `Authorization` header field.
        public static let jwt = Method("jwt")
        /// An opaque token that its issuer was asked about (RFC 7662).
        public static let introspection = Method("introspection")
        /// An API key of this server.
        public static let apiKey = Method("api_key")
        /// The certificate by which the client proved itself to the transport.
        public static let certificate = Method("certificate")
        /// The operating system's user who started the process: stdio and in-process callers.
        public static let local = Method("local")
        /// Nobody was asked, because authentication is switched off.
        public static let anonymous = Method("anonymous")
    }

    /// Whom the credential stands for: a token's `sub`.
    public var subject: String
    /// Who issued the credential: a token's `iss`. Subjects of two issuers are never the same caller.
    public var issuer: String?
    /// The application that acts for the subject: a token's `client_id`, or else its `azp`.
    public var clientID: String?
    /// The organisation that the subject belongs to, where the credential names one.
    public var tenant: String?
    /// The groups that the credential says the subject is in.
    public var groups: Set<String>
    /// The roles that the credential names; permissions come from them in step 5.
    public var roles: Set<String>
    /// The OAuth scopes that were granted.
    public var scopes: Set<String>
    /// How the caller was established.
    public var method: Method
    /// Which credential it was, for logs and for revocation: the number of an API key, a token's `jti`. It is no secret.
    public var credentialID: String?
    /// When the credential expires, in seconds since 1970.
    public var expiresAt: Int64?
    /// The credential's claims, verified, for handlers that need more than the fields above.
    public var claims: JSONObject
    /// What the authenticator keeps to say later whether the credential still holds. It tells callers from one another in nothing.
    public var evidence: CredentialEvidence?
    /// What tells this caller from every other one: issuer and subject. Limits, sessions and sealed state are bound to it.
    public let identity: String

    public init(
        subject: String,
        issuer: String? = nil,
        clientID: String? = nil,
        tenant: String? = nil,
        groups: Set<String> = [],
        roles: Set<String> = [],
        scopes: Set<String> = [],
        method: Method,
        credentialID: String? = nil,
        expiresAt: Int64? = nil,
        claims: JSONObject = [:]
    ) {
        self.subject = subject
        self.issuer = issuer
        self.clientID = clientID
        self.tenant = tenant
        self.groups = groups
        self.roles = roles
        self.scopes = scopes
        self.method = method
        self.credentialID = credentialID
        self.expiresAt = expiresAt
        self.claims = claims
        // A space cannot stand in an issuer's URI, so no two pairs give the same text.
        self.identity = (issuer ?? method.description) + " " + subject
    }
}
