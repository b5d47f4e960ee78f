/// Where an issuer's keys come from.
public protocol VerificationKeySource: Sendable {
    /// The keys as far as they are known at that second, counted from 1970.
    ///
    /// It is asked on every request, so it must not wait. While nothing has changed it returns the same object: tokens
    /// that were verified with another one are verified again.
    func keys(at now: Int64) -> KeySnapshot

    /// The keys after a look at the source, because a token names a key that the snapshot does not have.
    ///
    /// Anybody can send such a token: the source bounds how often it looks, lets callers at one moment share one look,
    /// and bounds how long a caller waits.
    ///
    /// - Throws: ``KeysUnavailable`` where there are no keys at all, because the source cannot be reached.
    func refreshedKeys(at now: Int64) async throws(KeysUnavailable) -> KeySnapshot
}

/// An issuer's keys cannot be had now.
public struct KeysUnavailable: Error, Sendable, Hashable {
    /// When to try again.
    public let retryAfter: Duration
    /// What failed, for the log.
    public let reason: String

    public init(retryAfter: Duration, reason: String) {
        self.retryAfter = retryAfter
        self.reason = reason
    }
}

/// Keys that never change.
public struct FixedKeys: VerificationKeySource {
    private let snapshot: KeySnapshot

    public init(_ snapshot: KeySnapshot) {
        self.snapshot = snapshot
    }

    public func keys(at now: Int64) -> KeySnapshot { snapshot }

    public func refreshedKeys(at now: Int64) async throws(KeysUnavailable) -> KeySnapshot { snapshot }
}
