public import GatehouseJSON

/// Who is calling, as a verified credential says.
///
/// Every way to authenticate ends in one of these, and everything after step 2 knows the caller by it alone. It is a value,
/// but one that is handed on at the price of one reference, however much it holds.
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

    /// What is known of the caller, in an array of one element: copies share it until one of them is changed.
    private var shared: [Content]

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
        shared = [
            Content(
                subject: subject, issuer: issuer, clientID: clientID, tenant: tenant, groups: groups, roles: roles,
                scopes: scopes, method: method, credentialID: credentialID, expiresAt: expiresAt, claims: claims,
                // A space cannot stand in an issuer's URI, so no two pairs give the same text.
                identity: (issuer ?? method.description) + " " + subject)
        ]
    }

    /// Whom the credential stands for: a token's `sub`.
    public var subject: String {
        get { shared[0].subject }
        set { shared[0].subject = newValue }
    }

    /// Who issued the credential: a token's `iss`. Subjects of two issuers are never the same caller.
    public var issuer: String? {
        get { shared[0].issuer }
        set { shared[0].issuer = newValue }
    }

    /// The application that acts for the subject: a token's `client_id`, or else its `azp`.
    public var clientID: String? {
        get { shared[0].clientID }
        set { shared[0].clientID = newValue }
    }

    /// The organisation that the subject belongs to, where the credential names one.
    public var tenant: String? {
        get { shared[0].tenant }
        set { shared[0].tenant = newValue }
    }

    /// The groups that the credential says the subject is in.
    public var groups: Set<String> {
        get { shared[0].groups }
        set { shared[0].groups = newValue }
    }

    /// The roles that the credential names; permissions come from them in step 5.
    public var roles: Set<String> {
        get { shared[0].roles }
        set { shared[0].roles = newValue }
    }

    /// The OAuth scopes that were granted.
    public var scopes: Set<String> {
        get { shared[0].scopes }
        set { shared[0].scopes = newValue }
    }

    /// How the caller was established.
    public var method: Method {
        get { shared[0].method }
        set { shared[0].method = newValue }
    }

    /// Which credential it was, for logs and for revocation: the number of an API key, a token's `jti`. It is no secret.
    public var credentialID: String? {
        get { shared[0].credentialID }
        set { shared[0].credentialID = newValue }
    }

    /// When the credential expires, in seconds since 1970.
    public var expiresAt: Int64? {
        get { shared[0].expiresAt }
        set { shared[0].expiresAt = newValue }
    }

    /// The credential's claims, verified, for handlers that need more than the fields above.
    public var claims: JSONObject {
        get { shared[0].claims }
        set { shared[0].claims = newValue }
    }

    /// What the authenticator keeps to say later whether the credential still holds. It tells callers from one another in nothing.
    public var evidence: CredentialEvidence? {
        get { shared[0].evidence }
        set { shared[0].evidence = newValue }
    }

    /// What tells this caller from every other one: issuer and subject. Limits, sessions and sealed state are bound to it.
    public var identity: String { shared[0].identity }
}

extension Principal {
    /// The values of a principal.
    private struct Content: Sendable, Hashable {
        var subject: String
        var issuer: String?
        var clientID: String?
        var tenant: String?
        var groups: Set<String>
        var roles: Set<String>
        var scopes: Set<String>
        var method: Method
        var credentialID: String?
        var expiresAt: Int64?
        var claims: JSONObject
        var evidence: CredentialEvidence?
        let identity: String
    }
}
