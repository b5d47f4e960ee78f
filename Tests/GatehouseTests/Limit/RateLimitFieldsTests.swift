import Testing

@testable import Gatehouse

@Suite("The header fields of rate limits")
struct RateLimitFieldsTests {
    private let time = TestTime()

    private func fields(_ name: String, _ text: String, requests: Int) throws -> [Reply.Field] {
        let limiter = RateLimiter(now: time.now)
        let rules = RateLimitRule.rules(named: name, firstScope: 0, limits: try RateLimit.list(parsing: text))
        var decision = limiter.admit("a", under: rules)
        for _ in 1..<requests { decision = limiter.admit("a", under: rules) }
        return RateLimitFields(rules: rules).fields(for: decision)
    }

    @Test("A refusal says when to try again, in seconds rounded up")
    func refusal() throws {
        #expect(
            try fields("default", "40/minute burst 2", requests: 3) == [
                Reply.Field("RateLimit-Policy", "\"default\";q=40;w=60"),
                Reply.Field("RateLimit", "\"default\";r=0;t=2"),
                Reply.Field("Retry-After", "2"),
            ])
    }

    @Test("An admitted request has no Retry-After")
    func admitted() throws {
        #expect(
            try fields("default", "60/minute", requests: 1) == [
                Reply.Field("RateLimit-Policy", "\"default\";q=60;w=60"),
                Reply.Field("RateLimit", "\"default\";r=59;t=1"),
            ])
    }

    @Test("Several policies are joined, and the most restrictive one is told in RateLimit")
    func several() throws {
        #expect(
            try fields("server", "10/second; 500/hour", requests: 2) == [
                Reply.Field("RateLimit-Policy", "\"server-1s\";q=10;w=1, \"server-3600s\";q=500;w=3600"),
                Reply.Field("RateLimit", "\"server-1s\";r=8;t=1"),
            ])
    }

    @Test("Without rules there are no fields")
    func none() {
        #expect(RateLimitFields(rules: []).fields(for: .unlimited).isEmpty)
    }

    @Test(
        "Whatever a policy is called, the values parse as structured fields",
        arguments: [
            ("plain", "plain"), ("a \"quoted\" \\ name", "a \"quoted\" \\ name"), ("tools/größe", "tools/gr??e"),
            ("x\r\nSet-Cookie: a=b", "x??Set-Cookie: a=b"), ("", ""), ("\u{7F}\0", "??"), (";q=1,\"", ";q=1,\""),
        ]
    )
    func parse(name: String, visible: String) throws {
        for requests in 1...4 {
            let fields = try fields(name, "3/minute", requests: requests)
            let policy = try StructuredFieldParser.list(try #require(fields.first).value)
            #expect(policy == [.init(value: visible, parameters: ["q": 3, "w": 60])])
            let limit = try StructuredFieldParser.list(fields[1].value)
            #expect(limit == [.init(value: visible, parameters: ["r": max(0, 3 - requests), "t": 20])])
        }
    }

    @Test("The largest numbers are still Integers of RFC 9651")
    func largest() throws {
        let fields = try fields("big", "1000000000/second; 1/366 days", requests: 2)
        let policy = try StructuredFieldParser.list(fields[0].value)
        #expect(policy.map(\.parameters) == [["q": 1_000_000_000, "w": 1], ["q": 1, "w": 31_622_400]])
        #expect(fields[2] == Reply.Field("Retry-After", "31622400"))
    }
}
