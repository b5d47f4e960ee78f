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
/// back anyway before any other one. Moving windows keep a log for each caller instead, of 8 bytes a request; their number
/// is bounded likewise, and so are all of a shard's together. To make the limiter forget a bucket that needs time D to fill, an attacker has to
/// keep a whole shard's worth of other buckets at least as empty, under as many verified identities.
public final class RateLimiter: Sendable {
    private final class Shard: Sendable {
        let use: Mutex<RateLimitUse>

        init(bound: Int) {
            use = Mutex(RateLimitUse(bound: bound))
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
        let start = SystemTime.continuousNanoseconds()
        return { SystemTime.continuousNanoseconds() &- start }
    }

    /// Decides about one request, and counts it where it is admitted.
    ///
    /// - Parameters:
    ///   - key: The caller.
    ///   - rules: The rules that apply, in any order, each in a scope of its own. Without rules everything is admitted.
    ///   - cost: How many requests it counts for, from 0 to 1,000,000,000. One that costs more than a limit ever has is
    ///     admitted where nothing else is counted, and a bucket then takes the time to pay it all back.
    /// - Returns: The decision, with the numbers of the rule that restricts the caller most: of those that refuse, the
    ///   one with the longest wait; where none does, the one with the fewest requests remaining.
    public func admit(_ key: RateLimitKey, under rules: [RateLimitRule], cost: Int = 1) -> RateLimitDecision {
        decide(key, rules, cost, counts: true)
    }

    /// Decides about one request of a caller named by its identity.
    public func admit(_ identity: String, under rules: [RateLimitRule], cost: Int = 1) -> RateLimitDecision {
        admit(RateLimitKey(identity), under: rules, cost: cost)
    }

    /// What ``admit(_:under:cost:)`` would say now, and counts nothing.
    public func preview(_ key: RateLimitKey, under rules: [RateLimitRule], cost: Int = 1) -> RateLimitDecision {
        decide(key, rules, cost, counts: false)
    }

    /// What ``admit(_:under:cost:)`` would say now, and counts nothing.
    public func preview(_ identity: String, under rules: [RateLimitRule], cost: Int = 1) -> RateLimitDecision {
        preview(RateLimitKey(identity), under: rules, cost: cost)
    }

    /// Whether ``admit(_:under:cost:)`` would refuse a request now.
    func refuses(_ key: RateLimitKey, under rules: [RateLimitRule]) -> Bool {
        guard !rules.isEmpty else { return false }
        let time = time
        return shard(of: key).use.withLock { use in
            rules.indices.contains { use.wait(rules[$0], key, 1, at: time) > 0 }
        }
    }

    /// Counts what turned out to cost more than it was admitted with, whatever the limits still have: it is paid back
    /// before the next request.
    public func charge(_ cost: Int, to key: RateLimitKey, under rules: [RateLimitRule]) {
        guard cost > 0 else { return }
        let time = time
        shard(of: key).use.withLock { use in
            for rule in rules { _ = use.charge(rule, key, Self.bounded(cost), at: time, counts: true) }
        }
    }

    /// Gives back a part of what a request was admitted with.
    ///
    /// Of a window that is over since nothing is given back, and of a bucket nothing that it cannot hold.
    ///
    /// - Parameter decision: What ``admit(_:under:cost:)`` said of the request.
    public func refund(_ cost: Int, of decision: RateLimitDecision, to key: RateLimitKey, under rules: [RateLimitRule])
    {
        guard cost > 0, decision.isAllowed else { return }
        let time = time
        shard(of: key).use.withLock { use in
            for rule in rules { use.refund(rule, key, Self.bounded(cost), chargedAt: decision.time, at: time) }
        }
    }

    /// The largest cost of a request.
    static let mostCost = 1_000_000_000

    private static func bounded(_ cost: Int) -> Int { min(max(0, cost), mostCost) }

    private var time: Int64 { min(max(1, now()), Int64.max >> 2) }

    @inline(__always)
    private func decide(
        _ key: RateLimitKey, _ rules: [RateLimitRule], _ cost: Int, counts: Bool
    ) -> RateLimitDecision {
        guard !rules.isEmpty else { return .unlimited }
        let time = time
        let cost = Self.bounded(cost)
        return shard(of: key).use.withLock { use in
            Self.refuse(key, rules, cost, at: time, in: use)
                ?? Self.count(key, rules, cost, at: time, in: &use, counts: counts && cost > 0)
        }
    }

    /// The refusal of the rule with the longest wait, where there is one.
    private static func refuse(
        _ key: RateLimitKey, _ rules: [RateLimitRule], _ cost: Int, at now: Int64, in use: borrowing RateLimitUse
    ) -> RateLimitDecision? {
        var longest: Int64 = 0
        var place: Int?
        // By their places, because to copy a rule is work.
        for index in rules.indices {
            let wait = use.wait(rules[index], key, cost, at: now)
            guard wait > longest else { continue }
            longest = wait
            place = index
        }
        guard let place else { return nil }
        let refusing = rules[place]
        let remaining = use.standing(refusing, key, at: now).remaining
        return RateLimitDecision(isAllowed: false, rule: refusing, remaining: remaining, next: longest, time: now)
    }

    /// Counts the request against every rule.
    private static func count(
        _ key: RateLimitKey, _ rules: [RateLimitRule], _ cost: Int, at now: Int64, in use: inout RateLimitUse,
        counts: Bool
    ) -> RateLimitDecision {
        var fewest = RateLimitStanding(remaining: .max, next: 0)
        var place: Int?
        for index in rules.indices {
            let standing = use.charge(rules[index], key, cost, at: now, counts: counts)
            guard standing.remaining < fewest.remaining else { continue }
            fewest = standing
            place = index
        }
        guard let place else { return .unlimited }
        return RateLimitDecision(
            isAllowed: true, rule: rules[place], remaining: fewest.remaining, next: fewest.next, time: now)
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
            shard.use.withLock { use in
                usage.buckets += use.table.count + use.logs.count
                usage.bytes += use.table.slots * RateLimitTable.slotBytes + use.logs.bytes
                usage.forgotten += use.table.forgotten + use.logs.forgotten
            }
        }
    }
}
