import Foundation
import GRDB
import Gatehouse
import GatehouseAudit
import GatehouseSQLite
import Testing

@Suite("Archives of an audit log")
struct AuditArchiveTests {
    private static let now: Int64 = 1_795_000_100_000

    /// A store with six entries, and an archive to come beside it.
    private func with(_ body: (SQLiteAuditStore, AuditArchive, ScratchFolder) throws -> Void) async throws {
        try await ScratchFolder.with { folder in
            let store = try await SQLiteAuditStore.open(path: folder.path("audit.sqlite"))
            defer { store.close() }
            for number in 1...6 { try store.append(Samples.entry(number)) }
            try body(store, AuditArchive(path: folder.path("1.jsonl")), folder)
        }
    }

    /// Archives what comes before an entry.
    private func write(_ archive: AuditArchive, _ store: SQLiteAuditStore, before entry: Int64) throws
        -> AuditArchive.Content
    {
        try #require(try archive.write(store) { $0.sequence == entry })
    }

    private func begin(_ store: SQLiteAuditStore, after content: AuditArchive.Content, _ file: String) throws {
        let batch = AuditBatch([AuditArchiving.entry(content, in: file, at: Self.now)])
        try store.begin(after: content.head, before: try store.beginning()) { batch.lines(after: $0) }
    }

    private func flaws(_ sources: [any AuditSource]) throws -> [String] {
        var verification = AuditVerification()
        for (number, source) in sources.enumerated() { try source.verify("\(number + 1)", &verification) }
        verification.finish()
        return verification.flaws.map(\.description)
    }

    @Test("A file that is there is not overwritten, and nothing is left beside it")
    func present() async throws {
        try await with { store, archive, folder in
            try [UInt8]("mine".utf8).write(to: archive.path)
            let failure = #expect(throws: AuditFailure.self) { try archive.write(store) { _ in false } }
            #expect(failure?.description == "The file \(archive.path) cannot be made: File exists")
            #expect(try String(contentsOfFile: archive.path, encoding: .utf8) == "mine")
            let names = try FileManager.default.contentsOfDirectory(atPath: folder.path(""))
            #expect(!names.contains { $0.contains("unfinished") })
        }
    }

    @Test("Where the first entry stays, nothing is written")
    func nothing() async throws {
        try await with { store, archive, _ in
            let content = try archive.write(store) { _ in true }
            #expect(content == nil)
            #expect(!FileManager.default.fileExists(atPath: archive.path))
            #expect(try archive.standing(to: store) == .absent)
        }
    }

    @Test("The log begins after what was archived, at once, and says so; the room is given back later")
    func begins() async throws {
        try await with { store, archive, folder in
            let content = try write(archive, store, before: 5)
            #expect((content.first, content.head.sequence, content.count) == (1, 4, 4))
            #expect(try archive.standing(to: store) == .written(content))
            try begin(store, after: content, archive.path)
            // As after a kill in between: the rows are still there, and nobody sees them.
            for round in 1...2 {
                #expect(try store.beginning() == content.head)
                #expect(try store.page(from: 0, limit: 9).lines.map(\.number) == [5, 6, 7])
                #expect(try store.place(ofLast: 9) == 0)
                #expect(try store.place(ofLast: 3) == 5)
                #expect(try archive.standing(to: store) == .takenOut(content))
                let reader = try SQLiteAuditSource(path: folder.path("audit.sqlite"))
                #expect(try flaws([reader]) == [])
                #expect(try flaws([try FileAuditSource(path: archive.path), reader]) == [])
                if round == 1 { try store.reclaim() }
            }
            try store.append(Samples.entry(8))
            #expect(try store.head().sequence == 8)
            #expect(try flaws([store]) == [])
        }
    }

    @Test("An archive that does not fit the log any more takes nothing out of it")
    func outdated() async throws {
        try await with { store, archive, folder in
            let content = try write(archive, store, before: 4)
            let other = AuditArchive(path: folder.path("2.jsonl"))
            let longer = try write(other, store, before: 5)
            try begin(store, after: content, archive.path)
            let failure = #expect(throws: AuditFailure.self) {
                try store.begin(after: longer.head, before: .origin) { AuditLines(after: $0) }
            }
            #expect(failure?.description.hasSuffix("another command has archived entries meanwhile") == true)
            let foreign = #expect(throws: AuditFailure.self) { try other.standing(to: store) }
            #expect(
                foreign?.description
                    == "The file \(other.path) is there already, and is not what the log begins with; name another one")
            let wrong = AuditHead(sequence: 5, hash: content.head.hash)
            let unknown = #expect(throws: AuditFailure.self) {
                try store.begin(after: wrong, before: content.head) { AuditLines(after: $0) }
            }
            #expect(unknown?.description.hasSuffix("entry 5 is not the one that was archived") == true)
            #expect(try store.page(from: 0, limit: 1).lines.first?.number == 4)
        }
    }

    @Test("Entries that are not archived cannot be removed, and what was archived stays so")
    func triggers() async throws {
        try await with { store, archive, folder in
            let content = try write(archive, store, before: 3)
            try begin(store, after: content, archive.path)
            let database = try DatabaseQueue(path: folder.path("audit.sqlite"))
            for statement in [
                "DELETE FROM entry WHERE seq = 3", "DELETE FROM archived", "UPDATE archived SET last = 5",
                "UPDATE entry SET seq = 9 WHERE seq = 1",
            ] {
                #expect(throws: DatabaseError.self) { try database.write { db in try db.execute(sql: statement) } }
            }
            try store.reclaim()
            #expect(try database.read { db in try Int.fetchOne(db, sql: "SELECT count(*) FROM entry") } == 5)
            #expect(try database.read { db in try Int.fetchOne(db, sql: "PRAGMA freelist_count") } == 0)
        }
    }

    @Test("A missing file, another order and another log are told with the file")
    func order() async throws {
        try await with { store, archive, folder in
            let first = try write(archive, store, before: 3)
            try begin(store, after: first, archive.path)
            let next = AuditArchive(path: folder.path("2.jsonl"))
            let second = try write(next, store, before: 5)
            try begin(store, after: second, next.path)
            let (one, two) = (try FileAuditSource(path: archive.path), try FileAuditSource(path: next.path))
            #expect(try flaws([one, two, store]) == [])
            #expect(
                try flaws([one, store]) == [
                    "2: it goes on after entry \(second.head), and what comes before it ends with entry \(first.head): a file is "
                        + "missing, or is another one"
                ])
            #expect(try flaws([two]) == ["1: line 1: the log begins with entry 3; what was before it is missing"])
            #expect(
                try flaws([one, two, one]) == [
                    "3: line 1: the file begins with entry 1, and what comes before it ends with entry 4: the files are not "
                        + "in their order, or one stands there twice"
                ])
            var after = AuditVerification(after: first.head)
            try two.verify(nil, &after)
            after.finish()
            #expect(after.flaws == [] && after.head == second.head)
        }
    }

    @Test("An entry's time is read off its line")
    func time() {
        let line = Samples.lines(1).first
        #expect(line?.time == "2026-11-18T11:06:40.001Z")
        #expect(AuditLine(Array("{}".utf8)).time == nil)
        #expect(AuditLine(Array(#"{"seq":12,"time":"2026"}"#.utf8)).time == nil)
    }
}
