import Foundation
import GRDB
import Gatehouse
import GatehouseAudit
import GatehouseSQLite
import Testing

/// Entries that are written together share rows: the first one's number is the row's.
@Suite("Rows of audit logs")
struct AuditRowsTests {
    /// A log with three rows: 1 to 3, 4 to 6, 7.
    private func with(_ body: (SQLiteAuditStore, DatabaseQueue) throws -> Void) async throws {
        try await ScratchFolder.with { folder in
            let store = try await SQLiteAuditStore.open(path: folder.path("audit.sqlite"))
            defer { store.close() }
            for count in [3, 3, 1] { try store.fill(count) }
            try body(store, try DatabaseQueue(path: folder.path("audit.sqlite")))
        }
    }

    /// Changes the log as somebody would who means to.
    private func forge(_ database: DatabaseQueue, _ row: Int, _ body: ([String]) -> [String]) throws {
        try database.write { db in
            try db.execute(sql: "DROP TRIGGER IF EXISTS entry_update")
            let line = try Data.fetchOne(db, sql: "SELECT line FROM entry WHERE seq = ?", arguments: [row]) ?? Data()
            let lines = String(decoding: line, as: UTF8.self).components(separatedBy: "\n")
            try db.execute(
                sql: "UPDATE entry SET line = ? WHERE seq = ?",
                arguments: [Data(body(lines).joined(separator: "\n").utf8), row])
        }
    }

    private func flaws(_ source: any AuditSource) throws -> [String] {
        try source.verified().flaws.map { "\($0.kind) \($0.sequence.map(String.init) ?? "-")" }
    }

    private func sequences(_ source: any AuditSource, page size: Int) throws -> [Int64?] {
        var found: [Int64?] = []
        var place: Int64 = 0
        while true {
            let page = try source.page(from: place, limit: size)
            if page.lines.isEmpty { return found }
            found += page.lines.map(\.sequence)
            place = page.next
        }
    }

    @Test("Entries that are written together share a row, and pages end in the middle of one", arguments: 1...9)
    func pages(_ size: Int) async throws {
        try await with { store, database in
            let numbers = try database.read { db in try Int64.fetchAll(db, sql: "SELECT seq FROM entry ORDER BY seq") }
            #expect(numbers == [1, 4, 7])
            #expect(try sequences(store, page: size) == [1, 2, 3, 4, 5, 6, 7])
            #expect(try store.page(from: 0, limit: 9).lines.map(\.number) == [1, nil, nil, 4, nil, nil, 7])
            let last = try store.page(from: try store.place(ofLast: size), limit: 9).lines.map(\.sequence)
            #expect(last == Array(((8 - min(7, size))...7).map { Int64($0) }))
            #expect(try flaws(store) == [])
        }
    }

    @Test("A row that others would make too large ends before them")
    func bounded() async throws {
        try await ScratchFolder.with { folder in
            let store = try await SQLiteAuditStore.open(path: folder.path("audit.sqlite"))
            try store.fill(500)
            let database = try DatabaseQueue(path: folder.path("audit.sqlite"))
            let sizes = try await database.read { db in try Int.fetchAll(db, sql: "SELECT length(line) FROM entry") }
            #expect((5...20).contains(sizes.count))
            #expect(sizes.allSatisfy { $0 <= 16_384 })
            #expect(try flaws(store) == [])
            store.close()
        }
    }

    @Test("A change of any single byte of a row with several entries is found, whatever the byte becomes")
    func everyByte() async throws {
        try await with { store, database in
            try database.write { db in try db.execute(sql: "DROP TRIGGER IF EXISTS entry_update") }
            let rows = try database.read { db in try Row.fetchAll(db, sql: "SELECT seq, line FROM entry ORDER BY seq") }
            let set = { (line: Data, row: Int64) in
                try database.write { db in
                    try db.execute(sql: "UPDATE entry SET line = ? WHERE seq = ?", arguments: [line, row])
                }
            }
            for row in rows {
                let (number, original): (Int64, Data) = (row["seq"], row["line"])
                for index in original.indices {
                    // Of an end of a line another sign, of a sign an end of a line, and letters of the other case.
                    for byte in [original[index] ^ 0x01, original[index] ^ 0x20, 0x0A] where byte != original[index] {
                        var changed = original
                        changed[index] = byte
                        try set(changed, number)
                        #expect(try store.verified().flawCount > 0, "row \(number) byte \(index) as \(byte)")
                    }
                }
                try set(original, number)
            }
            #expect(try flaws(store) == [])
        }
    }

    @Test("What is changed, removed, exchanged or inserted within a row is found")
    func forged() async throws {
        let forgeries: [(([String]) -> [String], [String])] = [
            ({ [$0[0], $0[1].replacingOccurrences(of: "bob", with: "eve"), $0[2]] }, []),
            ({ [$0[0], $0[1].replacingOccurrences(of: "alice", with: "malle"), $0[2]] }, ["changed 5"]),
            ({ [$0[0], $0[2]] }, ["missing 5"]),
            ({ [$0[1], $0[2]] }, ["reordered 5"]),
            ({ [$0[0], $0[1]] }, ["missing 6"]),
            ({ [$0[0], $0[2], $0[1]] }, ["missing 5", "reordered 5"]),
            ({ [$0[1], $0[0], $0[2]] }, ["reordered 5", "reordered 4"]),
            ({ [$0[0], $0[1], $0[1], $0[2]] }, ["duplicated 5"]),
            ({ [$0[0], $0[1], $0[2], "{}"] }, ["unreadable -"]),
            ({ _ in [""] }, ["unreadable 4", "missing 4"]),
        ]
        for (number, (forgery, expected)) in forgeries.enumerated() {
            try await with { store, database in
                try forge(database, 4, forgery)
                #expect(try flaws(store) == expected, "forgery \(number)")
            }
        }
    }

    @Test("A line behind the end of a row is not passed over, wherever a page ends", arguments: 1...9)
    func inserted(_ size: Int) async throws {
        try await with { store, database in
            try forge(database, 1) { $0 + [$0[2], $0[2]] }
            #expect(try sequences(store, page: size) == [1, 2, 3, 3, 3, 4, 5, 6, 7])
        }
    }

    @Test("A log of an older release, with a row for each entry, goes on")
    func migrated() async throws {
        try await ScratchFolder.with { folder in
            let path = folder.path("audit.sqlite")
            try await SQLiteAuditStore.open(path: path).close()
            try await DatabaseQueue(path: path).write { db in
                try db.execute(sql: Self.older)
                for (number, line) in Samples.lines(5).enumerated() {
                    try db.execute(
                        sql: "INSERT INTO entry (seq, line) VALUES (?, ?)", arguments: [number + 1, Data(line.bytes)])
                }
            }
            let before = try SQLiteAuditSource(path: path)
            #expect(try before.verified().lines == 5)
            let store = try await SQLiteAuditStore.open(path: path)
            try store.fill(4)
            #expect(try flaws(store) == [])
            #expect(try sequences(store, page: 4) == [1, 2, 3, 4, 5, 6, 7, 8, 9])
            #expect(try store.head().sequence == 9)
            store.close()
        }
    }

    private static let older = """
        DELETE FROM grdb_migrations WHERE identifier = '3-rows-of-lines';
        DROP TRIGGER entry_delete;
        CREATE TRIGGER entry_delete BEFORE DELETE ON entry
            WHEN OLD.seq > coalesce((SELECT max(last) FROM archived), 0)
            BEGIN SELECT RAISE(ABORT, 'an audit log is only appended to'); END;
        """

    @Test("Of a row that is archived in part nothing is shown that is archived, and nothing is removed")
    func archivedInPart() async throws {
        try await ScratchFolder.with { folder in
            let path = folder.path("audit.sqlite")
            let store = try await SQLiteAuditStore.open(path: path)
            for count in [3, 3, 1] { try store.fill(count) }
            let archive = AuditArchive(path: folder.path("1.jsonl"))
            let content = try #require(try archive.write(store) { $0.sequence == 6 })
            let batch = AuditBatch([AuditArchiving.entry(content, in: archive.path, at: 1_795_000_100_000)])
            try store.begin(after: content.head, before: .origin) { batch.lines(after: $0) }
            try store.reclaim()
            let database = try DatabaseQueue(path: path)
            let numbers = try await database.read { db in try Int.fetchAll(db, sql: "SELECT seq FROM entry") }
            #expect(numbers == [4, 7, 8])
            #expect(throws: DatabaseError.self) {
                try database.write { db in try db.execute(sql: "DELETE FROM entry WHERE seq = 4") }
            }
            #expect(try sequences(store, page: 2) == [6, 7, 8])
            #expect(try store.place(ofLast: 4) == 0 && store.place(ofLast: 3) == 6)
            #expect(try flaws(store) == [])
            #expect(try archive.standing(to: store) == .takenOut(content))
            store.close()
        }
    }

    @Test("A store goes on behind what another one has written, and behind its own failure")
    func others() async throws {
        try await ScratchFolder.with { folder in
            let path = folder.path("audit.sqlite")
            let store = try await SQLiteAuditStore.open(path: path)
            let other = try await SQLiteAuditStore.open(path: path)
            try store.fill(2)
            try other.fill(3)
            #expect(throws: AuditFailure.self) {
                try store.append(.process) { _ in Samples.batch(1...2).lines(after: .origin) }
            }
            try store.fill(2)
            try other.fill(1)
            #expect(try flaws(store) == [])
            #expect(try store.head().sequence == 8)
            store.close()
            other.close()
        }
    }
}
