public import Gatehouse
import GatehouseJSON
public import Logging

/// Authenticates callers by JSON Web Tokens in the `Authorization` field (RFC 6750, RFC 7519, RFC 8725, RFC 9068).
///
/// Nothing of a token is believed before it passed these checks, in this order: one field with one token of at most 16
/// KiB; three canonical segments; a strict header without parameters that carry or name keys; a kind of token that the
/// issuer may issue; an algorithm that the issuer may use; a key of that issuer, by name, whose own algorithm is the
/// header's; the signature; then every claim. A verified token is remembered by its hash for at most 60 seconds, and
/// not beyond its expiry or a change of its issuer's keys. What a token is bound to is checked in every request.
///
/// The reason of a failure is exact, holds nothing of the token, and is meant for the log alone.
public struct JWTAuthenticator: AuthenticationMethod {
    public let method = Principal.Method.jwt

    /// What was verified already.
    let cache: TokenCache
    private let issuers: [String: TrustedIssuer]
    private let possession: ProofOfPossession
    private let revocations: (any RevocationList)?
    private let now: @Sendable () -> Int64

    /// How deep the claims may be nested.
    private static let maximumClaimDepth = 16

    /// Makes an authenticator.
    ///
    /// - Parameters:
    ///   - issuers: The issuers whose tokens are taken, each name once.
    ///   - cacheCapacity: How many verified tokens are remembered; 0 verifies every token on every request.
    ///   - possession: How tokens that are bound to a key are held to it; by default none is taken.
    ///   - revocations: What was taken back. It is asked for remembered tokens, too.
    ///   - logger: Hears about settings that weaken the checks.
    ///   - now: The seconds since 1970.
    /// - Throws: ``AuthenticationConfigurationError`` where an issuer's settings make no sense.
    public init(
        issuers: [TrustedIssuer],
        cacheCapacity: Int = 10_000,
        possession: ProofOfPossession = .none,
        revocations: (any RevocationList)? = nil,
        logger: Logger = Logger(label: "gatehouse.auth"),
        now: @escaping @Sendable () -> Int64 = SystemTime.seconds
    ) throws(AuthenticationConfigurationError) {
        guard !issuers.isEmpty else { throw AuthenticationConfigurationError("no issuer is trusted") }
        var byName: [String: TrustedIssuer] = [:]
        for issuer in issuers {
            try issuer.validate()
            guard byName.updateValue(issuer, forKey: issuer.issuer) == nil else {
                throw AuthenticationConfigurationError("issuer \(issuer.issuer): it is named twice")
            }
            Self.warn(about: issuer, logger)
        }
        self.issuers = byName
        self.possession = possession
        self.revocations = revocations
        self.cache = TokenCache(capacity: cacheCapacity)
        self.now = now
    }

    public var headerFieldNames: Set<String> { possession.headerFieldNames }

    public var challengeSchemes: [ChallengeScheme] { possession.challengeSchemes }

    /// A token looks like a JWT where it begins as the encoding of a JSON object does and has a dot.
    public func recognizes(_ credentials: Credentials) -> Bool {
        guard let token = try? PresentedToken(credentials, takesProofs: possession.takesProofs) else { return false }
        return token.withBytes { bytes in
            bytes.count > 2 && bytes[0] == UInt8(ascii: "e") && bytes.contains(UInt8(ascii: "."))
                && (bytes[1] == UInt8(ascii: "y") || bytes[1] == UInt8(ascii: "w"))
        }
    }

    public func authenticateAtOnce(_ credentials: Credentials) throws(AuthenticationFailure) -> Principal? {
        let token = try PresentedToken(credentials, takesProofs: possession.takesProofs)
        // The signature of a proof would be verified once more where the token is not known.
        guard token.scheme == .bearer else { return nil }
        let now = now()
        guard let principal = cache.principal(for: token.digest, at: now) else { return nil }
        return try checked(principal, nil, credentials, at: now)
    }

    public func authenticate(_ credentials: Credentials) async throws(AuthenticationFailure) -> Principal {
        let now = now()
        let (token, proof) = try possession.present(credentials, at: now)
        let digest = token.digest
        let remembered = cache.principal(for: digest, at: now)
        let principal = if let remembered { remembered } else { try await verify(token, digest, at: now) }
        return try checked(principal, proof, credentials, at: now)
    }

    /// Holds the principal of a verified token to what may have changed since, and to what the request proves.
    private func checked(
        _ principal: Principal, _ proof: DPoPProof?, _ credentials: Credentials, at now: Int64
    ) throws(AuthenticationFailure) -> Principal {
        guard revocations?.revokes(principal, at: now) != true else { throw .refused("the token has been taken back") }
        try possession.check(principal.claims, proof, credentials, at: now)
        return principal
    }

    /// A token ends when it is taken back, and what was opened by it when its issuer takes its key away: whoever has
    /// stolen the key must not stay.
    public func withdrawal(of principal: Principal) async -> Withdrawal? {
        let now = now()
        if revocations?.revokes(principal, at: now) == true {
            return Withdrawal(.takenBack, reason: "the token has been taken back")
        }
        guard let evidence = principal.evidence?.value as? SigningEvidence, !evidence.holds(at: now) else { return nil }
        return Withdrawal(.over, reason: "the token's issuer does not have its key any more")
    }

    private func verify(
        _ token: PresentedToken, _ digest: TokenDigest, at now: Int64
    ) async throws(AuthenticationFailure) -> Principal {
        let compact = try CompactToken(token.bytes)
        let header = try TokenHeader(parsing: compact.header)
        let claims = try StrictJSON.object(compact.payload, maximumDepth: Self.maximumClaimDepth, named: "claims")
        let trusted = try issuer(of: claims)
        try trusted.typePolicy.check(header.type)
        guard trusted.algorithms.contains(header.algorithm) else {
            throw .refused("the issuer may not sign with \(header.algorithm)")
        }
        let (key, snapshot) = try await key(for: header, of: trusted, at: now)
        guard key.algorithm == header.algorithm else {
            throw .refused("the token's \"alg\" is not the algorithm of its key, \(key.algorithm)")
        }
        guard key.isValid(at: now) else { throw .refused("the token's key is not valid any more") }
        guard key.verifies(compact.signature, over: compact.signed) else {
            throw .refused("the token's signature does not hold")
        }
        let checked = try TokenClaims(claims, of: trusted, at: now)
        var principal = try checked.principal()
        principal.evidence = CredentialEvidence(SigningEvidence(key, of: trusted.keys))
        let expiry = min(checked.expiresAt, now + TokenCache.maximumSeconds, key.validUntil ?? .max)
        if expiry > now {
            let entry = TokenCache.Entry(
                principal: principal,
                expiresAt: expiry,
                source: trusted.keys,
                snapshot: snapshot,
                bytes: compact.signed.count
            )
            cache.insert(entry, for: digest)
        }
        return principal
    }

    private func issuer(of claims: JSONObject) throws(AuthenticationFailure) -> TrustedIssuer {
        guard let value = claims["iss"] else { throw .refused("the token has no \"iss\" claim") }
        guard let name = value.stringValue else { throw .refused("the token's \"iss\" claim is not a string") }
        // Swift calls canonically equivalent strings equal; an issuer's name is its bytes.
        guard let trusted = issuers[name], trusted.issuer.isExactly(name) else {
            throw .refused("the token's issuer is not trusted")
        }
        return trusted
    }

    private func key(
        for header: TokenHeader,
        of trusted: TrustedIssuer,
        at now: Int64
    ) async throws(AuthenticationFailure) -> (VerificationKey, KeySnapshot) {
        let snapshot = trusted.keys.keys(at: now)
        if let key = snapshot.key(named: header.keyID, for: header.algorithm) { return (key, snapshot) }
        let refreshed: KeySnapshot
        do throws(KeysUnavailable) {
            refreshed = try await trusted.keys.refreshedKeys(at: now)
        } catch {
            throw AuthenticationFailure(
                .unavailable(retryAfter: error.retryAfter),
                reason: "the keys of issuer \(trusted.issuer) cannot be had: \(error.reason)"
            )
        }
        guard let key = refreshed.key(named: header.keyID, for: header.algorithm) else {
            throw .refused(
                header.keyID == nil
                    ? "the token names no key, and its issuer does not have exactly one for \(header.algorithm)"
                    : "the token's issuer has no key of the name that it gives"
            )
        }
        return (key, refreshed)
    }

    private static func warn(about issuer: TrustedIssuer, _ logger: Logger) {
        guard !issuer.typePolicy.demandsAccessToken else { return }
        logger.warning(
            "tokens of this issuer need not say that they are access tokens (RFC 9068): an ID token may pass for one",
            metadata: ["issuer": "\(issuer.issuer)"]
        )
    }
}
