import Synchronization

/// Remembers redemptions in the memory of this process: for one server, and until it ends.
///
/// It forgets what has expired and nothing else. Once it is full, it takes no more: to forget what still counts would let
/// a request be redeemed again.
public final class MemoryRedemptionStore: RedemptionStore {
    private struct State {
        var ids: Set<String> = []
        /// The identifiers by the minute in which they expire.
        var minutes: [Int64: [String]] = [:]
        /// The minute up to which everything was forgotten.
        var forgotten = Int64.min
    }

    private let maximum: Int
    private let now: @Sendable () -> Int64
    private let state = Mutex(State())

    /// Makes a store.
    ///
    /// - Parameters:
    ///   - maximum: How many redemptions it remembers at once.
    ///   - now: The seconds since 1970.
    public init(maximum: Int = 100_000, now: @escaping @Sendable () -> Int64 = SystemTime.seconds) {
        self.maximum = maximum
        self.now = now
    }

    /// How many redemptions are remembered.
    public var count: Int { state.withLock { $0.ids.count } }

    public func redeem(_ id: String, until expiry: Int64) throws(RedemptionStoreFull) -> Bool {
        let minute = now() / 60
        return try state.withLock { state throws(RedemptionStoreFull) in
            Self.forget(before: minute, &state)
            guard !state.ids.contains(id) else { return false }
            guard state.ids.count < maximum else { throw RedemptionStoreFull() }
            state.ids.insert(id)
            state.minutes[expiry / 60, default: []].append(id)
            return true
        }
    }

    /// Forgets what expired in earlier minutes; at most once a minute.
    private static func forget(before minute: Int64, _ state: inout State) {
        guard state.forgotten < minute else { return }
        state.forgotten = minute
        for expired in state.minutes.keys.filter({ $0 < minute }) {
            for id in state.minutes.removeValue(forKey: expired) ?? [] { state.ids.remove(id) }
        }
    }
}
