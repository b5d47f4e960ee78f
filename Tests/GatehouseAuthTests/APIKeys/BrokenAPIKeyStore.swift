import Gatehouse
import Synchronization

/// A store that can be broken and mended, and counts what it is asked.
final class BrokenAPIKeyStore: APIKeyStore {
    struct Gone: Error {}

    let inner = InMemoryAPIKeyStore()
    private let state = Mutex((isBroken: false, lookUps: 0))

    var lookUps: Int { state.withLock { $0.lookUps } }

    func breakDown() { state.withLock { $0.isBroken = true } }

    func mend() { state.withLock { $0.isBroken = false } }

    private func check() throws(APIKeyStoreError) {
        guard !state.withLock({ $0.isBroken }) else { throw APIKeyStoreError(.failed, cause: Gone()) }
    }

    func add(_ key: StoredAPIKey, maximum: Int) async throws(APIKeyStoreError) {
        try check()
        try inner.add(key, maximum: maximum)
    }

    func key(id: String) async throws(APIKeyStoreError) -> StoredAPIKey? {
        state.withLock { $0.lookUps += 1 }
        try check()
        return inner.key(id: id)
    }

    func keys(after id: String, limit: Int) async throws(APIKeyStoreError) -> [StoredAPIKey] {
        try check()
        return inner.keys(after: id, limit: limit)
    }

    func revoke(id: String, at time: Int64) async throws(APIKeyStoreError) -> Bool {
        try check()
        return inner.revoke(id: id, at: time)
    }

    func replace(
        id: String, with key: StoredAPIKey, endingAt end: Int64, maximum: Int
    ) async throws(APIKeyStoreError) -> Bool {
        try check()
        return try inner.replace(id: id, with: key, endingAt: end, maximum: maximum)
    }

    func noteUses(_ times: [String: Int64]) async throws(APIKeyStoreError) {
        try check()
        inner.noteUses(times)
    }
}
