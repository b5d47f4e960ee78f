public import Gatehouse
public import GatehouseFetch
public import Logging

/// Authenticates callers by opaque tokens, which their issuer is asked about (RFC 7662).
///
/// An answer is remembered by the token's hash, never beyond the token's end. Many requests with one token ask once. Where
/// the endpoint does not answer, callers are refused with 503; after several failures it is left alone for a while.
public struct IntrospectionAuthenticator: AuthenticationMethod {
    public let method = Principal.Method.introspection

    private let options: IntrospectionOptions
    private let possession: ProofOfPossession
    private let fetcher: any Fetching
    private let cache: RecentEntries<TokenDigest, Remembered>
    private let revocations: (any RevocationList)?
    private let flights: IntrospectionFlights
    private let logger: Logger
    private let now: @Sendable () -> Int64

    /// An answer that was given.
    private struct Remembered: SizedEntry {
        let verdict: IntrospectionVerdict
        /// The first second at which it does not count any more, and the one in which it was given.
        let expiresAt: Int64
        let askedAt: Int64
        let bytes: Int
    }

    private static let maximumRememberedBytes = 32 * 1024 * 1024

    /// Makes an authenticator.
    ///
    /// - Parameters:
    ///   - options: Whom to ask, and what tokens must be like.
    ///   - fetcher: Sends the questions, within its own bounds.
    ///   - possession: How tokens that are bound to a key are held to it; by default none is taken.
    ///   - revocations: What was taken back, whatever the endpoint says.
    ///   - logger: Hears where the endpoint does not answer.
    ///   - now: The seconds since 1970.
    ///   - instant: The time of a clock that nobody sets.
    /// - Throws: ``AuthenticationConfigurationError`` where the options make no sense.
    public init(
        _ options: IntrospectionOptions,
        fetcher: any Fetching,
        possession: ProofOfPossession = .none,
        revocations: (any RevocationList)? = nil,
        logger: Logger = Logger(label: "gatehouse.auth"),
        now: @escaping @Sendable () -> Int64 = SystemTime.seconds,
        instant: @escaping @Sendable () -> ContinuousClock.Instant = { .now }
    ) throws(AuthenticationConfigurationError) {
        try options.validate()
        self.options = options
        self.fetcher = fetcher
        self.possession = possession
        self.revocations = revocations
        self.logger = logger
        self.now = now
        cache = RecentEntries(capacity: options.capacity, maximumBytes: Self.maximumRememberedBytes)
        flights = IntrospectionFlights(maximum: options.maximumConcurrent, instant: instant)
    }

    public var headerFieldNames: Set<String> { possession.headerFieldNames }

    public var challengeSchemes: [ChallengeScheme] { possession.challengeSchemes }

    /// Every token that is no API key of this server's: those are sent to nobody.
    public func recognizes(_ credentials: Credentials) -> Bool {
        guard let token = try? PresentedToken(credentials, takesProofs: possession.takesProofs) else { return false }
        return token.withBytes { !APIKeyText.hasPrefix($0) }
    }

    public func authenticate(_ credentials: Credentials) async throws(AuthenticationFailure) -> Principal {
        let now = now()
        let (token, proof) = try possession.present(credentials, at: now)
        guard token.isWellFormed else { throw .refused("the token has characters that no token has") }
        let principal: Principal
        switch try await verdict(on: token, at: now) {
        case .active(let active): principal = active
        case .refused(let reason): throw .refused(reason)
        }
        guard revocations?.revokes(principal, at: now) != true else { throw .refused("the token has been taken back") }
        try possession.check(principal.claims, proof, credentials, at: now)
        return principal
    }

    /// The endpoint is asked again about the token of something that is open, as often as for requests: what it took back
    /// is taken back here. While it gives no answer, the last one counts.
    public func withdrawal(of principal: Principal) async -> Withdrawal? {
        let now = now()
        if revocations?.revokes(principal, at: now) == true {
            return Withdrawal(.takenBack, reason: "the token has been taken back")
        }
        guard let token = (principal.evidence?.value as? TokenEvidence)?.token,
            case .refused(let reason)? = try? await verdict(on: token, at: now)
        else { return nil }
        let isOver = principal.expiresAt.map { now >= $0 } ?? false
        return Withdrawal(isOver ? .over : .takenBack, reason: reason)
    }

    private func verdict(
        on token: PresentedToken, at now: Int64
    ) async throws(AuthenticationFailure) -> IntrospectionVerdict {
        let digest = token.digest
        if let verdict = known(digest, at: now) { return verdict }
        do throws(IntrospectionFailure) {
            return try await flights.verdict(on: digest, known: { known(digest, at: now) }) {
                await ask(about: token, digest, at: now)
            }
        } catch {
            throw AuthenticationFailure(
                .unavailable(retryAfter: error.retryAfter), reason: "the token cannot be asked about: \(error.reason)")
        }
    }

    private func known(_ digest: TokenDigest, at now: Int64) -> IntrospectionVerdict? {
        guard let entry = cache.entry(for: digest), now < entry.expiresAt, now >= entry.askedAt else { return nil }
        return entry.verdict
    }

    private func ask(
        about token: PresentedToken, _ digest: TokenDigest, at now: Int64
    ) async -> IntrospectionFlights.Outcome {
        do throws(OutgoingFailure) {
            let response = try await fetcher.fetch(IntrospectionQuestion(options: options).request(about: token))
            return .success(try remember(response.body, of: token, digest, at: now))
        } catch {
            return failed(error.description)
        }
    }

    private func failed(_ reason: String) -> IntrospectionFlights.Outcome {
        logger.warning(
            "the introspection endpoint gives no answer",
            metadata: ["issuer": "\(options.issuer)", "reason": "\(reason)"])
        return .failure(IntrospectionFailure(reason))
    }

    private func remember(
        _ body: [UInt8], of token: PresentedToken, _ digest: TokenDigest, at now: Int64
    ) throws(OutgoingFailure) -> IntrospectionVerdict {
        var verdict: IntrospectionVerdict
        do throws(UnusableAnswer) {
            verdict = try IntrospectionAnswer(options: options, now: now).verdict(body)
        } catch {
            throw OutgoingFailure(.unacceptable, "the answer cannot be used: \(error.reason)")
        }
        if case .active(var principal) = verdict {
            principal.evidence = CredentialEvidence(TokenEvidence(token))
            verdict = .active(principal)
        }
        let end =
            switch verdict {
            case .active(let principal):
                min(principal.expiresAt ?? .max, now + options.timeToLive.components.seconds)
            case .refused: now + options.negativeTimeToLive.components.seconds
            }
        guard end > now else { return verdict }
        cache.insert(
            Remembered(verdict: verdict, expiresAt: end, askedAt: now, bytes: body.count + token.byteCount + 256),
            for: digest)
        return verdict
    }
}

extension PresentedToken {
    /// Whether the token has the characters that RFC 6750, section 2.1, allows.
    fileprivate var isWellFormed: Bool {
        withBytes { bytes in
            bytes.allSatisfy { byte in
                switch byte {
                case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
                case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"): true
                case UInt8(ascii: "+"), UInt8(ascii: "/"), UInt8(ascii: "="): true
                default: false
                }
            }
        }
    }
}
