import Synchronization
import Testing

@testable import Gatehouse

@Suite("The pace of the log", .timeLimit(.minutes(1)))
struct LogPaceTests {
    /// A clock that is set by hand, with what is to happen later.
    private final class Time: Sendable {
        struct State {
            var now = Duration.zero
            var later: [(at: Duration, body: @Sendable () -> Void)] = []
        }

        let state = Mutex(State())
        let told = Mutex<[[LogPace.LeftOut]]>([])

        func pace(_ limit: Int) -> LogPace {
            LogPace(
                linesPerSecond: limit, now: { self.state.withLock { $0.now } },
                later: { delay, body in self.state.withLock { $0.later.append(($0.now + delay, body)) } },
                tell: { leftOut in self.told.withLock { $0.append(leftOut) } })
        }

        func advance(_ duration: Duration) {
            let due = state.withLock { state in
                state.now += duration
                let due = state.later.filter { $0.at <= state.now }
                state.later.removeAll { $0.at <= state.now }
                return due
            }
            for one in due { one.body() }
        }

        var summaries: [String] { told.withLock { $0.map(\.summary) } }
        var waiting: Int { state.withLock { $0.later.count } }
    }

    @Test("So many lines of a kind pass in a second, and the rest is told once when the second is over")
    func bound() {
        let time = Time()
        let pace = time.pace(3)
        #expect((0..<10).map { _ in pace.allows("a") } == [true, true, true] + [Bool](repeating: false, count: 7))
        #expect(pace.allows("b"))
        #expect(time.summaries.isEmpty)
        time.advance(.milliseconds(999))
        #expect(!pace.allows("a"))
        time.advance(.milliseconds(1))
        #expect(time.summaries == ["a: 8"])
        #expect(time.waiting == 0)
        #expect(pace.allows("a"))
    }

    @Test("In every second of a flood one line is told, and none is once it is over")
    func flood() {
        let time = Time()
        let pace = time.pace(2)
        var passed = 0
        for _ in 0..<50 {
            for _ in 0..<10 where pace.allows("a") { passed += 1 }
            time.advance(.milliseconds(100))
        }
        time.advance(.seconds(5))
        #expect(passed == 10)
        #expect(time.summaries == [String](repeating: "a: 98", count: 5))
        #expect(time.waiting == 0)
    }

    @Test("Nobody is woken where nothing was left out")
    func quiet() {
        let time = Time()
        let pace = time.pace(2)
        #expect(pace.allows("a"))
        #expect(time.waiting == 0)
        time.advance(.seconds(2))
        #expect(pace.allows("a") && pace.allows("a"))
        #expect(time.summaries.isEmpty)
    }

    @Test("Kinds are bounded in number, and those beyond share one")
    func kinds() {
        let time = Time()
        let pace = time.pace(1)
        for kind in 0..<1_000 { _ = pace.allows("kind \(kind)") }
        time.advance(.seconds(1))
        #expect(time.summaries == ["other: 743"])
    }

    @Test("Those with most are named, and the others counted")
    func summary() {
        let leftOut = (1...10).map { LogPace.LeftOut(kind: "k\($0)", count: $0) }
        #expect(leftOut.total == 55)
        #expect(leftOut.summary == "k10: 10, k9: 9, k8: 8, k7: 7, k6: 6, k5: 5, k4: 4, k3: 3, 2 other kinds")
    }

    @Test("Only refusals before the caller is known are bounded, by step and code")
    func records() async throws {
        let seen = SeenRequests()
        let server = try Samples.server(observer: seen)
        _ = await server.answer(.call("echo", ["text": "x"]))
        _ = await server.answer(.call("missing", [:]))
        _ = await server.answer(.call("echo", ["text": "x"], as: "forged"))
        #expect(seen.records.map(\.boundedKind).prefix(2) == [nil, nil])
        #expect(seen.records.last?.boundedKind?.hasPrefix("request refused by authenticate with ") == true)
    }
}
