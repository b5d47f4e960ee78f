import Synchronization

/// Remembers redemptions in the memory of this process: for one server, and until it ends.
///
/// It forgets what has expired and nothing else: by the time of day, and as much time must really have passed, so that a
/// clock that is set ahead and back again lets nothing be redeemed twice. Once it is full, it takes no more: to forget what still counts would let
/// a request be redeemed again.
public final class MemoryRedemptionStore: RedemptionStore {
    private struct State {
        var ids: Set<String> = []
        /// The identifiers by the minute in which they expire.
        var minutes: [Int64: Minute] = [:]
        /// The elapsed second of the last time that something was forgotten.
        var forgot = Int64.min
    }

    private struct Minute {
        var ids: [String] = []
        /// The elapsed second before which they are kept.
        var keptUntil: Int64 = 0
    }

    private let maximum: Int
    private let elapsed: @Sendable () -> Int64
    private let now: @Sendable () -> Int64
    private let state = Mutex(State())

    /// Makes a store.
    ///
    /// - Parameters:
    ///   - maximum: How many redemptions it remembers at once.
    ///   - now: The seconds since 1970.
    public convenience init(maximum: Int = 100_000, now: @escaping @Sendable () -> Int64 = SystemTime.seconds) {
        self.init(maximum: maximum, elapsed: SystemTime.continuousSeconds, now: now)
    }

    /// - Parameter elapsed: The seconds since some moment that stays the same.
    init(maximum: Int, elapsed: @escaping @Sendable () -> Int64, now: @escaping @Sendable () -> Int64) {
        self.maximum = maximum
        self.elapsed = elapsed
        self.now = now
    }

    /// How many redemptions are remembered.
    public var count: Int { state.withLock { $0.ids.count } }

    public func redeem(_ id: String, until expiry: Int64) throws(RedemptionStoreFull) -> Bool {
        let (now, passed) = (now(), elapsed())
        return try state.withLock { state throws(RedemptionStoreFull) in
            Self.forget(at: now, passed, &state)
            guard !state.ids.contains(id) else { return false }
            guard state.ids.count < maximum else { throw RedemptionStoreFull() }
            state.ids.insert(id)
            let left = expiry.subtractingReportingOverflow(now)
            let end = passed.addingReportingOverflow(left.overflow ? .max : max(0, left.partialValue))
            var minute = state.minutes[expiry / 60] ?? Minute()
            minute.ids.append(id)
            minute.keptUntil = max(minute.keptUntil, end.overflow ? .max : end.partialValue)
            state.minutes[expiry / 60] = minute
            return true
        }
    }

    /// Forgets what expired in earlier minutes; at most once in ten seconds.
    private static func forget(at now: Int64, _ passed: Int64, _ state: inout State) {
        guard state.forgot == .min || passed - state.forgot >= 10 else { return }
        state.forgot = passed
        for (minute, expired) in state.minutes where minute < now / 60 && expired.keptUntil < passed {
            state.minutes[minute] = nil
            for id in expired.ids { state.ids.remove(id) }
        }
    }
}
