import Testing

@testable import Gatehouse

@Suite("The rate limiter")
struct RateLimiterTests {
    private let time = TestTime()

    private func rules(_ text: String) throws -> [RateLimitRule] {
        RateLimitRule.rules(named: "default", firstScope: 1, limits: try RateLimit.list(parsing: text))
    }

    private func admitted(_ limiter: RateLimiter, _ key: String, _ rules: [RateLimitRule], of count: Int) -> Int {
        (0..<count).count { _ in limiter.admit(key, under: rules).isAllowed }
    }

    @Test("The first request over the burst is refused, with the exact wait")
    func refusal() throws {
        let limiter = RateLimiter(now: time.now)
        let rules = try rules("60/minute burst 3")
        #expect(admitted(limiter, "a", rules, of: 3) == 3)
        time.advance(by: .milliseconds(250))
        let refused = limiter.admit("a", under: rules)
        #expect(!refused.isAllowed)
        #expect(refused.retryAfter == .milliseconds(750))
        #expect(refused.remaining == 0)
        #expect(refused.quota == 60)
    }

    @Test("A refused request consumes nothing")
    func refusedConsumesNothing() throws {
        let limiter = RateLimiter(now: time.now)
        let rules = try rules("1/second")
        #expect(admitted(limiter, "a", rules, of: 1_000) == 1)
        time.advance(by: .seconds(1))
        #expect(limiter.admit("a", under: rules).isAllowed)
    }

    @Test("Where one of several limits refuses, none is consumed")
    func allOrNothing() throws {
        let limiter = RateLimiter(now: time.now)
        let server = RateLimitRule(name: "server", scope: 1, limit: try RateLimit(parsing: "10/hour"))
        let tool = RateLimitRule(name: "tool", scope: 2, limit: try RateLimit(parsing: "1/minute"))
        #expect(admitted(limiter, "a", [server, tool], of: 100) == 1)
        #expect(limiter.admit("a", under: [server, tool]).rule?.name == "tool")
        #expect(admitted(limiter, "a", [server], of: 100) == 9)
    }

    @Test("One caller's requests do not count against another's")
    func callers() throws {
        let limiter = RateLimiter(now: time.now)
        let rules = try rules("2/minute")
        #expect(admitted(limiter, "a", rules, of: 9) == 2)
        #expect(admitted(limiter, "b", rules, of: 9) == 2)
    }

    @Test("Identities that only Unicode normalization makes equal are different callers")
    func normalization() {
        #expect(RateLimitKey("é") != RateLimitKey("e\u{301}"))
        #expect(RateLimitKey("issuer subject") == RateLimitKey("issuer " + "subject"))
    }

    @Test("Scopes have buckets of their own")
    func scopes() throws {
        let limiter = RateLimiter(now: time.now)
        let limit = try RateLimit(parsing: "2/minute")
        for scope: UInt32 in [0, 1, .max] {
            #expect(admitted(limiter, "a", [RateLimitRule(name: "r", scope: scope, limit: limit)], of: 9) == 2)
        }
    }

    @Test("A decision has the numbers of the limit with the fewest requests remaining")
    func mostRestrictive() throws {
        let limiter = RateLimiter(now: time.now)
        let decision = limiter.admit("a", under: try rules("100/second; 5/minute; 50/hour"))
        #expect(decision.isAllowed)
        #expect(decision.rule?.name == "default-60s")
        #expect(decision.quota == 5)
        #expect(decision.remaining == 4)
        #expect(decision.reset == .seconds(12))
        #expect(decision.retryAfter == nil)
    }

    @Test("Of several limits that refuse, the longest wait is told, and obeying it is enough")
    func longestWait() throws {
        let limiter = RateLimiter(now: time.now)
        let rules = try rules("2/second; 2/minute")
        #expect(admitted(limiter, "a", rules, of: 3) == 2)
        let wait = try #require(limiter.admit("a", under: rules).retryAfter)
        #expect(wait == .seconds(30))
        time.advance(by: wait)
        #expect(limiter.admit("a", under: rules).isAllowed)
    }

    @Test("Without rules everything is admitted")
    func noRules() {
        let decision = RateLimiter(now: time.now).admit("a", under: [])
        #expect(decision.isAllowed)
        #expect(decision.rule == nil)
        #expect(decision.quota == nil)
    }

    @Test("A clock that jumps back or to its end neither traps nor gives requests back")
    func clock() throws {
        let limiter = RateLimiter(now: time.now)
        let rules = try rules("2/minute")
        #expect(admitted(limiter, "a", rules, of: 5) == 2)
        time.advance(by: .nanoseconds(-5_000))
        #expect(admitted(limiter, "a", rules, of: 5) == 0)
        time.advance(by: .nanoseconds(Int64.max / 2))
        #expect(admitted(limiter, "a", rules, of: 5) == 2)
    }

    @Test("Threads that ask at once are admitted no more often than one")
    func concurrent() async throws {
        let limiter = RateLimiter(now: time.now)
        let rules = try rules("1000/minute")
        let total = await withTaskGroup(of: Int.self) { group in
            for _ in 0..<8 {
                group.addTask { (0..<500).count { _ in limiter.admit("a", under: rules).isAllowed } }
            }
            return await group.reduce(0, +)
        }
        #expect(total == 1_000)
    }

    @Test("The monotonic clock moves on")
    func monotonic() {
        let now = RateLimiter.monotonicClock()
        let first = now()
        #expect(first >= 0)
        #expect(now() >= first)
    }
}
