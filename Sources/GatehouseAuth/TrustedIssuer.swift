/// An issuer whose tokens are taken, and what they must be like.
public struct TrustedIssuer: Sendable {
    /// The issuer's name, as `iss` carries it, byte for byte.
    public var issuer: String
    /// This server's names: a token must be meant for one of them (RFC 8707).
    public var audiences: [String]
    /// The algorithms that the issuer may sign with.
    public var algorithms: Set<SignatureAlgorithm>
    /// Where the issuer's keys come from.
    public var keys: any VerificationKeySource
    /// Which kinds of JWT are taken.
    public var typePolicy: TypePolicy
    /// Where the name of whom the token stands for stands in the claims: one string.
    public var subjectClaim: ClaimPath
    /// Where the application that acts for the subject stands in the claims; nothing means `client_id`, or else `azp`.
    public var clientClaim: ClaimPath?
    /// Where the scopes stand in the claims, written as roles are; nothing means `scope`, or else `scp`.
    public var scopesClaim: ClaimPath?
    /// Where the roles stand in the claims: an array of strings, or one string with spaces between them.
    public var rolesClaim: ClaimPath
    /// Where the subject's organisation stands in the claims: one string.
    public var tenantClaim: ClaimPath
    /// Where the subject's groups stand in the claims, written as roles are.
    public var groupsClaim: ClaimPath
    /// Whether a token may be meant for other servers as well.
    public var audienceRule: AudienceRule
    /// How long after it was issued a token is good at most, whatever its `exp` says; nothing sets no bound.
    public var maximumAge: Duration?
    /// Claims that must be there besides `iss`, `aud`, `exp` and those of the type policy.
    public var requiredClaims: [String]
    /// How far the issuer's clock may be off: at most 300 seconds.
    public var leeway: Duration

    /// Makes an issuer; by default it issues RFC 9068's access tokens, with roles in `roles`, and its clock may be 30
    /// seconds off.
    public init(
        issuer: String,
        audiences: [String],
        algorithms: Set<SignatureAlgorithm>,
        keys: any VerificationKeySource,
        typePolicy: TypePolicy = .accessToken,
        subjectClaim: ClaimPath = ["sub"],
        clientClaim: ClaimPath? = nil,
        scopesClaim: ClaimPath? = nil,
        rolesClaim: ClaimPath = .roles,
        tenantClaim: ClaimPath = .tenant,
        groupsClaim: ClaimPath = .groups,
        audienceRule: AudienceRule = .amongOthers,
        maximumAge: Duration? = nil,
        requiredClaims: [String] = [],
        leeway: Duration = .seconds(30)
    ) {
        self.issuer = issuer
        self.audiences = audiences
        self.algorithms = algorithms
        self.keys = keys
        self.typePolicy = typePolicy
        self.subjectClaim = subjectClaim
        self.clientClaim = clientClaim
        self.scopesClaim = scopesClaim
        self.rolesClaim = rolesClaim
        self.tenantClaim = tenantClaim
        self.groupsClaim = groupsClaim
        self.audienceRule = audienceRule
        self.maximumAge = maximumAge
        self.requiredClaims = requiredClaims
        self.leeway = leeway
    }

    /// The leeway in whole seconds.
    var leewaySeconds: Int64 { leeway.components.seconds }

    /// - Throws: ``AuthenticationConfigurationError`` at the first setting that makes no sense.
    func validate() throws(AuthenticationConfigurationError) {
        guard !issuer.isEmpty else { throw AuthenticationConfigurationError("an issuer has no name") }
        guard !audiences.isEmpty, audiences.allSatisfy({ !$0.isEmpty }) else {
            throw AuthenticationConfigurationError(
                "issuer \(issuer): name at least one audience, and none that is empty")
        }
        guard !algorithms.isEmpty else {
            throw AuthenticationConfigurationError("issuer \(issuer): allow at least one algorithm")
        }
        guard leeway >= .zero, leeway <= .seconds(300) else {
            throw AuthenticationConfigurationError("issuer \(issuer): the leeway must be from 0 to 300 seconds")
        }
        if let maximumAge, maximumAge < .seconds(1) || maximumAge > .seconds(3_650 * 86_400) {
            throw AuthenticationConfigurationError(
                "issuer \(issuer): the maximum age must be from a second to ten years")
        }
        let paths: [(String, ClaimPath?)] = [
            ("subject", subjectClaim), ("client", clientClaim), ("scopes", scopesClaim), ("roles", rolesClaim),
            ("tenant", tenantClaim), ("groups", groupsClaim),
        ]
        for (name, path) in paths {
            guard path?.names.isEmpty != true else {
                throw AuthenticationConfigurationError("issuer \(issuer): the \(name) claim has no name")
            }
        }
    }
}
