import Testing

@testable import Gatehouse

@Suite("The memory of the rate limiter")
struct RateLimiterMemoryTests {
    private let time = TestTime()

    private func rule(_ text: String, scope: UInt32 = 0) throws -> RateLimitRule {
        RateLimitRule(name: "r", scope: scope, limit: try RateLimit(parsing: text))
    }

    /// A million takes minutes where nothing is optimized; what a bucket takes does not depend on their number.
    private static var many: Int {
        #if DEBUG
            100_000
        #else
            1_000_000
        #endif
    }

    @Test("Many callers take no more than the bound, and a million at most 64 MiB", arguments: [10_000, many])
    func bound(keys: Int) throws {
        let limiter = RateLimiter(maximumKeys: keys, now: time.now)
        let rules = [try rule("60/minute")]
        for caller in 0..<max(keys, 20_000) { _ = limiter.admit("caller \(caller)", under: rules) }
        let usage = limiter.usage()
        #expect(usage.buckets <= keys)
        #expect(usage.buckets > keys * 9 / 10)
        #expect(usage.bytes <= keys * (64 << 20) / 1_000_000)
    }

    @Test("A flood of fresh callers does not give a caller its requests back")
    func flood() throws {
        let limiter = RateLimiter(maximumKeys: 2_000, now: time.now)
        let rules = [try rule("60/minute")]
        for _ in 0..<60 { _ = limiter.admit("victim", under: rules) }
        for caller in 0..<8_000 {
            _ = limiter.admit("attacker \(caller)", under: rules)
            if caller.isMultiple(of: 200) { #expect(!limiter.admit("victim", under: rules).isAllowed) }
        }
        #expect(!limiter.admit("victim", under: rules).isAllowed)
        #expect(limiter.usage().forgotten > 0)
    }

    @Test("A full table refuses nobody: a newcomer gets a bucket of its own")
    func failsOpen() throws {
        let limiter = RateLimiter(maximumKeys: 16, now: time.now)
        let rules = [try rule("2/minute")]
        for caller in 0..<500 {
            let decisions = (0..<3).map { _ in limiter.admit("caller \(caller)", under: rules).isAllowed }
            #expect(decisions == [true, true, false])
        }
        #expect(limiter.usage().buckets == 16)
    }

    @Test("Buckets that are full go first, before any that is not")
    func fullFirst() throws {
        let limiter = RateLimiter(maximumKeys: 100, now: time.now)
        let slow = [try rule("1/hour")]
        let fast = [try rule("1/second")]
        for caller in 0..<50 { _ = limiter.admit("slow \(caller)", under: slow) }
        for caller in 0..<50 { _ = limiter.admit("fast \(caller)", under: fast) }
        time.advance(by: .seconds(1))
        for caller in 0..<50 { _ = limiter.admit("newcomer \(caller)", under: slow) }
        #expect(limiter.usage().forgotten == 0)
        #expect((0..<50).allSatisfy { !limiter.admit("slow \($0)", under: slow).isAllowed })
        _ = limiter.admit("one more", under: slow)
        #expect(limiter.usage() == .init(buckets: 100, bytes: limiter.usage().bytes, forgotten: 1))
    }

    @Test("Buckets that have filled again make room before the table grows")
    func reuse() throws {
        let limiter = RateLimiter(maximumKeys: 1_000, now: time.now)
        let rules = [try rule("10/second")]
        for caller in 0..<10_000 {
            _ = limiter.admit("caller \(caller)", under: rules)
            time.advance(by: .milliseconds(50))
        }
        #expect(limiter.usage().buckets <= 8)
    }

    @Test("A bound out of range becomes the nearest one", arguments: [Int.min, 0, 1])
    func smallest(keys: Int) throws {
        let limiter = RateLimiter(maximumKeys: keys, now: time.now)
        let rules = [try rule("1/hour"), try rule("1/hour", scope: 1)]
        for caller in 0..<10 { #expect(limiter.admit("caller \(caller)", under: rules).isAllowed) }
        #expect(limiter.usage().buckets == 1)
    }

    @Test("A table holds what a dictionary would, whatever is inserted and dropped", arguments: 0..<UInt64(6))
    func model(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        var table = RateLimitTable(bound: 64)
        var model: [Int: Int64] = [:]
        for step in 0..<5_000 {
            let caller = Int.random(in: 0..<200, using: &random)
            // Different moments, so that it is clear which bucket goes.
            let moment = Int64.random(in: 1...1_000_000, using: &random) * 5_000 + Int64(step)
            if model[caller] == nil, model.count == 64, let victim = model.min(by: { $0.value < $1.value }) {
                model[victim.key] = nil
            }
            model[caller] = moment
            // Before every moment, so that none counts as full and rebuilding drops nothing.
            table.set(.init(nanoseconds: moment, first: 7), of: RateLimitKey("\(caller)"), in: 3, at: 0)
        }
        #expect(table.count == model.count)
        for caller in 0..<200 {
            let cell = table.cell(of: RateLimitKey("\(caller)"), in: 3)
            #expect(cell.nanoseconds == model[caller] ?? 0)
            #expect(table.cell(of: RateLimitKey("\(caller)"), in: 4).nanoseconds == 0)
        }
    }
}
