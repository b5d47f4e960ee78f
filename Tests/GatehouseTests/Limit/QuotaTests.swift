import Synchronization
import Testing

@testable import Gatehouse

@Suite("Quotas by the calendar")
struct QuotaTests {
    /// 2026-02-28T23:59:50Z.
    private static let lateInFebruary: Int64 = 1_772_323_190_000

    private func server(_ quotas: Quotas, _ ledger: QuotaLedger, _ limits: RateLimits = []) throws -> Server {
        try Server.limited([LimitPolicy("plan", limits, quotas: quotas)], tools: [.plain()]) {
            $0.limits.quotas = ledger
        }
    }

    @Test("A quota used up is refused until its period ends, which header fields and error tell")
    func usedUp() async throws {
        let day = TestDay(Self.lateInFebruary)
        let server = try server("2/day", QuotaLedger(now: day.now))
        let first = await server.answer(.plain())
        #expect(first.fields("RateLimit-Policy") == ["\"plan-day\";q=2;w=86400"])
        #expect(first.fields("RateLimit") == ["\"plan-day\";r=1;t=10"])
        _ = await server.answer(.plain())
        let refused = await server.answer(.plain())
        #expect(refused.status == 429)
        #expect(
            refused.message == "Too many requests: the limit \"plan-day\" is 2/day; retry in 10000 ms")
        #expect(refused.fields("Retry-After") == ["10"])
        #expect(await server.answer(.plain(as: "bob")).status == 200)
        day.advance(by: 9_999)
        #expect(await server.answer(.plain()).status == 429)
        day.advance(by: 1)
        #expect(await server.answer(.plain()).status == 200)
    }

    @Test("A month is as long as the calendar's, and several quotas hold together")
    func month() async throws {
        let day = TestDay(Self.lateInFebruary)
        let server = try server("10/day; 3/month", QuotaLedger(now: day.now))
        #expect(await server.statuses((0..<4).map { _ in .plain() }) == [200, 200, 200, 429])
        day.advance(by: 10_000)
        let answer = await server.answer(.plain())
        #expect(answer.fields("RateLimit-Policy") == ["\"plan-day\";q=10;w=86400, \"plan-month\";q=3;w=2678400"])
        #expect(answer.fields("RateLimit") == ["\"plan-month\";r=2;t=2678400"])
    }

    @Test(
        "A period begins and ends with the calendar's, in UTC",
        arguments: [
            (Int64(0), Int64(0), Int64(31 * 86_400_000)), (-1, -31 * 86_400_000, 0),
            (1_772_323_190_000, 1_769_904_000_000, 1_772_323_200_000),
            (1_709_164_800_000, 1_706_745_600_000, 1_709_251_200_000),
            (1_798_761_599_999, 1_796_083_200_000, 1_798_761_600_000),
        ] as [(Int64, Int64, Int64)])
    func periods(time: Int64, start: Int64, end: Int64) {
        let month = QuotaPeriod(.month, at: time)
        #expect(month.start == start)
        #expect(month.end == end)
        let day = QuotaPeriod(.day, at: time)
        #expect(day.start <= time && time < day.end && day.end - day.start == 86_400_000)
    }

    @Test("No time traps", arguments: [Int64.min, .max])
    func extremes(time: Int64) {
        #expect(QuotaPeriod(.month, at: time).start < QuotaPeriod(.month, at: time).end)
    }

    @Test("What a limit refuses uses no quota, and what a quota refuses uses no limit")
    func allOrNothing() async throws {
        let day = TestDay(Self.lateInFebruary)
        let ledger = QuotaLedger(now: day.now)
        let one = try server("5/day", ledger, "1/hour")
        #expect(await one.statuses((0..<4).map { _ in .plain() }) == [200, 429, 429, 429])
        let two = try server("5/day", ledger, "9/hour fixed")
        #expect(await two.answer(.plain()).fields("RateLimit") == ["\"plan-day\";r=3;t=10"])
        #expect(await two.statuses((0..<9).map { _ in .plain() }).count { $0 == 200 } == 3)
        day.advance(by: 10_000)
        // Four of nine are used: those that the quota refused are not among them.
        let fields = await two.answer(.plain()).fields("RateLimit")
        #expect(fields.first?.hasPrefix("\"plan\";r=4;t=") == true)
        #expect(await two.statuses((0..<4).map { _ in .plain() }) == [200, 200, 200, 200])
    }

    @Test("What was used is known after a restart, and nothing is lost where it was flushed")
    func restart() async throws {
        let day = TestDay(Self.lateInFebruary)
        let store = InMemoryQuotaStore()
        let ledger = QuotaLedger(store, writesEvery: .seconds(3_600), now: day.now)
        #expect(await (try server("3/day", ledger)).statuses([.plain(), .plain()]) == [200, 200])
        try await ledger.flush()
        let again = QuotaLedger(store, now: day.now)
        #expect(await (try server("3/day", again)).statuses([.plain(), .plain()]) == [200, 429])
    }

    @Test("With no delay a request waits until it is written down")
    func atOnce() async throws {
        let day = TestDay(Self.lateInFebruary)
        let store = InMemoryQuotaStore()
        let server = try server("3/day", QuotaLedger(store, writesEvery: .zero, now: day.now))
        _ = await server.answer(.plain())
        let again = try self.server("3/day", QuotaLedger(store, writesEvery: .zero, now: day.now))
        #expect(await again.answer(.plain()).fields("RateLimit") == ["\"plan-day\";r=1;t=10"])
    }

    @Test("While the store fails, quotas count in memory, or refuse, as they are told; nothing is lost")
    func failing() async throws {
        let day = TestDay(Self.lateInFebruary)
        let store = BrokenQuotaStore()
        let closed = try server("3/day", QuotaLedger(store, whenStoreFails: .closed, now: day.now))
        let refused = await closed.answer(.plain())
        #expect(refused.refusal == "503 503 What you have used of your quota is not known at the moment; retry in 1 s")
        #expect(refused.fields("Retry-After") == ["1"])
        let ledger = QuotaLedger(store, writesEvery: .seconds(3_600), now: day.now)
        let open = try server("3/day", ledger)
        #expect(await open.statuses((0..<4).map { _ in .plain() }) == [200, 200, 200, 429])
        await #expect(throws: BrokenQuotaStore.Broken.self) { try await ledger.flush() }
        store.mend()
        try await ledger.flush()
        try await ledger.flush()
        #expect(store.written == 3)
    }

    @Test("A correction counts too, and what turned out to cost nothing gives the quota back")
    func corrected() async throws {
        let day = TestDay(Self.lateInFebruary)
        let tool = Tool(name: "add", description: "", input: Operands.self) { operands, _ in
            Sum(sum: operands.a &+ operands.b)
        }
        let server = try Server.limited(
            [LimitPolicy("units", quotas: "100/day", cost: .fixed(10).corrected(by: "/sum"))], tools: [tool]
        ) { $0.limits.quotas = QuotaLedger(now: day.now) }
        _ = await server.answer(.call("add", ["a": 0, "b": 0]))
        _ = await server.answer(.call("add", ["a": 20, "b": 5]))
        #expect(await server.answer(.call("add", ["a": 0, "b": 0])).fields("RateLimit") == ["\"units-day\";r=65;t=10"])
    }

    @Test("Counts in memory are bounded, and what was forgotten is asked for again")
    func bounded() async throws {
        let day = TestDay(Self.lateInFebruary)
        let ledger = QuotaLedger(InMemoryQuotaStore(), writesEvery: .zero, maximumKept: 16, now: day.now)
        let server = try server("2/day", ledger)
        for _ in 0..<2 {
            for caller in 0..<50 { #expect(await server.answer(.plain(as: "caller\(caller)")).status == 200) }
        }
        for caller in 0..<50 { #expect(await server.answer(.plain(as: "caller\(caller)")).status == 429) }
        #expect(ledger.kept <= 16)
    }

    @Test("Callers that ask at once get the quota, and not one more")
    func concurrent() async throws {
        let day = TestDay(Self.lateInFebruary)
        let server = try server("100/day", QuotaLedger(now: day.now))
        let admitted = await withTaskGroup(of: Int.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    var count = 0
                    for _ in 0..<30 where await server.answer(.plain()).status == 200 { count += 1 }
                    return count
                }
            }
            return await group.reduce(0, +)
        }
        #expect(admitted == 100)
    }
}

/// A store that fails until it is mended.
private final class BrokenQuotaStore: QuotaStore {
    struct Broken: Error {}

    private let store = InMemoryQuotaStore()
    private let state = Mutex((isBroken: true, written: Int64(0)))

    var written: Int64 { state.withLock { $0.written } }

    func mend() { state.withLock { $0.isBroken = false } }

    private func check() throws {
        if state.withLock({ $0.isBroken }) { throw Broken() }
    }

    func used(_ keys: [QuotaCount.Key]) async throws -> [Int64] {
        try check()
        return store.used(keys)
    }

    func add(_ changes: [QuotaCount]) async throws {
        try check()
        store.add(changes)
        state.withLock { $0.written += changes.reduce(0) { $0 + $1.used } }
    }

    func removeEnded(at time: Int64, limit: Int) async throws -> Int {
        try check()
        return store.removeEnded(at: time, limit: limit)
    }
}
