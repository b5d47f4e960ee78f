/// Keeps how much of their quotas callers have used, so that it survives a restart.
///
/// Every implementation meets `QuotaStoreRequirement.all` of GatehouseTesting. Calls come from many tasks at once, though
/// of one ledger only one ``add(_:)`` at a time.
public protocol QuotaStore: Sendable {
    /// The counts of keys, in their order; 0 of one that was never written, or that was removed.
    ///
    /// - Throws: Whatever went wrong; the ledger then does as it was told (``QuotaLedger/Failure``).
    func used(_ keys: [QuotaCount.Key]) async throws -> [Int64]

    /// Adds to counts, all of them or none. A change may be negative, and no count becomes less than 0.
    ///
    /// When it returns, what was added outlasts a killed process.
    func add(_ changes: [QuotaCount]) async throws

    /// Forgets counts of periods that had ended at a time, in milliseconds since 1970.
    ///
    /// - Returns: How many it has forgotten; no more than `limit`.
    func removeEnded(at time: Int64, limit: Int) async throws -> Int
}
