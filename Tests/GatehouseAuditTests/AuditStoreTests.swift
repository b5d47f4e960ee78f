import Foundation
import GRDB
import Gatehouse
import GatehouseAudit
import GatehouseSQLite
import GatehouseTesting
import Testing

@Suite("Stores of audit logs")
struct AuditStoreTests {
    @Test("A file of SQLite does what every store does", arguments: AuditStoreRequirement.all)
    func sqlite(_ requirement: AuditStoreRequirement) async throws {
        try await ScratchFolder.with { folder in
            try requirement.check(try await SQLiteAuditStore.open(path: folder.path("audit.sqlite")))
        }
    }

    @Test("A file of JSON lines does what every store does", arguments: AuditStoreRequirement.all)
    func file(_ requirement: AuditStoreRequirement) async throws {
        try await ScratchFolder.with { folder in
            try requirement.check(try FileAuditStore(path: folder.path("audit.jsonl")))
        }
    }

    @Test("Readers see what a store has, and go on where it does")
    func sources() async throws {
        try await ScratchFolder.with { folder in
            let stores: [(any AuditStore, () throws -> any AuditSource)] = [
                (
                    try await SQLiteAuditStore.open(path: folder.path("a.sqlite")),
                    { try SQLiteAuditSource(path: folder.path("a.sqlite")) }
                ),
                (
                    try FileAuditStore(path: folder.path("a.jsonl")),
                    { try FileAuditSource(path: folder.path("a.jsonl")) }
                ),
            ]
            for (store, open) in stores {
                try store.fill(3)
                let source = try open()
                let place = try source.forEachLine { _ in }
                try store.fill(2)
                var later = 0
                try source.forEachLine(from: place) { _ in later += 1 }
                #expect(later == 2)
                #expect(try source.verified().flaws == [])
                #expect(try source.verified().head == (try store.head()))
                store.close()
            }
        }
    }

    @Test("Two stores on one file write one chain")
    func sharing() async throws {
        try await ScratchFolder.with { folder in
            let pairs: [[any AuditStore]] = [
                [
                    try await SQLiteAuditStore.open(path: folder.path("a.sqlite")),
                    try await SQLiteAuditStore.open(path: folder.path("a.sqlite")),
                ],
                [try FileAuditStore(path: folder.path("a.jsonl")), try FileAuditStore(path: folder.path("a.jsonl"))],
            ]
            for stores in pairs {
                await withTaskGroup(of: Void.self) { group in
                    for store in stores {
                        group.addTask {
                            for _ in 0..<25 { #expect(throws: Never.self) { try store.fill(2) } }
                        }
                    }
                }
                let verification = try stores[0].verified()
                #expect(verification.flaws == [] && verification.lines == 100)
                stores.forEach { $0.close() }
            }
        }
    }

    @Test("A file that may not grow is full, keeps what it has, and takes entries again when it may")
    func bounded() async throws {
        try await ScratchFolder.with { folder in
            let path = folder.path("audit.jsonl")
            var store = try FileAuditStore(path: path, maximumBytes: 1_000)
            try store.fill(2)
            let failure = #expect(throws: AuditFailure.self) { try store.fill(5) }
            #expect(failure?.reason == .full)
            #expect(failure?.description == "The file \(path) is as large as it may be (1000 bytes)")
            #expect(try store.verified().lines == 2)
            store.close()
            store = try FileAuditStore(path: path)
            try store.fill(5)
            #expect(try store.verified().flaws == [])
            store.close()

            let rows = try await SQLiteAuditStore.open(path: folder.path("audit.sqlite"), maximumBytes: 65_536)
            let full = #expect(throws: AuditFailure.self) { for _ in 0..<1_000 { try rows.fill(10) } }
            #expect(full?.reason == .full)
            #expect(try rows.verified().flaws == [])
            rows.close()
        }
    }

    @Test("An unfinished last line is cut off when the file is opened, at whatever byte it ends")
    func torn() async throws {
        try await ScratchFolder.with { folder in
            let path = folder.path("audit.jsonl")
            let whole = Samples.text(Samples.lines(2))
            let next = Samples.text(Samples.lines(3))
            for count in whole.count..<next.count {
                try Array(next[..<count]).write(to: path)
                let store = try FileAuditStore(path: path)
                #expect(store.removedBytes == Int64(count - whole.count))
                try store.fill(1)
                let verification = try store.verified()
                #expect(verification.flaws == [] && verification.lines == 3)
                store.close()
            }
        }
    }

    @Test("What follows a sector that a power failure has left empty is cut off when the file is opened")
    func gaps() async throws {
        try await ScratchFolder.with { folder in
            let path = folder.path("audit.jsonl")
            let whole = Samples.text(Samples.lines(2))
            let next = Samples.text(Samples.lines(6))
            for (start, end) in [
                (whole.count, next.count - 1), (whole.count + 20, next.count - 30), (whole.count, next.count),
            ] {
                var torn = Array(next)
                for place in start..<end { torn[place] = 0 }
                try torn.write(to: path)
                let store = try FileAuditStore(path: path)
                #expect(store.removedBytes == Int64(next.count - whole.count))
                try store.fill(1)
                let verification = try store.verified()
                #expect(verification.flaws == [] && verification.lines == 3)
                store.close()
            }
        }
    }

    @Test(
        "A file that is no log is refused, and left as it is",
        arguments: ["SQLite format 3\0\0\n\0", "a", "a\nb", "{}\n{"])
    func foreign(_ text: String) async throws {
        try await ScratchFolder.with { folder in
            let path = folder.path("audit.jsonl")
            try Array(text.utf8).write(to: path)
            #expect(throws: AuditFailure.self) { try FileAuditStore(path: path) }
            #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == Data(text.utf8))
        }
    }

    @Test("What another process left unfinished is cut off with the next write")
    func tornBesides() async throws {
        try await ScratchFolder.with { folder in
            let path = folder.path("audit.jsonl")
            let store = try FileAuditStore(path: path)
            try store.fill(2)
            let handle = try #require(FileHandle(forWritingAtPath: path))
            try handle.seekToEnd()
            try handle.write(contentsOf: Data(#"{"seq":3,"ti"#.utf8))
            try handle.close()
            try store.fill(1)
            #expect(try store.verified().flaws == [])
            store.close()
        }
    }

    @Test("What is no audit log is refused")
    func foreign() async throws {
        try await ScratchFolder.with { folder in
            let path = folder.path("notes.txt")
            try Array("my notes\n".utf8).write(to: path)
            let failure = #expect(throws: AuditFailure.self) { try FileAuditStore(path: path) }
            #expect(
                failure?.description
                    == "The file \(path) cannot be used: its last line is no audit entry; move it away to begin anew")
            #expect(throws: AuditFailure.self) { try FileAuditStore(path: folder.path("")) }
            try await SQLiteTaskStore.open(path: folder.path("tasks.sqlite")).close()
            let tasks = #expect(throws: AuditFailure.self) {
                try SQLiteAuditSource(path: folder.path("tasks.sqlite"))
            }
            #expect(tasks?.description.hasSuffix("cannot be used: it is no audit log") == true)
        }
    }

    @Test("A row can neither be changed nor removed by mistake, and by intent it is found")
    func triggers() async throws {
        try await ScratchFolder.with { folder in
            let path = folder.path("audit.sqlite")
            let store = try await SQLiteAuditStore.open(path: path)
            for _ in 1...5 { try store.fill(1) }
            let foreign = try DatabaseQueue(path: path)
            for statement in ["DELETE FROM entry WHERE seq = 2", "UPDATE entry SET seq = 9 WHERE seq = 2"] {
                let error = #expect(throws: DatabaseError.self) { try foreign.write { try $0.execute(sql: statement) } }
                #expect(error?.message == "an audit log is only appended to")
            }
            try await foreign.write { db in
                try db.execute(sql: "DROP TRIGGER entry_delete; DELETE FROM entry WHERE seq = 2")
            }
            #expect(try store.verified().flaws.map(\.description) == ["line 2: entry 2 is missing before entry 3"])
            store.close()
        }
    }

    @Test("The output is written line by line, and begins anew with every process")
    func stream() throws {
        var ends: [Int32] = [0, 0]
        #expect(pipe(&ends) == 0)
        let store = StreamAuditStore(descriptor: ends[1])
        try store.fill(2)
        #expect(try store.head().sequence == 2)
        close(ends[1])
        let text = FileHandle(fileDescriptor: ends[0]).readDataToEndOfFile()
        close(ends[0])
        #expect([UInt8](text) == Samples.text(Samples.lines(2)))
        let failure = #expect(throws: AuditFailure.self) { try store.fill(1) }
        #expect(failure?.description == "The standard output cannot be written: Bad file descriptor")
    }
}

extension AuditStore {
    /// Appends entries.
    func fill(_ count: Int) throws(AuditFailure) {
        _ = try append(.process) { head in
            let first = Int(head.sequence) + 1
            return Samples.batch(first...first + count - 1).lines(after: head)
        }
    }
}
