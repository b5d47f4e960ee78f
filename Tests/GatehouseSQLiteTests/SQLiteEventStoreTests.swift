import Foundation
import Gatehouse
import GatehouseSQLite
import Synchronization
import Testing

@Suite("The store of events in a file", .timeLimit(.minutes(1)))
struct SQLiteEventStoreTests {
    private let record = SessionRecord(
        id: "s", identity: "jwt alice", revision: "2025-11-25", capabilities: Array(#"{"roots":{}}"#.utf8),
        logLevel: "info", subscriptions: ["a://b", "c://d"])

    private func event(_ number: UInt64, bytes: Int = 3) -> StoredEvent {
        StoredEvent(number: number, message: [UInt8](repeating: 0x31, count: bytes))
    }

    @Test("What was written is there after the file was opened again")
    func reopened() async throws {
        try await ScratchFolder.with { folder in
            let path = folder.path("events.sqlite")
            let first = try await SQLiteEventStore.open(path: path)
            try await first.keep(record)
            for number in 1...3 {
                try await first.append(event(UInt64(number)), to: "x", of: "s", isLast: number == 3)
            }
            try await first.append(event(1), to: "y", of: "s", isLast: false)
            try await first.close()
            let second = try await SQLiteEventStore.open(path: path)
            #expect(try await second.session("s") == record)
            #expect(try await second.session("t") == nil)
            #expect(
                try await second.stream("x", of: "s", after: 1)
                    == StoredStream(events: [event(2), event(3)], isFinished: true))
            #expect(try await second.stream("y", of: "s", after: 1) == StoredStream())
            #expect(try await second.stream("z", of: "s", after: 0) == nil)
            try await second.remove(session: "s")
            #expect(try await second.session("s") == nil)
            #expect(try await second.stream("x", of: "s", after: 0) == nil)
            try await second.close()
        }
    }

    @Test("A file that another store has open, or that is no store of events, is refused")
    func refused() async throws {
        try await ScratchFolder.with { folder in
            let path = folder.path("events.sqlite")
            let store = try await SQLiteEventStore.open(path: path)
            await #expect(throws: SQLiteStoreFailure.self) { _ = try await SQLiteEventStore.open(path: path) }
            try await store.close()
            let tasks = try await SQLiteTaskStore.open(path: folder.path("tasks.sqlite"))
            try await tasks.close()
            let failure = await #expect(throws: SQLiteStoreFailure.self) {
                _ = try await SQLiteEventStore.open(path: folder.path("tasks.sqlite"))
            }
            #expect(failure?.description.hasSuffix("it is the database of another program") == true)
        }
    }

    @Test("A session's events take no more room than they may; the oldest go")
    func bounded() async throws {
        try await ScratchFolder.with { folder in
            let store = try await SQLiteEventStore.open(
                path: folder.path("e"), limits: .init(maximumBytesPerSession: 100, maximumEventsPerSession: 5))
            for number in 1...20 {
                try await store.append(event(UInt64(number), bytes: 1), to: "x", of: "s", isLast: false)
            }
            #expect(try await store.stream("x", of: "s", after: 0)?.events.map(\.number) == [16, 17, 18, 19, 20])
            try await store.append(event(21, bytes: 99), to: "x", of: "s", isLast: false)
            #expect(try await store.stream("x", of: "s", after: 0)?.events.map(\.number) == [20, 21])
            try await store.append(event(22, bytes: 101), to: "x", of: "s", isLast: false)
            #expect(try await store.stream("x", of: "s", after: 0)?.events.map(\.number) == [20, 21])
            try await store.close()
        }
    }

    @Test("A file that is full drops the oldest events, and takes new ones")
    func full() async throws {
        try await ScratchFolder.with { folder in
            let store = try await SQLiteEventStore.open(
                path: folder.path("e"), limits: .init(maximumBytes: 400_000))
            for index in 0..<60 {
                try await store.append(event(1, bytes: 20_000), to: "x", of: "s\(index)", isLast: false)
            }
            #expect(try await store.stream("x", of: "s59", after: 0)?.events.count == 1)
            #expect(try await store.stream("x", of: "s0", after: 0) == nil)
            try await store.close()
        }
    }

    @Test("A session that nothing is written of for a day is forgotten")
    func unused() async throws {
        let now = Mutex<Int64>(1_000_000)
        try await ScratchFolder.with { folder in
            let store = try await SQLiteEventStore.open(path: folder.path("e"), now: { now.withLock { $0 } })
            try await store.keep(record)
            try await store.append(event(1), to: "x", of: "s", isLast: false)
            now.withLock { $0 += 86_400 }
            #expect(try await store.session("s") == nil)
            #expect(try await store.removeUnused() == 1)
            #expect(try await store.stream("x", of: "s", after: 0) == nil)
            try await store.close()
        }
    }
}
