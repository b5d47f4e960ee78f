import GatehouseProtocol

/// Counts requests by the address that they come from, before and after step 2.
///
/// What it counts takes a table of its own, so that addresses never displace what callers have used.
final class AddressGuard: Sendable {
    private let limiter: RateLimiter
    private let scopes: LimitScopes
    private let exempt: [NetworkRange]
    private let requests: [RateLimitRule]
    private let failures: [RateLimitRule]
    private let known: [RateLimitRule]

    /// - Throws: ``RegistrationError`` for limits that cannot be read.
    ///
    /// - Parameter previous: What counted before. Limits that are the same go on with their counts.
    init(
        _ limits: AddressLimits, limiter: RateLimiter, after previous: AddressGuard? = nil
    ) throws(RegistrationError) {
        if let error = limits.requests.error ?? limits.failures.error {
            throw RegistrationError("the limits of addresses: \(error)")
        }
        self.limiter = limiter
        exempt = limits.exempt
        let scopes = previous?.scopes ?? LimitScopes()
        self.scopes = scopes
        requests = scopes.rules(named: "address", limits.requests.limits, after: previous?.requests ?? [])
        failures = scopes.rules(
            named: "address-failures", limits.failures.limits, after: previous?.failures ?? [])
        let seconds = Int(min(max(1, limits.known.wholeSeconds), Int64(RateLimit.longestSeconds)))
        // A bucket of two: whoever is known has something in it, for half of the time at least after each use.
        let memory = try? RateLimit(quota: 2, perSeconds: seconds)
        known = memory.map { scopes.rules(named: "known", [$0], after: previous?.known ?? []) } ?? []
    }

    /// What is counted of a request; nothing where its address has no limits, or where it has none.
    func source(of head: RequestHead) -> RateLimitKey? {
        guard let text = head.remoteAddress, let address = IPAddress(text) else { return nil }
        guard !exempt.contains(where: { $0.contains(address) }) else { return nil }
        return RateLimitKey(address)
    }

    /// Refuses a request whose address has sent too many, or too many that failed.
    ///
    /// - Throws: ``Refusal`` with 429.
    private func admit(_ source: RateLimitKey, _ head: RequestHead) throws(Refusal) {
        if limiter.refuses(source, under: failures) {
            let failed = limiter.preview(source, under: failures)
            guard failed.isAllowed else { return try refuse(failed, failures, head) }
        }
        let decision = limiter.admit(source, under: requests)
        guard decision.isAllowed else { return try refuse(decision, requests, head) }
    }

    private func refuse(
        _ decision: RateLimitDecision, _ rules: [RateLimitRule], _ head: RequestHead
    ) throws(Refusal) {
        if let key = RateLimitKey(credentialsOf: head), limiter.preview(key, under: known, cost: 0).remaining < 2 {
            return
        }
        guard let told = AdmissionDecision(decision) else { return }
        // Step 2 refuses, because who is calling is not known.
        var refusal = Refusal(
            .authenticate, status: 429, error: told.error, fields: RateLimitFields(rules: rules).fields(for: told),
            reason: "the limit \"\(told.name)\" of the address")
        refusal.limit = told.name
        throw refusal
    }

    /// Remembers credentials that hold.
    private func succeeded(_ head: RequestHead) {
        guard let key = RateLimitKey(credentialsOf: head) else { return }
        _ = limiter.admit(key, under: known)
    }

    /// Counts a request that step 2 has refused, where it was for its credentials.
    private func failed(_ source: RateLimitKey, _ refusal: Refusal, _ head: RequestHead) {
        guard refusal.status == 401 || refusal.status == 400, RateLimitKey(credentialsOf: head) != nil else { return }
        limiter.charge(1, to: source, under: failures)
    }

    /// Counts a request, where its address may still ask.
    ///
    /// - Returns: What is to be told what becomes of the credentials; nothing where the address has no limits.
    /// - Throws: ``Refusal`` with 429.
    func enter(_ head: RequestHead) throws(Refusal) -> Entrance? {
        guard let source = source(of: head) else { return nil }
        try admit(source, head)
        return Entrance(addresses: self, source: source)
    }

    /// An address whose request was let in.
    struct Entrance: Sendable {
        fileprivate let addresses: AddressGuard
        fileprivate let source: RateLimitKey

        /// Takes note of what has become of the request's credentials.
        func note(_ result: Result<Authenticated, Refusal>, _ head: RequestHead) {
            switch result {
            case .success: addresses.succeeded(head)
            case .failure(let refusal): addresses.failed(source, refusal, head)
            }
        }
    }
}

extension RateLimitKey {
    /// An address, or its network.
    init(_ address: IPAddress) {
        self = address.source.withUnsafeBytes { RateLimitKey(bytes: $0) }
    }

    /// What tells credentials from others, nothing of which can be read from the key: the end of a token, where its
    /// signature is. Nothing where a request has none.
    init?(credentialsOf head: RequestHead) {
        let shown =
            head.authorization.last ?? head.fields.last { $0.name == "x-api-key" }?.value
        if let shown {
            self.init(endOf: shown)
        } else if let certificate = head.clientCertificate {
            self = certificate.der.suffix(128).withUnsafeBytes { RateLimitKey(bytes: $0) }
        } else {
            return nil
        }
    }

    /// The last 64 bytes of a text: of every signature and every key enough to be nobody else's.
    private init(endOf text: String) {
        var text = text
        self = text.withUTF8 { utf8 in
            RateLimitKey(bytes: UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: utf8.suffix(64))))
        }
    }
}
