import Synchronization

/// Counts in the memory of one process, behind the protocol of a shared store: for tests, and for several servers in one
/// process.
public final class InMemoryRateLimitStore: RateLimitStore {
    private let state: Mutex<RateLimitUse>
    private let now: @Sendable () -> Int64

    /// - Parameters:
    ///   - maximumKeys: The most counts that are kept.
    ///   - now: A monotonic clock in nanoseconds from any origin.
    public init(maximumKeys: Int = 100_000, now: @escaping @Sendable () -> Int64 = RateLimiter.monotonicClock()) {
        state = Mutex(RateLimitUse(bound: min(max(1, maximumKeys), 1 << 24)))
        self.now = now
    }

    public func admit(_ demands: [RateLimitDemand]) -> [RateLimitAnswer] {
        let time = min(max(1, now()), Int64.max >> 2)
        return state.withLock { use in
            let waits = demands.map { use.wait(Self.rule($0), RateLimitKey($0.key), $0.cost, at: time) }
            let counts = waits.allSatisfy { $0 == 0 }
            return zip(demands, waits).map { demand, wait in
                let (rule, key) = (Self.rule(demand), RateLimitKey(demand.key))
                let standing =
                    counts
                    ? use.charge(rule, key, demand.cost, at: time, counts: demand.cost > 0)
                    : use.standing(rule, key, at: time)
                return RateLimitAnswer(
                    wait: .nanoseconds(wait), remaining: standing.remaining, reset: .nanoseconds(standing.next))
            }
        }
    }

    public func correct(_ demands: [RateLimitDemand]) {
        let time = min(max(1, now()), Int64.max >> 2)
        state.withLock { use in
            for demand in demands {
                let (rule, key) = (Self.rule(demand), RateLimitKey(demand.key))
                if demand.cost > 0 {
                    _ = use.charge(rule, key, demand.cost, at: time, counts: true)
                } else {
                    use.refund(rule, key, demand.cost == .min ? .max : -demand.cost, chargedAt: time, at: time)
                }
            }
        }
    }

    /// Keys are one for each limit, so one scope does for all.
    private static func rule(_ demand: RateLimitDemand) -> RateLimitRule {
        RateLimitRule(name: "", scope: 0, limit: demand.limit)
    }
}
