public import Gatehouse
import GatehouseJSON

/// Knows callers by the certificates with which they proved themselves to the transport.
///
/// The transport has verified that a certificate leads to an authority of the operator's. Rules say who its holder is; the
/// first that fits decides, and a certificate that none is about is refused. A certificate belongs to a connection, so it
/// counts only where the request brings no credentials of its own.
public struct CertificateAuthenticator: AuthenticationMethod {
    public let method = Principal.Method.certificate

    private let rules: [CertificateRule]
    private let revocations: (any RevocationList)?
    private let now: @Sendable () -> Int64

    /// - Parameters:
    ///   - rules: Who holders are.
    ///   - revocations: What was taken back, certificates by their subjects or their SHA-256 thumbprints in base64url.
    ///   - now: The seconds since 1970.
    /// - Throws: ``AuthenticationConfigurationError`` where there is no rule.
    public init(
        rules: [CertificateRule],
        revocations: (any RevocationList)? = nil,
        now: @escaping @Sendable () -> Int64 = SystemTime.seconds
    ) throws(AuthenticationConfigurationError) {
        guard !rules.isEmpty else {
            throw AuthenticationConfigurationError("certificates: without a rule nobody is known by one")
        }
        self.rules = rules
        self.revocations = revocations
        self.now = now
    }

    public func recognizes(_ credentials: Credentials) -> Bool {
        credentials.clientCertificate != nil && credentials.authorization.isEmpty
            && credentials.lines(of: APIKeyAuthenticator.fieldName).isEmpty
    }

    public func authenticate(_ credentials: Credentials) throws(AuthenticationFailure) -> Principal {
        guard let certificate = credentials.clientCertificate else {
            throw AuthenticationFailure(.missing, reason: "the client showed no certificate")
        }
        let now = now()
        // A connection may last longer than the certificate that it began with.
        if let end = certificate.notAfter, now > end { throw .refused("the client's certificate has expired") }
        for rule in rules {
            guard let name = rule.match(certificate) else { continue }
            let principal = Principal(
                subject: rule.subject ?? name, tenant: rule.tenant, roles: Set(rule.roles), scopes: Set(rule.scopes),
                method: .certificate, credentialID: certificate.thumbprint, expiresAt: certificate.notAfter,
                claims: Self.claims(of: certificate))
            guard revocations?.revokes(principal, at: now) != true else {
                throw .refused("the client's certificate has been taken back")
            }
            return principal
        }
        throw .refused("no rule is about the client's certificate")
    }

    /// What a certificate says beside its holder's name: its subject, whatever a rule calls the holder, and since when it
    /// counts, by which it can be taken back.
    private static func claims(of certificate: ClientCertificate) -> JSONObject {
        var claims: JSONObject = ["certificate": ["subject": .string(certificate.subject)]]
        if let begin = certificate.notBefore { claims["iat"] = .integer(begin) }
        return claims
    }

    public func withdrawal(of principal: Principal) async -> Withdrawal? {
        guard revocations?.revokes(principal, at: now()) == true else { return nil }
        return Withdrawal(.takenBack, reason: "the client's certificate has been taken back")
    }
}
