import Synchronization
import Testing

@testable import Gatehouse

@Suite("Limits that several servers count together", .timeLimit(.minutes(1)))
struct SharedRateLimitTests {
    private func server(_ shared: SharedRateLimits, _ limits: RateLimits = "4/hour") throws -> Server {
        try Server.limited([LimitPolicy("x", limits)], tools: [.plain()]) { $0.limits.shared = shared }
    }

    @Test("Servers that share a store give a caller together what one of them would")
    func together() async throws {
        let store = InMemoryRateLimitStore()
        let servers = try (0..<2).map { _ in try server(SharedRateLimits(store, whenStoreFails: .refuses)) }
        var statuses: [Int] = []
        for turn in 0..<6 { statuses.append(await servers[turn % 2].answer(.plain()).status) }
        #expect(statuses == [200, 200, 200, 200, 429, 429])
        let refused = await servers[0].answer(.plain())
        #expect(refused.data?["limit"] == "4/hour")
        #expect(refused.fields("Retry-After").first.flatMap(Int.init).map { (800...900).contains($0) } == true)
    }

    @Test("Where the store fails a server gives its part by itself, and comes back to the store")
    func alone() async throws {
        let store = FaultyStore()
        let clock = TestClock()
        let shared = SharedRateLimits(store, whenStoreFails: .countsAlone(of: 2), clock: clock)
        let server = try server(shared)
        #expect(await server.answer(.plain()).status == 200)
        store.fails(true)
        #expect(await server.statuses((0..<3).map { _ in .plain() }) == [200, 200, 429])
        // It was asked once, and then left alone.
        #expect(store.asked == 2)
        store.fails(false)
        clock.advance(by: .milliseconds(1_300))
        #expect(await server.statuses((0..<4).map { _ in .plain() }) == [200, 200, 200, 429])
    }

    @Test("Where it is to refuse it does, with 503 and a time to try again")
    func closed() async throws {
        let store = FaultyStore()
        store.fails(true)
        let server = try server(SharedRateLimits(store, whenStoreFails: .refuses, clock: TestClock()))
        let refused = await server.answer(.plain())
        #expect(refused.refusal == "503 503 Limits cannot be counted at the moment; retry in 1 s")
        #expect(refused.fields("Retry-After") == ["1"])
    }

    @Test("A store that does not answer in time is one that fails")
    func late() async throws {
        let store = FaultyStore()
        store.hangs()
        let shared = SharedRateLimits(store, whenStoreFails: .countsAlone(of: 1), timeout: .milliseconds(20))
        let server = try server(shared)
        let start = ContinuousClock.now
        #expect(await server.answer(.plain()).status == 200)
        #expect(start.duration(to: .now) < .seconds(10))
        #expect(store.asked == 1)
        store.letGo()
    }
}

/// A store that fails or hangs when it is told to.
private final class FaultyStore: RateLimitStore {
    private struct Broken: Error {}

    private let store = InMemoryRateLimitStore()
    private let gate = Gate()
    private let state = Mutex((fails: false, hangs: false, asked: 0))

    var asked: Int { state.withLock { $0.asked } }

    func fails(_ fails: Bool) { state.withLock { $0.fails = fails } }
    func hangs() { state.withLock { $0.hangs = true } }
    func letGo() { gate.open() }

    func admit(_ demands: [RateLimitDemand]) async throws -> [RateLimitAnswer] {
        let (fails, hangs) = state.withLock { state in
            state.asked += 1
            return (state.fails, state.hangs)
        }
        if hangs { await gate.wait() }
        if fails { throw Broken() }
        return store.admit(demands)
    }

    func correct(_ demands: [RateLimitDemand]) async throws {
        if state.withLock({ $0.fails }) { throw Broken() }
        store.correct(demands)
    }
}
