import Synchronization

/// Keeps API keys in the memory of this process, for tests and for servers whose keys come from somewhere else.
public final class InMemoryAPIKeyStore: APIKeyStore {
    private let keys: Mutex<[String: StoredAPIKey]>

    /// Makes a store with these keys.
    public init(_ keys: [StoredAPIKey] = []) {
        self.keys = Mutex(Dictionary(keys.map { ($0.id, $0) }) { first, _ in first })
    }

    public func add(_ key: StoredAPIKey, maximum: Int) throws(APIKeyStoreError) {
        try keys.withLock { keys throws(APIKeyStoreError) in try Self.add(key, maximum, to: &keys) }
    }

    public func key(id: String) -> StoredAPIKey? {
        keys.withLock { $0[id] }
    }

    public func keys(after id: String, limit: Int) -> [StoredAPIKey] {
        let all = keys.withLock { Array($0.values) }
        let later = all.filter { Self.isOrdered(id, $0.id) }.sorted { Self.isOrdered($0.id, $1.id) }
        return Array(later.prefix(max(0, limit)))
    }

    public func revoke(id: String, at time: Int64) -> Bool {
        keys.withLock { keys in
            guard let key = keys[id] else { return false }
            keys[id]?.revokedAt = key.revokedAt ?? time
            return true
        }
    }

    public func replace(
        id: String, with key: StoredAPIKey, endingAt end: Int64, maximum: Int
    ) throws(APIKeyStoreError) -> Bool {
        try keys.withLock { keys throws(APIKeyStoreError) in
            guard let old = keys[id], old.revokedAt == nil, old.successor == nil else { return false }
            try Self.add(key, maximum, to: &keys)
            keys[id]?.successor = key.id
            keys[id]?.expiresAt = min(old.expiresAt ?? end, end)
            return true
        }
    }

    public func noteUses(_ times: [String: Int64]) {
        keys.withLock { keys in
            for (id, time) in times {
                guard let key = keys[id] else { continue }
                keys[id]?.lastUsedAt = max(key.lastUsedAt ?? time, time)
            }
        }
    }

    private static func add(
        _ key: StoredAPIKey, _ maximum: Int, to keys: inout [String: StoredAPIKey]
    ) throws(APIKeyStoreError) {
        guard keys[key.id] == nil else { throw APIKeyStoreError(.duplicate) }
        guard keys.count < maximum else { throw APIKeyStoreError(.full) }
        keys[key.id] = key
    }

    /// By bytes, as files sort.
    private static func isOrdered(_ left: String, _ right: String) -> Bool {
        left.utf8.lexicographicallyPrecedes(right.utf8)
    }
}
