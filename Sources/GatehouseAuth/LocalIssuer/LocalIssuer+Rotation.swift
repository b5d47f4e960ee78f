import Logging

extension LocalIssuer {
    /// Makes a new key, with which tokens are signed from now on, and retires the one before.
    ///
    /// The retired key goes on verifying until every token that it may have signed has expired: for the longest
    /// lifetime that was ever issued with it, and five minutes for clocks that differ. Retired keys whose time has
    /// passed are removed. Where two processes rotate at once, one waits for the other, and both new keys stay good.
    ///
    /// - Returns: The new key.
    /// - Throws: ``LocalIssuerError`` where the folder cannot be read or written, or holds 100 keys.
    @discardableResult
    public func rotate() throws(LocalIssuerError) -> KeyDescription {
        try directory.withLock { () throws(LocalIssuerError) in
            try directory.removeLeftovers()
            let stored = try removeExpired(amongst: try reload())
            guard stored.count < KeyDirectory.maximumKeys else {
                throw LocalIssuerError(
                    "the folder \(directory.path) holds \(stored.count) keys; wait until some have expired"
                )
            }
            let key = StoredKey(createdAt: now())
            // The new key first: a crash between the steps leaves two keys that sign, never none.
            try directory.save(key)
            try retire(stored.filter(\.isSigning))
            try reload()
            return key.summary
        }
    }

    /// Brings the folder in order: the first key where there is none that signs, one signing key where a crash left
    /// two, no keys whose time has passed, and no unfinished files.
    ///
    /// A folder that cannot be written is no mistake while a key that signs is there: a server that only verifies may
    /// have it so.
    func tidy() throws(LocalIssuerError) {
        let stored = try reload()
        let signing = stored.count(where: \.isSigning)
        guard signing > 0 else { return try tidyLocked() }
        guard signing > 1 || stored.contains(where: isExpired) || directory.hasLeftovers else { return }
        do throws(LocalIssuerError) {
            try tidyLocked()
        } catch {
            logger.warning("the signing keys cannot be tidied up", metadata: ["reason": "\(error)"])
        }
    }

    private func tidyLocked() throws(LocalIssuerError) {
        try directory.withLock { () throws(LocalIssuerError) in
            try directory.removeLeftovers()
            let signing = try removeExpired(amongst: try reload()).filter(\.isSigning)
            if signing.isEmpty { try directory.save(StoredKey(createdAt: now())) }
            try retire(Array(signing.dropFirst()))
            try reload()
        }
    }

    private func retire(_ keys: [StoredKey]) throws(LocalIssuerError) {
        for var key in keys {
            key.retiredAt = now()
            try directory.save(key)
        }
    }

    private func removeExpired(amongst keys: [StoredKey]) throws(LocalIssuerError) -> [StoredKey] {
        for key in keys where isExpired(key) { try directory.remove(key) }
        return keys.filter { !isExpired($0) }
    }

    private func isExpired(_ key: StoredKey) -> Bool {
        key.validUntil.map { $0 < now() } ?? false
    }
}
