import Crypto
import Gatehouse
import GatehouseJSON

/// How tokens that are bound to a key are held to it: by proofs in each request (RFC 9449), and by the client's
/// certificate (RFC 8705, section 3).
///
/// A token whose `cnf` claim cannot be verified is refused, whatever it is, and so is one that is bound to a DPoP key and
/// comes as a bearer token.
public struct ProofOfPossession: Sendable {
    private let dpop: DPoPVerifier?
    private let certificates: CertificateBinding
    private let demand: Demand

    /// Whether tokens may be bound to the certificate of the connection.
    public struct CertificateBinding: Sendable, Hashable {
        let isVerified: Bool
        /// Such tokens are refused, as clients show no certificates here.
        public static let refused = CertificateBinding(isVerified: false)
        /// Such tokens are taken from the client whose certificate it is.
        public static let verified = CertificateBinding(isVerified: true)
    }

    /// Which tokens must be bound.
    public struct Demand: Sendable, Hashable {
        let isForAll: Bool
        /// Tokens that are bound to nothing are taken.
        public static let boundTokens = Demand(isForAll: false)
        /// Tokens that are bound to nothing are refused.
        public static let allTokens = Demand(isForAll: true)
    }

    /// No bound token is taken.
    public static let none = ProofOfPossession()
    /// Bound tokens are taken as if their proof had come. It is for explanations, and never for requests.
    package static let assumed = ProofOfPossession(isAssumed: true)

    private let isAssumed: Bool

    private init(isAssumed: Bool = false) {
        self.isAssumed = isAssumed
        dpop = nil
        certificates = .refused
        demand = .boundTokens
    }

    /// - Throws: ``AuthenticationConfigurationError`` where the options make no sense.
    public init(
        dpop: DPoPOptions?,
        certificates: CertificateBinding = .refused,
        demand: Demand = .boundTokens
    ) throws(AuthenticationConfigurationError) {
        try self.init(dpop: dpop, certificates: certificates, demand: demand, elapsed: SystemTime.continuousSeconds)
    }

    /// - Parameter elapsed: The seconds since some moment that stays the same.
    init(
        dpop: DPoPOptions?,
        certificates: CertificateBinding,
        demand: Demand,
        elapsed: @escaping @Sendable () -> Int64
    ) throws(AuthenticationConfigurationError) {
        isAssumed = false
        if let dpop { self.dpop = try DPoPVerifier(dpop, elapsed: elapsed) } else { self.dpop = nil }
        self.certificates = certificates
        self.demand = demand
        guard !demand.isForAll || dpop != nil || certificates.isVerified else {
            throw AuthenticationConfigurationError("tokens must be bound, and no binding is verified")
        }
    }

    /// Whether tokens come in the DPoP scheme too.
    var takesProofs: Bool { dpop != nil }

    var headerFieldNames: Set<String> { dpop == nil ? [] : [DPoPVerifier.fieldName] }

    /// The schemes of challenges: where every token must have a proof, bearer tokens are not offered.
    var challengeSchemes: [ChallengeScheme] {
        guard let dpop else { return [.bearer] }
        return demand.isForAll && !certificates.isVerified ? [dpop.scheme] : [.bearer, dpop.scheme]
    }

    /// Finds the token, and checks the proof that came with it.
    ///
    /// The proof comes first and has an answer of its own, so that a bad proof tells nobody whether the token is good.
    func present(
        _ credentials: Credentials,
        at now: Int64
    ) throws(AuthenticationFailure) -> (token: PresentedToken, proof: DPoPProof?) {
        let token = try PresentedToken(credentials, takesProofs: takesProofs)
        guard token.scheme == .dpop, let dpop else { return (token, nil) }
        return (token, try dpop.check(credentials, for: token, at: now))
    }

    /// Holds a verified token to what it is bound to, and takes the proof for used.
    ///
    /// - Throws: ``AuthenticationFailure``: *invalid* where the binding does not hold.
    func check(
        _ claims: JSONObject,
        _ proof: DPoPProof?,
        _ credentials: Credentials,
        at now: Int64
    ) throws(AuthenticationFailure) {
        guard !isAssumed, claims.contains("cnf") || proof != nil || demand.isForAll else { return }
        let binding = try TokenBinding(claims)
        if let proof {
            guard let thumbprint = binding.keyThumbprint else { throw .refused("the token is not bound to a DPoP key") }
            guard thumbprint.isExactly(proof.thumbprint) else {
                throw .refused("the token is bound to another DPoP key")
            }
        } else if binding.keyThumbprint != nil {
            throw .refused(
                dpop == nil
                    ? TokenBinding.unverified : "the token is bound to a DPoP key, and came without the DPoP scheme")
        }
        if let thumbprint = binding.certificateThumbprint { try check(thumbprint, credentials) }
        guard !binding.isEmpty || !demand.isForAll else { throw .refused("the token is not bound to a key") }
        if let proof { try dpop?.use(proof, at: now) }
    }

    private func check(_ thumbprint: String, _ credentials: Credentials) throws(AuthenticationFailure) {
        guard certificates.isVerified else { throw .refused(TokenBinding.unverified) }
        guard let certificate = credentials.clientCertificate else {
            throw .refused("the token is bound to a certificate, and the client showed none")
        }
        guard thumbprint.isExactly(certificate.thumbprint) else {
            throw .refused("the token is bound to another certificate")
        }
    }
}
