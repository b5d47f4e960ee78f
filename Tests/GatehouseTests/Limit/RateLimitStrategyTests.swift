import Testing

@testable import Gatehouse

@Suite("The strategies of rate limits")
struct RateLimitStrategyTests {
    private func rule(_ text: String) throws -> RateLimitRule {
        RateLimitRule(name: "r", scope: 7, limit: try RateLimit(parsing: text))
    }

    private func admitted(_ limiter: RateLimiter, _ rules: [RateLimitRule], of count: Int) -> Int {
        (0..<count).count { _ in limiter.admit("a", under: rules).isAllowed }
    }

    @Test(
        "Whatever is asked, when, and at what cost, a limit decides as its definition does",
        arguments: RateLimitStrategy.all, 0..<UInt64(10))
    func model(strategy: RateLimitStrategy, seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let quota = Int.random(in: 1...12, using: &random)
        let seconds = Int.random(in: 1...7, using: &random)
        let limit = try RateLimit(
            quota: quota, perSeconds: seconds,
            burst: strategy == .bucket ? Int.random(in: 1...15, using: &random) : nil, strategy: strategy)
        let time = TestTime(Int64.random(in: 1...20_000_000_000, using: &random))
        let limiter = RateLimiter(now: time.now)
        let rules = [RateLimitRule(name: "r", scope: 1, limit: limit)]
        let key = RateLimitKey("a")
        var reference = ReferenceLimit(limit)
        for _ in 0..<400 {
            let now = time.now()
            let cost = Bool.random(using: &random) ? 1 : Int.random(in: 1...(quota + 1), using: &random)
            let wait = reference.wait(for: cost, at: now)
            #expect(limiter.preview(key, under: rules, cost: cost).isAllowed == (wait == 0))
            let decision = limiter.admit(key, under: rules, cost: cost)
            #expect(decision.isAllowed == (wait == 0), "\(limit) at \(now)")
            if wait == 0 { reference.count(cost, at: now) } else { #expect(decision.retryAfter == .nanoseconds(wait)) }
            #expect(decision.remaining == reference.remaining(at: now))
            // More than a bucket holds is no cost to be given back to the day.
            if wait == 0, cost <= quota, Int.random(in: 0..<5, using: &random) == 0 {
                let part = Int.random(in: 1...cost, using: &random)
                limiter.refund(part, of: decision, to: key, under: rules)
                reference.refundLast(part)
                #expect(limiter.preview(key, under: rules, cost: 0).remaining == reference.remaining(at: now))
            }
            time.advance(by: step(wait, seconds, &random))
        }
    }

    /// A time to wait: to the edge, just before it, just behind it, a whole window, or any.
    private func step(_ wait: Int64, _ seconds: Int, _ random: inout SplitMix64) -> Duration {
        switch Int.random(in: 0..<8, using: &random) {
        case 0, 1: .zero
        case 2: .nanoseconds(max(0, wait - 1))
        case 3, 4: .nanoseconds(wait)
        case 5: .nanoseconds(wait + 1)
        case 6: .seconds(seconds)
        default: .nanoseconds(Int64.random(in: 0...Int64(seconds) * 1_500_000_000, using: &random))
        }
    }

    @Test("A fixed window has the quota, ends to the nanosecond, and the next request opens another one")
    func fixedEdges() throws {
        let time = TestTime()
        let limiter = RateLimiter(now: time.now)
        let rules = [try rule("3/10 seconds fixed")]
        #expect(admitted(limiter, rules, of: 9) == 3)
        time.advance(by: .seconds(10) - .nanoseconds(1))
        #expect(limiter.admit("a", under: rules).retryAfter == .nanoseconds(1))
        time.advance(by: .nanoseconds(1))
        #expect(admitted(limiter, rules, of: 9) == 3)
    }

    @Test("A moving window forgets each request by itself, to the nanosecond")
    func movingEdges() throws {
        let time = TestTime()
        let limiter = RateLimiter(now: time.now)
        let rules = [try rule("2/10 seconds moving")]
        #expect(admitted(limiter, rules, of: 1) == 1)
        time.advance(by: .seconds(4))
        #expect(admitted(limiter, rules, of: 9) == 1)
        #expect(limiter.admit("a", under: rules).retryAfter == .seconds(6))
        time.advance(by: .seconds(6) - .nanoseconds(1))
        #expect(admitted(limiter, rules, of: 1) == 0)
        time.advance(by: .nanoseconds(1))
        #expect(admitted(limiter, rules, of: 9) == 1)
        #expect(limiter.admit("a", under: rules).retryAfter == .seconds(4))
    }

    @Test("A sliding window takes of the window before what still lies within its length")
    func slidingEdges() throws {
        // At the beginning of a window of the limiter's clock.
        let time = TestTime(100_000_000_000)
        let limiter = RateLimiter(now: time.now)
        let rules = [try rule("10/10 seconds sliding")]
        #expect(admitted(limiter, rules, of: 20) == 10)
        time.advance(by: .seconds(10))
        #expect(limiter.admit("a", under: rules).retryAfter == .seconds(1))
        time.advance(by: .seconds(5))
        #expect(admitted(limiter, rules, of: 20) == 5)
        time.advance(by: .seconds(15))
        #expect(admitted(limiter, rules, of: 20) == 10)
    }

    @Test(
        "Over 60 seconds a caller that never stops is admitted the quota, within one, whoever counts",
        arguments: ["100/minute burst 1", "100/minute fixed", "100/minute moving", "100/minute sliding"])
    func exactOverAMinute(text: String) throws {
        let time = TestTime(60_000_000_000)
        let limiter = RateLimiter(now: time.now)
        let rules = [try rule(text)]
        // What came before the minute that is looked at, so that each strategy is in full swing.
        for _ in 0..<6_000 {
            _ = limiter.admit("a", under: rules)
            time.advance(by: .milliseconds(10))
        }
        var count = 0
        for _ in 0..<6_000 {
            if limiter.admit("a", under: rules).isAllowed { count += 1 }
            time.advance(by: .milliseconds(10))
        }
        #expect((99...101).contains(count))
    }

    @Test(
        "Threads that ask at once are admitted no more often than one",
        arguments: ["1000/minute", "1000/minute fixed", "1000/minute moving", "1000/minute sliding"])
    func writers(text: String) async throws {
        let limiter = RateLimiter(now: TestTime().now)
        let rules = [try rule(text)]
        let total = await withTaskGroup(of: Int.self) { group in
            for _ in 0..<8 {
                group.addTask { (0..<500).count { _ in limiter.admit("a", under: rules).isAllowed } }
            }
            return await group.reduce(0, +)
        }
        #expect(total == 1_000)
    }

    @Test("What turns out to cost more is paid back before the next request, however much it is")
    func debt() throws {
        for text in ["10/10 seconds", "10/10 seconds fixed", "10/10 seconds moving", "10/10 seconds sliding"] {
            let time = TestTime(100_000_000_000)
            let limiter = RateLimiter(now: time.now)
            let rules = [try rule(text)]
            let key = RateLimitKey("a")
            #expect(limiter.admit(key, under: rules).isAllowed)
            limiter.charge(1_000_000_000, to: key, under: rules)
            let refused = limiter.admit(key, under: rules)
            #expect(!refused.isAllowed)
            #expect(refused.remaining == 0)
            time.advance(by: .seconds(10))
            #expect(
                limiter.admit(key, under: rules).isAllowed
                    == ["10/10 seconds fixed", "10/10 seconds moving"].contains(text))
            time.advance(by: .seconds(366 * 86_400))
            #expect(limiter.admit(key, under: rules).isAllowed)
        }
    }

    @Test("A request that costs nothing is decided about and not counted, and no cost is too large to reckon with")
    func costs() throws {
        let limiter = RateLimiter(now: TestTime().now)
        let rules = [try rule("2/minute")]
        let key = RateLimitKey("a")
        for _ in 0..<9 { #expect(limiter.admit(key, under: rules, cost: 0).isAllowed) }
        #expect(limiter.admit(key, under: rules, cost: -5).remaining == 2)
        #expect(limiter.admit(key, under: rules, cost: .max).isAllowed)
        #expect(!limiter.admit(key, under: rules).isAllowed)
    }

    @Test("A preview says what a request would be told, and counts nothing", arguments: RateLimitStrategy.all)
    func preview(strategy: RateLimitStrategy) throws {
        let limiter = RateLimiter(now: TestTime().now)
        let limit = try RateLimit(quota: 3, perSeconds: 60, strategy: strategy)
        let rules = [RateLimitRule(name: "r", scope: 0, limit: limit)]
        for left in [2, 1, 0] {
            let previews = (0..<3).map { _ in limiter.preview("a", under: rules) }
            let decision = limiter.admit("a", under: rules)
            #expect(previews.allSatisfy { $0.isAllowed && $0.remaining == left && $0.reset == decision.reset })
            #expect(decision.remaining == left)
        }
        #expect(!limiter.preview("a", under: rules).isAllowed)
    }

    @Test("Logs are bounded in number and length, and the one that is over soonest makes room")
    func logs() throws {
        let time = TestTime()
        let limiter = RateLimiter(maximumKeys: 100, now: time.now)
        let rules = [try rule("10000/hour moving")]
        for caller in 0..<20 {
            for _ in 0..<3_000 { _ = limiter.admit("caller \(caller)", under: rules) }
            time.advance(by: .seconds(1))
        }
        let usage = limiter.usage()
        #expect(usage.bytes < 500_000)
        #expect(usage.forgotten > 0)
        #expect(limiter.preview("caller 19", under: rules).remaining == 6_999)
        #expect(limiter.preview("caller 0", under: rules).remaining == 9_999)
        for caller in 0..<1_000 { _ = limiter.admit("newcomer \(caller)", under: rules) }
        #expect(limiter.usage().buckets == 100)
    }
}
