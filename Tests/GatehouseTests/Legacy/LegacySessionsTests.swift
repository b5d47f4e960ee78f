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
        let session = sessions.open(identity: "a", revision: .v2025_11_25, capabilities: JSONText([:]))
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
        let session = sessions.open(
            identity: "a", revision: .v2025_11_25, capabilities: JSONText([:]), endsWhenIdle: false)
        now.advance(by: .seconds(1_000_000))
        #expect(sessions.use(session.id, by: "a") != nil)
    }

    @Test("A caller that opens sessions without end loses its own")
    func perCaller() {
        let now = Now()
        let sessions = sessions(maximum: 10, perCaller: 3, now: now)
        let other = sessions.open(identity: "other", revision: .v2025_11_25, capabilities: JSONText([:]))
        let own = (0..<5).map { _ in
            now.advance(by: .seconds(1))
            return sessions.open(identity: "a", revision: .v2025_11_25, capabilities: JSONText([:]))
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
            return sessions.open(identity: "caller \(index)", revision: .v2025_11_25, capabilities: JSONText([:]))
        }
        now.advance(by: .seconds(1))
        #expect(sessions.use(opened[0].id, by: "caller 0") != nil)
        _ = sessions.open(identity: "another", revision: .v2025_11_25, capabilities: JSONText([:]))
        #expect(sessions.count == 3)
        #expect(sessions.use(opened[1].id, by: "caller 1") == nil)
        #expect(sessions.use(opened[0].id, by: "caller 0") != nil)
        #expect(sessions.use(opened[2].id, by: "caller 2") != nil)
    }

    @Test("A full table first drops what is idle")
    func idleFirst() {
        let now = Now()
        let sessions = sessions(maximum: 3, now: now)
        for _ in 0..<3 { _ = sessions.open(identity: "old", revision: .v2025_11_25, capabilities: JSONText([:])) }
        now.advance(by: .seconds(61))
        _ = sessions.open(identity: "new", revision: .v2025_11_25, capabilities: JSONText([:]))
        #expect(sessions.count == 1)
    }

    @Test("A session is its opener's alone, to use and to end")
    func foreign() {
        let sessions = sessions()
        let session = sessions.open(identity: "K", revision: .v2025_11_25, capabilities: JSONText([:]))
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
            sessions.open(identity: "a", revision: .v2025_11_25, capabilities: JSONText([:])).id
        }
        #expect(Set(ids).count == 10_000)
    }
}
