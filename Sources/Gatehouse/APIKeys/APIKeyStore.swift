/// Keeps API keys, for servers that take them and for whoever makes and revokes them.
///
/// A store is used by several processes at once: what one has written, the next read of another finds. Every
/// implementation passes the same requirements, `APIKeyStoreRequirement` of GatehouseTesting.
public protocol APIKeyStore: Sendable {
    /// Adds a key.
    ///
    /// - Parameters:
    ///   - key: The key.
    ///   - maximum: How many keys there may be, with those that do not count any more.
    /// - Throws: ``APIKeyStoreError``: *duplicate* where there is a key of that number, *full* where there are too many.
    func add(_ key: StoredAPIKey, maximum: Int) async throws(APIKeyStoreError)

    /// The key of a number; nothing where there is none.
    func key(id: String) async throws(APIKeyStoreError) -> StoredAPIKey?

    /// Keys in the order of their numbers, those after a number.
    func keys(after id: String, limit: Int) async throws(APIKeyStoreError) -> [StoredAPIKey]

    /// Revokes a key. One that is revoked already keeps its time.
    ///
    /// - Returns: Whether there is such a key.
    func revoke(id: String, at time: Int64) async throws(APIKeyStoreError) -> Bool

    /// Puts a key in another one's place, at once or not at all: the old one is marked with its successor and ends at the
    /// given time, or earlier where it would have ended earlier.
    ///
    /// - Returns: Whether it was done; not where there is no such key, where it is revoked, or has a successor already.
    /// - Throws: ``APIKeyStoreError``: *duplicate* and *full* as when a key is added.
    func replace(
        id: String, with key: StoredAPIKey, endingAt end: Int64, maximum: Int
    ) async throws(APIKeyStoreError) -> Bool

    /// Takes down when keys were used. A time before the one that is kept changes nothing, and neither does a number of
    /// which there is no key.
    ///
    /// - Parameter times: The time of each key's last use, by its number.
    func noteUses(_ times: [String: Int64]) async throws(APIKeyStoreError)
}
