import GatehouseProtocol
import Synchronization
import Testing

@testable import Gatehouse

@Suite("The table of sessions")
struct LegacySessionsTests {
    /// The time of the table, which stands until it is moved.
    private final class Now: Sendable {
        private let instant = Mutex(ContinuousClock.now)

        var read: @Sendable () -> ContinuousClock.Instant {
            { self.instant.withLock { $0 } }
        }

        func advance(by duration: Duration) {
            instant.withLock { $0 += duration }
        }
    }

    private func sessions(
        maximum: Int = 100,
        perCaller: Int = 100,
        now: Now = Now()
    ) -> LegacySessions {
        LegacySessions(
            limits: .init(maximum: maximum, maximumPerCaller: perCaller, idleTimeout: .seconds(60)), now: now.read)
    }

    @Test("A session that was idle for too long is gone, and its room is free")
    func idle() {
        let now = Now()
        let sessions = sessions(now: now)
        let session = sessions.open(.of("a"))
        now.advance(by: .seconds(60))
        #expect(sessions.use(session.id, by: "a") != nil)
        now.advance(by: .seconds(60))
        #expect(sessions.use(session.id, by: "a") != nil)
        now.advance(by: .seconds(60) + .nanoseconds(1))
        #expect(sessions.use(session.id, by: "a") == nil)
        #expect(sessions.count == 0)
    }

    @Test("A session that has no connection to lose does not end by being idle")
    func stdio() {
        let now = Now()
        let sessions = sessions(now: now)
        let session = sessions.open(.of("a", carrier: .none))
        now.advance(by: .seconds(1_000_000))
        #expect(sessions.use(session.id, by: "a") != nil)
    }

    @Test("A session that calls run in does not end by being idle")
    func busy() throws {
        let now = Now()
        let sessions = sessions(now: now)
        let session = sessions.open(.of("a"))
        let call = try #require(session.begin(1))
        now.advance(by: .seconds(600))
        sessions.sweep()
        #expect(sessions.use(session.id, by: "a") != nil)
        session.finish(1, call)
        now.advance(by: .seconds(600))
        sessions.sweep()
        #expect(sessions.count == 0)
        #expect(session.isEnded)
    }

    @Test("A full table passes over sessions that are in use")
    func busyStays() {
        let sessions = sessions(maximum: 2)
        let used = sessions.open(.of("a"))
        let call = used.begin(1)
        let unused = sessions.open(.of("b"))
        _ = sessions.open(.of("c"))
        #expect(!used.isEnded)
        #expect(unused.isEnded)
        #expect(call?.isCancelled == false)
    }

    @Test("A thousand sessions that were opened and left alone go, and nothing of them stays")
    func abandoned() {
        let now = Now()
        let store = MemoryEventStore()
        let sessions = LegacySessions(
            limits: .init(maximum: 10_000, maximumPerCaller: 10_000, idleTimeout: .seconds(60)), store: store,
            now: now.read)
        final class Weak { weak var session: LegacySession?; init(_ session: LegacySession) { self.session = session } }
        let opened = (0..<1_000).map { Weak(sessions.open(.of("caller \($0 % 7)"))) }
        #expect(opened.allSatisfy { $0.session != nil })
        now.advance(by: .seconds(61))
        sessions.sweep()
        #expect(sessions.count == 0)
        #expect(opened.allSatisfy { $0.session == nil || $0.session?.isEnded == true })
    }

    @Test("A caller that opens sessions without end loses its own")
    func perCaller() {
        let now = Now()
        let sessions = sessions(maximum: 10, perCaller: 3, now: now)
        let other = sessions.open(.of("other"))
        let own = (0..<5).map { _ in
            now.advance(by: .seconds(1))
            return sessions.open(.of("a"))
        }
        #expect(own.map { sessions.use($0.id, by: "a") != nil } == [false, false, true, true, true])
        #expect(sessions.use(other.id, by: "other") != nil)
        #expect(sessions.count == 4)
    }

    @Test("The table has no more sessions than it may; the one that was unused longest makes room")
    func maximum() {
        let now = Now()
        let sessions = sessions(maximum: 3, now: now)
        let opened = (0..<3).map { index in
            now.advance(by: .seconds(1))
            return sessions.open(.of("caller \(index)"))
        }
        now.advance(by: .seconds(1))
        #expect(sessions.use(opened[0].id, by: "caller 0") != nil)
        _ = sessions.open(.of("another"))
        #expect(sessions.count == 3)
        #expect(sessions.use(opened[1].id, by: "caller 1") == nil)
        #expect(sessions.use(opened[0].id, by: "caller 0") != nil)
        #expect(sessions.use(opened[2].id, by: "caller 2") != nil)
    }

    @Test("A full table first drops what is idle")
    func idleFirst() {
        let now = Now()
        let sessions = sessions(maximum: 3, now: now)
        for _ in 0..<3 { _ = sessions.open(.of("old")) }
        now.advance(by: .seconds(61))
        _ = sessions.open(.of("new"))
        #expect(sessions.count == 1)
    }

    @Test("A session is its opener's alone, to use and to end")
    func foreign() {
        let sessions = sessions()
        let session = sessions.open(.of("K"))
        #expect(sessions.use(session.id, by: "b") == nil)
        #expect(sessions.use(session.id, by: "\u{212A}") == nil)
        #expect(!sessions.close(session.id, by: "\u{212A}"))
        #expect(sessions.close(session.id, by: "K"))
        #expect(!sessions.close(session.id, by: "K"))
        #expect(sessions.count == 0)
    }

    @Test("No two sessions of ten thousand have the same id")
    func unique() {
        let sessions = sessions(maximum: 20_000, perCaller: 20_000)
        let ids = (0..<10_000).map { _ in
            sessions.open(.of("a")).id
        }
        #expect(Set(ids).count == 10_000)
    }
}

extension LegacySession.Opening {
    fileprivate static func of(_ identity: String, carrier: LegacySession.Carrier = .streams) -> Self {
        Self(identity: identity, revision: .v2025_11_25, capabilities: JSONText([:]), carrier: carrier)
    }
}
