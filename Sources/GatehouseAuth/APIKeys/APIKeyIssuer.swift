public import Gatehouse

/// Makes, replaces and revokes API keys.
public struct APIKeyIssuer: Sendable {
    /// A key that was made. It is the only time that the key itself is there.
    public struct Issued: Sendable {
        /// The key, for whom it was made; it must not be kept here.
        public let key: String
        /// What is kept of it.
        public let stored: StoredAPIKey
    }

    /// How many keys there may be, with those that do not count any more.
    public static let maximumKeys = 100_000

    private let store: any APIKeyStore
    private let hasher: APIKeyHasher
    private let now: @Sendable () -> Int64

    /// - Parameters:
    ///   - store: Where keys are kept.
    ///   - hasher: Hashes them with the server's secret.
    ///   - now: The seconds since 1970.
    public init(
        store: any APIKeyStore, hasher: APIKeyHasher, now: @escaping @Sendable () -> Int64 = SystemTime.seconds
    ) {
        self.store = store
        self.hasher = hasher
        self.now = now
    }

    /// Makes a key.
    ///
    /// - Throws: ``APIKeyIssuerError`` where the request makes no sense, or the store does not take it.
    public func create(_ request: APIKeyRequest) async throws(APIKeyIssuerError) -> Issued {
        try request.validate()
        let issued = issue(request)
        try await asked { () throws(APIKeyStoreError) in
            try await store.add(issued.stored, maximum: Self.maximumKeys)
        }
        return issued
    }

    /// Makes a key that takes another one's place; both count for as long as they overlap.
    ///
    /// - Parameters:
    ///   - id: The number of the key that is replaced.
    ///   - overlap: For how long the old one still counts.
    ///   - lifetime: For how long the new one counts; by default for as long as the old one was meant to.
    /// - Throws: ``APIKeyIssuerError`` where there is no such key, where it does not count any more, or was replaced.
    public func rotate(
        _ id: String, overlap: Duration, lifetime: Duration? = nil
    ) async throws(APIKeyIssuerError) -> Issued {
        let now = now()
        let found = try await asked { () throws(APIKeyStoreError) in try await store.key(id: id) }
        guard let old = found else { throw APIKeyIssuerError("there is no API key \(id)") }
        if let reason = old.reasonAgainst(at: now) { throw APIKeyIssuerError("the API key \(id) \(reason)") }
        if let successor = old.successor {
            throw APIKeyIssuerError("the API key \(id) was replaced by \(successor) already")
        }
        let whole = old.expiresAt.map { Duration.seconds(max(1, $0 - old.createdAt)) }
        let issued = issue(
            APIKeyRequest(
                subject: old.subject, tenant: old.tenant, roles: old.roles, scopes: old.scopes,
                lifetime: lifetime ?? whole, note: old.note))
        let (end, overflow) = now.addingReportingOverflow(max(0, overlap.components.seconds))
        let isDone = try await asked { () throws(APIKeyStoreError) in
            try await store.replace(
                id: id, with: issued.stored, endingAt: overflow ? .max : end, maximum: Self.maximumKeys)
        }
        guard isDone else { throw APIKeyIssuerError("the API key \(id) was revoked or replaced meanwhile") }
        return issued
    }

    /// Revokes a key. Servers refuse it within a second.
    ///
    /// - Throws: ``APIKeyIssuerError`` where there is no such key.
    public func revoke(_ id: String) async throws(APIKeyIssuerError) {
        let isThere = try await asked { () throws(APIKeyStoreError) in try await store.revoke(id: id, at: now()) }
        guard isThere else { throw APIKeyIssuerError("there is no API key \(id)") }
    }

    /// All keys, in the order of their numbers.
    ///
    /// - Throws: ``APIKeyIssuerError`` where the store does not work.
    public func keys() async throws(APIKeyIssuerError) -> [StoredAPIKey] {
        var all: [StoredAPIKey] = []
        while all.count < Self.maximumKeys {
            let last = all.last?.id ?? ""
            let page = try await asked { () throws(APIKeyStoreError) in try await store.keys(after: last, limit: 1_000)
            }
            guard !page.isEmpty else { break }
            all += page
        }
        return all
    }

    private func asked<Value>(
        _ body: () async throws(APIKeyStoreError) -> Value
    ) async throws(APIKeyIssuerError) -> Value {
        do throws(APIKeyStoreError) {
            return try await body()
        } catch {
            throw APIKeyIssuerError(error.description)
        }
    }

    private func issue(_ request: APIKeyRequest) -> Issued {
        let text = APIKeyText()
        let now = now()
        let end = request.lifetime.map { lifetime in
            let (end, overflow) = now.addingReportingOverflow(lifetime.components.seconds)
            return overflow ? Int64.max : end
        }
        let stored = StoredAPIKey(
            id: text.id, digest: hasher.digest(of: text), subject: request.subject, tenant: request.tenant,
            roles: request.roles, scopes: request.scopes, note: request.note, createdAt: now, expiresAt: end)
        return Issued(key: text.text, stored: stored)
    }
}

extension StoredAPIKey {
    /// Why the key does not count; nothing where it does.
    func reasonAgainst(at now: Int64) -> String? {
        if revokedAt != nil { return "was revoked" }
        if let expiresAt, now >= expiresAt { return "has expired" }
        return nil
    }
}
