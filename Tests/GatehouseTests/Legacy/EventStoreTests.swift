import Testing

@testable import Gatehouse

@Suite("The store of events in memory")
struct MemoryEventStoreTests {
    private func event(_ number: UInt64, bytes: Int = 1) -> StoredEvent {
        StoredEvent(number: number, message: [UInt8](repeating: 0x31, count: bytes))
    }

    @Test("A session's events take no more room than they may; the oldest go")
    func perSession() {
        let store = MemoryEventStore(limits: .init(maximumBytesPerSession: 100, maximumEventsPerSession: 5))
        for number in 1...20 { store.append(event(UInt64(number)), to: "a", of: "s", isLast: false) }
        #expect(store.stream("a", of: "s", after: 0)?.events.map(\.number) == [16, 17, 18, 19, 20])
        store.append(event(21, bytes: 99), to: "a", of: "s", isLast: false)
        #expect(store.stream("a", of: "s", after: 0)?.events.map(\.number) == [20, 21])
        store.append(event(22, bytes: 101), to: "a", of: "s", isLast: false)
        #expect(store.stream("a", of: "s", after: 0) == nil)
        #expect(store.count == 0)
        #expect(store.byteCount == 0)
    }

    @Test(
        "All events together take no more room than they may; the session that was quiet for the longest time loses its own"
    )
    func all() {
        let store = MemoryEventStore(limits: .init(maximumBytes: 100))
        for number in 1...4 {
            store.append(event(UInt64(number), bytes: 20), to: "a", of: "quiet", isLast: false)
        }
        store.append(event(1, bytes: 30), to: "b", of: "loud", isLast: false)
        #expect(store.stream("a", of: "quiet", after: 0) == nil)
        #expect(store.stream("b", of: "loud", after: 0)?.events.count == 1)
        #expect(store.byteCount == 30)
        store.append(event(2, bytes: 200), to: "b", of: "loud", isLast: false)
        #expect(store.byteCount == 0)
    }

    @Test("A thousand sessions that are removed leave nothing")
    func removed() {
        let store = MemoryEventStore()
        for index in 0..<1_000 {
            store.keep(
                SessionRecord(id: "\(index)", identity: "a", revision: "2025-11-25", capabilities: Array("{}".utf8)))
            for number in 1...5 {
                store.append(event(UInt64(number), bytes: 50), to: "x", of: "\(index)", isLast: false)
            }
        }
        #expect(store.count == 5_000)
        for index in 0..<1_000 { store.remove(session: "\(index)") }
        #expect(store.count == 0)
        #expect(store.byteCount == 0)
        #expect(store.session("1") == nil)
    }

    @Test("There are no more sessions than there may be")
    func sessions() {
        let store = MemoryEventStore(limits: .init(maximumSessions: 3))
        for index in 0..<10 {
            store.keep(SessionRecord(id: "\(index)", identity: "a", revision: "2025-11-25", capabilities: []))
        }
        #expect((0..<10).filter { store.session("\($0)") != nil } == [7, 8, 9])
    }
}

@Suite("The ids of events")
struct EventIDTests {
    @Test(
        "What is no id is refused",
        arguments: [
            "", "-", "1", "0123456789abcdef", "0123456789abcdef-", "0123456789abcdef-x", "0123456789abcdef--1",
            "0123456789ABCDEF-1", "0123456789abcdef-18446744073709551616", "0123456789abcde-1", "x-1",
            "0123456789abcdef-00000000000000000000000000000000001",
        ])
    func refused(_ text: String) {
        #expect(EventID(text) == nil)
    }

    @Test("An id names its stream and its place", arguments: [0, 1, UInt64.max])
    func read(_ number: UInt64) {
        let id = EventID(stream: EventID.newStream(), number: number)
        #expect(EventID(id.text) == id)
    }
}
