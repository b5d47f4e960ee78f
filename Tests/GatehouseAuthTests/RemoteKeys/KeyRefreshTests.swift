import Gatehouse
import Testing

@testable import GatehouseAuth

@Suite("When keys are fetched")
struct KeyRefreshTests {
    /// The states as an object, which an expectation may change.
    private final class Machine {
        private var refresh: KeyRefresh

        init(at now: Duration = .zero) { refresh = KeyRefresh(RemoteKeyOptions(), at: now) }

        var attempts: Int { refresh.attempts }
        var failures: Int { refresh.failures }
        func beginIfDue(at now: Duration) -> Bool { refresh.beginIfDue(at: now) }
        func demand(at now: Duration) -> KeyRefresh.Demand { refresh.demand(at: now) }
        func keys(at now: Duration) -> KeySnapshot { refresh.keys(at: now) }
        func pause(at now: Duration) -> Duration { refresh.pause(at: now) }
        func patienceEnds(of attempt: Int) { refresh.patienceEnds(of: attempt) }
        func fail(at now: Duration, random: Double) { refresh.fail(at: now, random: random) }
        func finish(_ fetched: KeyRefresh.Fetched, at now: Duration, random: Double) {
            refresh.finish(fetched, at: now, random: random)
        }
    }

    private static func fetched(
        _ name: String = "a",
        lifetime: Duration? = nil
    ) throws -> KeyRefresh.Fetched {
        let digest = Array(name.utf8).withUnsafeBytes { TokenDigest($0) }
        let key = try TestKeys.verificationKey(.es256)
        return KeyRefresh.Fetched(digest: digest, snapshot: KeySnapshot([key]), lifetime: lifetime)
    }

    /// A machine that has fetched keys at second 0.
    private static func loaded(lifetime: Duration? = nil, random: Double = 0.5) throws -> Machine {
        let refresh = Machine()
        #expect(refresh.beginIfDue(at: .zero))
        refresh.finish(try fetched(lifetime: lifetime), at: .zero, random: random)
        return refresh
    }

    private static func isAnswer(_ demand: KeyRefresh.Demand) -> Bool {
        if case .answer = demand { true } else { false }
    }

    private static func isBegin(_ demand: KeyRefresh.Demand) -> Bool {
        if case .begin = demand { true } else { false }
    }

    private static func isWait(_ demand: KeyRefresh.Demand) -> Bool {
        if case .wait = demand { true } else { false }
    }

    @Test("The first fetch is due at once, and only one runs")
    func first() {
        let refresh = Machine(at: .seconds(7))
        #expect(!refresh.beginIfDue(at: .seconds(6)))
        #expect(refresh.beginIfDue(at: .seconds(7)))
        #expect(!refresh.beginIfDue(at: .seconds(7)))
        #expect(refresh.attempts == 1)
    }

    @Test("Keys are fetched ahead of the end of their time", arguments: [(0.0, 225), (0.5, 255), (0.999, 285)])
    func ahead(_ random: Double, _ second: Int) throws {
        let refresh = try Self.loaded(random: random)
        #expect(!refresh.beginIfDue(at: .seconds(second - 1)))
        #expect(refresh.pause(at: .seconds(second)) <= .seconds(1))
        #expect(refresh.beginIfDue(at: .seconds(second)))
    }

    @Test(
        "What the issuer says of the time counts within bounds",
        arguments: [(0, 30), (10, 30), (60, 60), (300, 300), (86_400, 300)])
    func lifetime(_ said: Int, _ counted: Int) throws {
        let refresh = try Self.loaded(lifetime: .seconds(said), random: 0)
        let due = Duration.seconds(counted) * 0.75
        #expect(!refresh.beginIfDue(at: due - .milliseconds(1)))
        #expect(refresh.beginIfDue(at: due))
    }

    @Test("After failures a fetch is due later each time, and no later than keys count")
    func backoff() throws {
        let refresh = try Self.loaded(random: 0)
        var now = Duration.seconds(225)
        var pauses: [Duration] = []
        for _ in 0..<8 {
            #expect(refresh.beginIfDue(at: now))
            refresh.fail(at: now, random: 0)
            let pause = refresh.pause(at: now)
            pauses.append(pause)
            now += pause
        }
        #expect(pauses == [10, 20, 40, 80, 160, 300, 300, 300].map { Duration.seconds($0) })
        #expect(refresh.failures == 8)
    }

    @Test("While there are no keys at all, it is tried again after a second, and after two")
    func coldBackoff() {
        let refresh = Machine()
        #expect(refresh.beginIfDue(at: .zero))
        refresh.fail(at: .zero, random: 0)
        #expect(refresh.pause(at: .zero) == .seconds(1))
        #expect(refresh.beginIfDue(at: .seconds(1)))
        refresh.fail(at: .seconds(1), random: 1)
        #expect(refresh.pause(at: .seconds(1)) == .milliseconds(2_400))
    }

    @Test("An unknown key makes a fetch due, but not within the cooldown after the last one began")
    func cooldown() throws {
        let refresh = try Self.loaded()
        #expect(Self.isAnswer(refresh.demand(at: .milliseconds(9_999))))
        #expect(Self.isBegin(refresh.demand(at: .seconds(10))))
        #expect(Self.isWait(refresh.demand(at: .seconds(10))))
        refresh.finish(try Self.fetched(), at: .seconds(12), random: 0.5)
        #expect(Self.isAnswer(refresh.demand(at: .seconds(19))))
        #expect(Self.isBegin(refresh.demand(at: .seconds(20))))
    }

    @Test("Nobody waits longer than the patience, nor for an issuer that is known to be down")
    func patience() throws {
        let refresh = try Self.loaded()
        #expect(Self.isBegin(refresh.demand(at: .seconds(10))))
        refresh.patienceEnds(of: refresh.attempts - 1)
        #expect(Self.isWait(refresh.demand(at: .seconds(10))))
        refresh.patienceEnds(of: refresh.attempts)
        #expect(Self.isAnswer(refresh.demand(at: .seconds(10))))
        refresh.fail(at: .seconds(15), random: 0)
        #expect(Self.isBegin(refresh.demand(at: .seconds(20))))
        #expect(Self.isAnswer(refresh.demand(at: .seconds(20))))
    }

    @Test("Keys count for a day without the issuer, and then no more")
    func hardBound() throws {
        let refresh = try Self.loaded()
        _ = refresh.beginIfDue(at: .seconds(255))
        refresh.fail(at: .seconds(255), random: 0)
        #expect(refresh.keys(at: .seconds(86_399)).keys.count == 1)
        #expect(refresh.keys(at: .seconds(86_400)) === KeyRefresh.noKeys)
        _ = refresh.beginIfDue(at: .seconds(86_400))
        refresh.patienceEnds(of: refresh.attempts)
        guard case .unavailable = refresh.demand(at: .seconds(86_400)) else {
            Issue.record("there are keys")
            return
        }
    }

    @Test("The same keys stay the same object; others are another")
    func identity() throws {
        let refresh = try Self.loaded()
        let first = refresh.keys(at: .zero)
        refresh.finish(try Self.fetched(), at: .seconds(1), random: 0)
        #expect(refresh.keys(at: .seconds(1)) === first)
        refresh.finish(try Self.fetched("b"), at: .seconds(2), random: 0)
        #expect(refresh.keys(at: .seconds(2)) !== first)
    }
}
