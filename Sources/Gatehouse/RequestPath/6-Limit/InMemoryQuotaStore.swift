import Synchronization

/// Keeps what callers used of their quotas in memory: a restart begins with none of it.
public final class InMemoryQuotaStore: QuotaStore {
    private let counts = Mutex<[QuotaCount.Key: Int64]>([:])

    public init() {}

    public func used(_ keys: [QuotaCount.Key]) -> [Int64] {
        counts.withLock { counts in keys.map { counts[$0] ?? 0 } }
    }

    public func add(_ changes: [QuotaCount]) {
        counts.withLock { counts in
            for change in changes {
                let (sum, overflow) = (counts[change.key] ?? 0).addingReportingOverflow(change.used)
                counts[change.key] = overflow ? .max : max(0, sum)
            }
        }
    }

    public func removeEnded(at time: Int64, limit: Int) -> Int {
        counts.withLock { counts in
            let ended = counts.keys.filter { $0.end <= time }.prefix(max(0, limit))
            for key in ended { counts[key] = nil }
            return ended.count
        }
    }
}
