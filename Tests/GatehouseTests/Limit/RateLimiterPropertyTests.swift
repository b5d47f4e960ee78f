import Testing

@testable import Gatehouse

@Suite("Properties of the rate limiter")
struct RateLimiterPropertyTests {
    private static let limits = [
        "60/minute burst 1", "60/minute", "7/second burst 3", "1000/minute burst 10", "13/minute burst 13",
        "999983/second burst 2", "3/10 seconds", "1/second burst 60", "20000/day burst 1",
    ]

    /// Asks a limit without a pause that would change anything, for 60 seconds, and counts.
    private func admittedIn60Seconds(_ limiter: RateLimiter, _ time: TestTime, _ rules: [RateLimitRule]) -> Int {
        var admitted = 0
        var elapsed = Duration.zero
        while elapsed < .seconds(60) {
            let decision = limiter.admit("a", under: rules)
            if decision.isAllowed { admitted += 1 }
            // The next moment at which anything can change: the wait that the refusal tells.
            guard let wait = decision.retryAfter else { continue }
            time.advance(by: wait)
            elapsed += wait
        }
        return admitted
    }

    @Test(
        "Over 60 seconds a caller that never stops is admitted the burst and the quota, within one", arguments: limits)
    func exact(text: String) throws {
        let limit = try RateLimit(parsing: text)
        guard limit.quota * 60 / limit.windowSeconds < 1_000_000 else { return try exactOverOneSecond(limit) }
        let time = TestTime()
        let limiter = RateLimiter(now: time.now)
        let rules = [RateLimitRule(name: "r", scope: 0, limit: limit)]
        let quota = limit.quota * 60 / limit.windowSeconds
        let first = admittedIn60Seconds(limiter, time, rules)
        #expect(abs(first - (limit.burst - 1 + quota)) <= 1)
        // With the burst spent it is the quota alone.
        #expect(abs(admittedIn60Seconds(limiter, time, rules) - quota) <= 1)
    }

    private func exactOverOneSecond(_ limit: RateLimit) throws {
        let time = TestTime()
        let limiter = RateLimiter(now: time.now)
        let rules = [RateLimitRule(name: "r", scope: 0, limit: limit)]
        var admitted = 0
        // 20,000 requests as early as they are admitted: the time they take is exact to the nanosecond.
        while admitted < 20_000 {
            let decision = limiter.admit("a", under: rules)
            if decision.isAllowed { admitted += 1 }
            if let wait = decision.retryAfter { time.advance(by: wait) }
        }
        let expected = Int64(20_000 - limit.burst) * 1_000_000_000 / Int64(limit.quota)
        #expect(abs(time.now() - 1_000 - expected) <= 1)
    }

    @Test("Whoever waits as long as told is admitted, every time", arguments: 0..<UInt64(12))
    func obedience(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let time = TestTime()
        let limiter = RateLimiter(now: time.now)
        for scope: UInt32 in 0..<10 {
            let quota = Int.random(in: 1...5_000, using: &random)
            let limit = try RateLimit(
                quota: quota, perSeconds: Int.random(in: 1...90_000, using: &random),
                burst: Int.random(in: 1...quota, using: &random))
            let rules = [RateLimitRule(name: "r", scope: scope, limit: limit)]
            for _ in 0..<60 {
                time.advance(by: .nanoseconds(Int64.random(in: 0...2_000_000_000, using: &random)))
                guard let wait = limiter.admit("a", under: rules).retryAfter else { continue }
                time.advance(by: wait - .nanoseconds(1))
                #expect(!limiter.admit("a", under: rules).isAllowed)
                time.advance(by: .nanoseconds(1))
                #expect(limiter.admit("a", under: rules).isAllowed)
            }
        }
    }

    @Test("In no interval are more admitted than the burst and the interval's share", arguments: 0..<UInt64(8))
    func everyInterval(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let time = TestTime()
        let limiter = RateLimiter(now: time.now)
        let limit = try RateLimit(
            quota: Int.random(in: 1...50, using: &random), perSeconds: Int.random(in: 1...20, using: &random),
            burst: Int.random(in: 1...20, using: &random))
        let rules = [RateLimitRule(name: "r", scope: 0, limit: limit)]
        var moments: [Int64] = []
        for _ in 0..<300 {
            time.advance(by: .nanoseconds(Int64.random(in: 0...300_000_000, using: &random)))
            if limiter.admit("a", under: rules).isAllowed { moments.append(time.now()) }
        }
        var crossed = 0
        for first in moments.indices {
            for last in moments.indices[first...] {
                let elapsed = Double(moments[last] - moments[first]) / 1e9
                let share = elapsed * Double(limit.quota) / Double(limit.windowSeconds)
                if Double(last - first + 1) > Double(limit.burst) + share + 1e-6 { crossed += 1 }
            }
        }
        #expect(crossed == 0)
    }

    @Test("What remains is exactly what can be had at once", arguments: 0..<UInt64(8))
    func remaining(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let time = TestTime()
        let limiter = RateLimiter(now: time.now)
        for scope: UInt32 in 0..<30 {
            let limit = try RateLimit(
                quota: Int.random(in: 1...999, using: &random), perSeconds: Int.random(in: 1...99, using: &random),
                burst: Int.random(in: 2...40, using: &random))
            let rules = [RateLimitRule(name: "r", scope: scope, limit: limit)]
            for _ in 0..<Int.random(in: 0...50, using: &random) {
                _ = limiter.admit("a", under: rules)
                time.advance(by: .nanoseconds(Int64.random(in: 0...50_000_000, using: &random)))
            }
            let decision = limiter.admit("a", under: rules)
            var expected = decision.remaining
            if decision.isAllowed, Bool.random(using: &random) {
                // Waiting for the reset gives exactly one more, until the bucket is full.
                time.advance(by: decision.reset)
                if decision.reset > .zero { expected += 1 }
            }
            #expect((0..<50).count { _ in limiter.admit("a", under: rules).isAllowed } == expected)
        }
    }
}
