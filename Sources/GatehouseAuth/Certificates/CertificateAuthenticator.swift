public import Gatehouse

/// Knows callers by the certificates with which they proved themselves to the transport.
///
/// The transport has verified that a certificate leads to an authority of the operator's. Rules say who its holder is; the
/// first that fits decides, and a certificate that none is about is refused. A certificate belongs to a connection, so it
/// counts only where the request brings no credentials of its own.
public struct CertificateAuthenticator: AuthenticationMethod {
    public let method = Principal.Method.certificate

    private let rules: [CertificateRule]

    /// - Throws: ``AuthenticationConfigurationError`` where there is no rule.
    public init(rules: [CertificateRule]) throws(AuthenticationConfigurationError) {
        guard !rules.isEmpty else {
            throw AuthenticationConfigurationError("certificates: without a rule nobody is known by one")
        }
        self.rules = rules
    }

    public func recognizes(_ credentials: Credentials) -> Bool {
        credentials.clientCertificate != nil && credentials.authorization.isEmpty
            && credentials.lines(of: APIKeyAuthenticator.fieldName).isEmpty
    }

    public func authenticate(_ credentials: Credentials) throws(AuthenticationFailure) -> Principal {
        guard let certificate = credentials.clientCertificate else {
            throw AuthenticationFailure(.missing, reason: "the client showed no certificate")
        }
        for rule in rules {
            guard let name = rule.match(certificate) else { continue }
            return Principal(
                subject: rule.subject ?? name, tenant: rule.tenant, roles: Set(rule.roles), scopes: Set(rule.scopes),
                method: .certificate, credentialID: certificate.thumbprint)
        }
        throw .refused("no rule is about the client's certificate")
    }
}
