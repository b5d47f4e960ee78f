import Synchronization

/// Counts the requests of every caller against the limits that apply to them, in this process.
///
/// A request is admitted where every rule admits it, and only then does it count against any of them. Decisions of one
/// caller are taken one after the other, whatever the number of threads; those of different callers seldom meet, because
/// the buckets are spread over many locks. A decision allocates nothing but, now and then, room for new callers.
///
/// ## Memory
///
/// A bucket, one caller under one rule, takes 32 bytes in a table that is three quarters full at most; 100,000 buckets
/// take about 4 MiB. Callers are spread over shards by a secret hash. Once a shard holds its share of `maximumKeys`, a
/// new bucket replaces the one in the shard that is full soonest: one that is full, which loses nothing, or else the one
/// closest to it. The limiter thus **fails open** under a flood of callers, never closed: nobody is refused because of
/// the table's size, and the worst that can happen is that a caller gets the few requests back that it would have got
/// back anyway before any other one. To make the limiter forget a bucket that needs time D to fill, an attacker has to
/// keep a whole shard's worth of other buckets at least as empty, under as many verified identities.
public final class RateLimiter: Sendable {
    private final class Shard: Sendable {
        let table: Mutex<RateLimitTable>

        init(bound: Int) {
            table = Mutex(RateLimitTable(bound: bound))
        }
    }

    private let shards: [Shard]
    private let shardShift: UInt64
    private let now: @Sendable () -> Int64

    /// - Parameters:
    ///   - maximumKeys: The most buckets that are kept, from 1 to 2^24; a number outside becomes the nearest one inside.
    ///   - now: A monotonic clock in nanoseconds from any origin, which is never before its origin.
    public init(maximumKeys: Int = 100_000, now: @escaping @Sendable () -> Int64 = RateLimiter.monotonicClock()) {
        let keys = min(max(1, maximumKeys), 1 << 24)
        // Some 800 buckets a shard: looking through all of them for the one to drop stays below a microsecond or two.
        var bits: UInt64 = 0
        while keys >> (bits + 1) >= 768 { bits += 1 }
        shards = (0..<(1 << bits)).map { _ in Shard(bound: keys >> bits) }
        shardShift = 64 - bits
        self.now = now
    }

    /// The nanoseconds that have passed since the call, on a clock that also runs while the machine sleeps.
    public static func monotonicClock() -> @Sendable () -> Int64 {
        let start = ContinuousClock.now
        return {
            let (seconds, attoseconds) = start.duration(to: .now).components
            return seconds &* 1_000_000_000 &+ attoseconds / 1_000_000_000
        }
    }

    /// Decides about one request, and counts it where it is admitted.
    ///
    /// - Parameters:
    ///   - key: The caller.
    ///   - rules: The rules that apply, in any order, each in a scope of its own. Without rules everything is admitted.
    /// - Returns: The decision, with the numbers of the rule that restricts the caller most: of those that refuse, the
    ///   one with the longest wait; where none does, the one with the fewest requests remaining.
    public func admit(_ key: RateLimitKey, under rules: [RateLimitRule]) -> RateLimitDecision {
        guard !rules.isEmpty else { return .unlimited }
        let time = min(max(1, now()), Int64.max >> 2)
        return shard(of: key).table.withLock { table in
            Self.refuse(key, rules, at: time, in: table) ?? Self.count(key, rules, at: time, in: &table)
        }
    }

    /// Decides about one request of a caller named by its identity.
    public func admit(_ identity: String, under rules: [RateLimitRule]) -> RateLimitDecision {
        admit(RateLimitKey(identity), under: rules)
    }

    /// The refusal of the rule with the longest wait, where there is one.
    private static func refuse(
        _ key: RateLimitKey, _ rules: [RateLimitRule], at now: Int64, in table: borrowing RateLimitTable
    ) -> RateLimitDecision? {
        var longest: Int64 = 0
        var refusing: RateLimitRule?
        for rule in rules {
            let wait = rule.pace.wait(at: now, full: table.moment(of: key, in: rule.scope))
            guard wait > longest else { continue }
            longest = wait
            refusing = rule
        }
        guard let refusing else { return nil }
        return RateLimitDecision(isAllowed: false, rule: refusing, remaining: 0, next: longest)
    }

    /// Counts the request against every rule.
    private static func count(
        _ key: RateLimitKey, _ rules: [RateLimitRule], at now: Int64, in table: inout RateLimitTable
    ) -> RateLimitDecision {
        var fewest = Int.max
        var decision = RateLimitDecision.unlimited
        for rule in rules {
            let full = rule.pace.full(afterRequestAt: now, full: table.moment(of: key, in: rule.scope))
            table.set(full, of: key, in: rule.scope, at: now)
            let remaining = rule.pace.remaining(at: now, full: full)
            guard remaining < fewest else { continue }
            fewest = remaining
            let next = rule.pace.nextRequest(at: now, full: full, remaining: remaining)
            decision = RateLimitDecision(isAllowed: true, rule: rule, remaining: remaining, next: next)
        }
        return decision
    }

    private func shard(of key: RateLimitKey) -> Shard {
        // A shift by 64 yields 0, so one shard needs no case of its own; the rest is below the number of shards.
        shards[Int(truncatingIfNeeded: key.high >> shardShift)]
    }
}

extension RateLimiter {
    /// What the limiter holds, for metrics and tests.
    public struct Usage: Sendable, Hashable {
        /// The number of buckets that are kept.
        public var buckets = 0
        /// The bytes that the tables take.
        public var bytes = 0
        /// The number of buckets dropped for lack of room that were not full.
        public var forgotten = 0
    }

    /// Adds up what all shards hold, locking one after the other.
    public func usage() -> Usage {
        shards.reduce(into: Usage()) { usage, shard in
            shard.table.withLock { table in
                usage.buckets += table.count
                usage.bytes += table.slots * RateLimitTable.slotBytes
                usage.forgotten += table.forgotten
            }
        }
    }
}
