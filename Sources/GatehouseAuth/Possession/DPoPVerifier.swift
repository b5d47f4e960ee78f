import Crypto
import Gatehouse

/// Checks the proofs that come with tokens (RFC 9449, section 4.3).
struct DPoPVerifier: Sendable {
    /// The header field that carries a proof.
    static let fieldName = "dpop"

    private let options: DPoPOptions
    private let proofs: ReplayCache
    private let maximumAge: Int64
    private let leeway: Int64

    init(
        _ options: DPoPOptions, elapsed: @escaping @Sendable () -> Int64
    ) throws(AuthenticationConfigurationError) {
        try options.validate()
        self.options = options
        proofs = ReplayCache(
            capacity: options.capacity, capacityPerKey: options.capacityPerKey, elapsed: elapsed)
        maximumAge = options.maximumAge.components.seconds
        leeway = options.leeway.components.seconds
    }

    /// What the challenge of the scheme says (RFC 9449, section 7.1).
    var scheme: ChallengeScheme {
        let names = options.algorithms.map(\.description).sorted().joined(separator: " ")
        return ChallengeScheme("DPoP", parameters: [ChallengeScheme.Parameter("algs", names)])
    }

    /// Checks the one proof of a request by itself, and that it is for this request and this token, whatever the token is.
    ///
    /// It is not taken for used yet, so that nobody without a good token can fill the memory of used ones.
    ///
    /// - Throws: ``AuthenticationFailure``: *invalid proof*, or *nonce needed*.
    func check(
        _ credentials: Credentials,
        for token: PresentedToken,
        at now: Int64
    ) throws(AuthenticationFailure) -> DPoPProof {
        let lines = credentials.lines(of: Self.fieldName)
        guard let line = lines.first else { throw .proof("the request has none") }
        guard lines.count == 1 else { throw .proof("the request has more than one") }
        let proof = try DPoPProof(line, algorithms: options.algorithms)
        let head = credentials.head
        guard proof.method.isExactly(head.method) else { throw .proof("its \"htm\" is not the request's method") }
        guard let target = TargetURL(proof.target), target == self.target(credentials) else {
            throw .proof("its \"htu\" is not the request's URL")
        }
        guard proof.issuedAt <= now + leeway else { throw .proof("it is from the future") }
        guard now <= end(of: proof) else { throw .proof("it is too old") }
        let hash = token.withBytes { Base64URL.encode(SHA256.hash(data: $0)) }
        guard proof.tokenHash?.isExactly(hash) == true else { throw .proof("its \"ath\" is not the hash of the token") }
        try checkNonce(proof, at: now)
        return proof
    }

    /// Takes a proof for used.
    ///
    /// - Throws: ``AuthenticationFailure``: *invalid proof* where it was used before; *unavailable* where there is no room
    ///   to remember it.
    func use(_ proof: DPoPProof, at now: Int64) throws(AuthenticationFailure) {
        switch proofs.use(proof.jti, of: proof.thumbprint, until: end(of: proof), at: now) {
        case .first: return
        case .replayed: throw .proof("it was used before")
        case .full(let seconds):
            throw AuthenticationFailure(
                .unavailable(retryAfter: .seconds(seconds)), reason: "there is no room to remember more DPoP proofs")
        }
    }

    private func end(of proof: DPoPProof) -> Int64 { proof.issuedAt + maximumAge }

    private func target(_ credentials: Credentials) -> TargetURL? {
        guard let url = options.publicURL else { return credentials.url.flatMap { TargetURL($0) } }
        return TargetURL((url.hasSuffix("/") ? String(url.dropLast()) : url) + credentials.head.path)
    }

    private func checkNonce(_ proof: DPoPProof, at now: Int64) throws(AuthenticationFailure) {
        guard let nonces = options.nonces else { return }
        let reason: String
        switch proof.nonce {
        case nil: reason = "the DPoP proof has no nonce"
        case let nonce? where !nonces.accepts(nonce, at: now): reason = "the DPoP proof's nonce does not count any more"
        default: return
        }
        throw AuthenticationFailure(.nonceNeeded(nonces.nonce(at: now)), reason: reason)
    }
}
