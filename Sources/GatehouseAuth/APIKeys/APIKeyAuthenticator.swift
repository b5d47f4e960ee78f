import Crypto
public import Gatehouse
public import Logging

/// Authenticates callers by API keys of this server, sent as `Authorization: Bearer ghk_…` or in `X-API-Key`.
///
/// A key's number is looked up, and its hash compared in constant time; for a number that does not exist the same is
/// computed, so that the time tells nothing. Where the store does not work, callers are refused with 503.
public struct APIKeyAuthenticator: AuthenticationMethod {
    /// The header field that carries a key beside `Authorization`.
    public static let fieldName = "x-api-key"

    public let method = Principal.Method.apiKey
    public let headerFieldNames: Set<String> = [fieldName]

    private let store: any APIKeyStore
    private let hasher: APIKeyHasher
    private let cache: APIKeyCache
    private let revocations: (any RevocationList)?
    private let uses = APIKeyUses()
    private let logger: Logger
    private let now: @Sendable () -> Int64
    private let instant: @Sendable () -> ContinuousClock.Instant

    /// Makes an authenticator.
    ///
    /// - Parameters:
    ///   - store: Where keys are kept.
    ///   - hasher: Hashes keys with the server's secret.
    ///   - cacheCapacity: Of how many keys it remembers for half a second what the store said.
    ///   - revocations: What was taken back, keys by their subjects or numbers.
    ///   - logger: Hears where the store does not work.
    ///   - now: The seconds since 1970.
    ///   - instant: The time of a clock that nobody sets.
    public init(
        store: any APIKeyStore,
        hasher: APIKeyHasher,
        cacheCapacity: Int = 10_000,
        revocations: (any RevocationList)? = nil,
        logger: Logger = Logger(label: "gatehouse.auth"),
        now: @escaping @Sendable () -> Int64 = SystemTime.seconds,
        instant: @escaping @Sendable () -> ContinuousClock.Instant = { .now }
    ) {
        self.store = store
        self.hasher = hasher
        self.cache = APIKeyCache(capacity: cacheCapacity)
        self.revocations = revocations
        self.logger = logger
        self.now = now
        self.instant = instant
    }

    public func recognizes(_ credentials: Credentials) -> Bool {
        if !credentials.lines(of: Self.fieldName).isEmpty { return true }
        guard let token = try? PresentedToken(credentials) else { return false }
        return token.withBytes { APIKeyText.hasPrefix($0) }
    }

    public func authenticate(_ credentials: Credentials) async throws(AuthenticationFailure) -> Principal {
        guard let key = APIKeyText(try text(of: credentials)) else {
            throw .refused("the API key has not the form of one, or its checksum is wrong")
        }
        let stored = try await lookUp(key.id)
        // What does not exist takes as long as what does.
        let matches = hasher.matches(stored?.digest ?? Self.nothing, key)
        guard let stored else { throw .refused("there is no API key of that number") }
        guard matches else { throw .refused("the API key \(key.id) has another secret") }
        let now = now()
        if let reason = stored.reasonAgainst(at: now) { throw .refused("the API key \(key.id) \(reason)") }
        let principal = Principal(
            subject: stored.subject, tenant: stored.tenant, roles: Set(stored.roles), scopes: Set(stored.scopes),
            method: .apiKey, credentialID: stored.id, expiresAt: stored.expiresAt,
            // Whoever is taken back until a time is so with the keys that were made before it.
            claims: ["iat": .integer(stored.createdAt)])
        guard revocations?.revokes(principal, at: now) != true else {
            throw .refused("the API key \(key.id) has been taken back")
        }
        uses.note(stored.id, at: now)
        return principal
    }

    /// A key that was revoked, or whose subject was, is taken back; one that has expired is over. While the store does not
    /// work, keys that counted go on counting for what is open.
    public func withdrawal(of principal: Principal) async -> Withdrawal? {
        guard principal.method == .apiKey, let id = principal.credentialID else { return nil }
        let now = now()
        if revocations?.revokes(principal, at: now) == true {
            return Withdrawal(.takenBack, reason: "the API key \(id) has been taken back")
        }
        guard let found = try? await lookUp(id) as StoredAPIKey?? else { return nil }
        guard let stored = found else {
            return Withdrawal(.takenBack, reason: "there is no API key of the number \(id) any more")
        }
        guard let reason = stored.reasonAgainst(at: now) else { return nil }
        return Withdrawal(stored.revokedAt == nil ? .over : .takenBack, reason: "the API key \(id) \(reason)")
    }

    /// Writes down when keys were used last. A server asks for it every few seconds, and when it ends.
    public func writeUses() async {
        await uses.flush(to: store, logger)
    }

    private static let nothing = [UInt8](repeating: 0, count: SHA256.byteCount)

    private func text(of credentials: Credentials) throws(AuthenticationFailure) -> [UInt8] {
        let lines = credentials.lines(of: Self.fieldName)
        guard let line = lines.first else { return try PresentedToken(credentials).bytes }
        guard lines.count == 1, credentials.authorization.isEmpty else {
            throw AuthenticationFailure(.malformed, reason: "the request has an X-API-Key field and other credentials")
        }
        guard line.utf8.count <= PresentedToken.maximumBytes else {
            throw .refused("the X-API-Key field has more than \(PresentedToken.maximumBytes) bytes")
        }
        return Array(line.utf8)
    }

    private func lookUp(_ id: String) async throws(AuthenticationFailure) -> StoredAPIKey? {
        let readAt = instant()
        if let entry = cache.entry(id, at: readAt) { return entry.key }
        do throws(APIKeyStoreError) {
            let key = try await store.key(id: id)
            cache.insert(APIKeyCache.Entry(key: key, readAt: readAt), for: id)
            return key
        } catch {
            logger.error("API keys cannot be looked up", metadata: ["error": .string(error.description)])
            throw AuthenticationFailure(.unavailable(retryAfter: .seconds(2)), reason: error.description)
        }
    }
}
