import Synchronization

/// When a source of keys looks whether its files have changed: once in an interval, and at once where a token names a
/// key that it does not know, which anybody can send and is bounded for that.
final class LookSchedule: Sendable {
    private let interval: Int64
    private let lookedAt: Atomic<Int64>
    private let demanded = Mutex(LookLimit())

    /// - Parameters:
    ///   - interval: The seconds between two looks; at least one.
    ///   - now: The seconds since 1970.
    init(interval: Int64, now: Int64) {
        self.interval = max(1, interval)
        lookedAt = Atomic(now)
    }

    /// Whether the caller is to look now: one of those who ask at the same time is.
    func isDue(at now: Int64) -> Bool {
        let last = lookedAt.load(ordering: .relaxed)
        // A clock that was set back must not put the next look off.
        guard (now &- last).magnitude >= interval.magnitude else { return false }
        return lookedAt.compareExchange(expected: last, desired: now, ordering: .relaxed).exchanged
    }

    /// Looks, at most ten times a second. Callers at one moment wait for one another's look, so that a key that one of
    /// them finds is there for all.
    func demand(at now: Int64, _ look: () -> Void) {
        demanded.withLock { limit in
            if limit.take(at: now) { look() }
        }
    }
}
