import Foundation
import GRDB
import Testing

@testable import GatehouseNotebook

@Suite("The notebook's file")
struct FileTests {
    private func failure(opening path: String) async throws -> NotebookStorageFailure {
        try await #require(throws: NotebookStorageFailure.self) { try await NotebookStore.open(path: path) }
    }

    @Test("A file that is no database is refused with a clear text, and stays as it is")
    func refusesGarbage() async throws {
        let folder = try ScratchFolder()
        let garbage = Data(
            "This is somebody's shopping list, and no database at all. ".utf8 + Array(repeating: 7, count: 9_000))
        try garbage.write(to: URL(fileURLWithPath: folder.file))
        let failure = try await failure(opening: folder.file)
        #expect(
            failure.message == """
                The notebook \(folder.file) cannot be used: it is no database, or its beginning is damaged: \
                file is not a database (SQLite error 26)
                """
        )
        #expect(try Data(contentsOf: URL(fileURLWithPath: folder.file)) == garbage)
    }

    @Test("A damaged notebook gives clear failures, not wrong answers and no crash")
    func reportsDamage() async throws {
        let folder = try ScratchFolder()
        let store = try await folder.open()
        let drafts = (0..<200).map {
            NoteDraft(title: "note \($0)", body: String(repeating: "text \($0) ", count: 200))
        }
        let notes = try await store.create(drafts, by: "ann")
        try await store.close()
        let handle = try FileHandle(forUpdating: URL(fileURLWithPath: folder.file))
        let size = try handle.seekToEnd()
        for page in stride(from: UInt64(8_192), to: size - 4_096, by: 4_096) {
            try handle.seek(toOffset: page)
            try handle.write(contentsOf: Data(repeating: 0xA5, count: 2_048))
        }
        try handle.close()
        do {
            let damaged = try await folder.open()
            var failures = 0
            for note in notes {
                do {
                    #expect(try await damaged.read(id: note.id) == note)
                } catch let failure as NotebookStorageFailure {
                    failures += 1
                    #expect(failure.message.contains("(SQLite error 11)") || failure.message.contains("malformed"))
                } catch let error as NotebookError {
                    failures += 1
                    #expect(error.code == .notFound)
                }
            }
            #expect(failures > 0)
            _ = try? await damaged.search("text")
        } catch let failure as NotebookStorageFailure {
            #expect(
                failure.message.hasPrefix("The notebook \(folder.file) cannot be used: it is damaged; restore it from"))
        }
    }

    @Test("A cut-off file is refused")
    func refusesCutOff() async throws {
        let folder = try ScratchFolder()
        let store = try await folder.open()
        _ = try await store.create(title: "t", body: String(repeating: "x ", count: 50_000), by: "ann")
        try await store.close()
        let handle = try FileHandle(forUpdating: URL(fileURLWithPath: folder.file))
        try handle.truncate(atOffset: 5_000)
        try handle.close()
        let failure = try await failure(opening: folder.file)
        #expect(
            failure.message == """
                The notebook \(folder.file) cannot be used: it is damaged; restore it from a backup: \
                database disk image is malformed (SQLite error 11)
                """
        )
    }

    @Test("The database of another program is refused")
    func refusesForeignDatabase() async throws {
        let folder = try ScratchFolder()
        let other = try DatabaseQueue(path: folder.file)
        try await other.write { try $0.execute(sql: "CREATE TABLE invoice (number INTEGER)") }
        try other.close()
        let failure = try await failure(opening: folder.file)
        #expect(
            failure.message == "The notebook \(folder.file) cannot be used: it is the database of another program"
        )
    }

    @Test("A notebook of a newer release is refused")
    func refusesNewer() async throws {
        let folder = try ScratchFolder()
        let store = try await folder.open()
        try await store.write("pretend") { try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('9-more')") }
        try await store.close()
        let failure = try await failure(opening: folder.file)
        #expect(
            failure.message == "The notebook \(folder.file) cannot be used: a newer release of Gatehouse wrote it"
        )
    }

    @Test("A folder that is not there is named")
    func refusesMissingFolder() async throws {
        let folder = try ScratchFolder()
        let path = folder.path + "/missing/notebook.sqlite"
        let failure = try await failure(opening: path)
        #expect(failure.message == "The notebook \(path) cannot be used: No such file or directory")
    }

    @Test("A full notebook refuses writes, keeps what it has, and still answers")
    func full() async throws {
        let folder = try ScratchFolder()
        let store = try await folder.open(NotebookOptions(maximumDatabaseBytes: 1_000_000))
        let note = try await store.create(title: "kept", body: "needle", by: "ann")
        let error = try await #require(throws: NotebookError.self) {
            try await store.create(title: "large", body: String(repeating: "hay ", count: 250_000), by: "ann")
        }
        #expect(error.code == .full)
        #expect(error.message == "The notebook is full: nothing was written. Ask its operator for more room.")
        #expect(try await store.read(id: note.id) == note)
        #expect(try await store.search("needle").hits.count == 1)
        #expect(try await store.statistics().changes == 1)
    }

    @Test("A closed notebook fails, and says what it was doing")
    func closed() async throws {
        let folder = try ScratchFolder()
        let store = try await folder.open()
        try await store.close()
        let failure = try await #require(throws: NotebookStorageFailure.self) { try await store.list() }
        #expect(failure.message == "The notebook failed to list notes: Connection is closed (SQLite error 21)")
    }

    @Test("Only the owner can read the file and its logs, also where the file was open to others before")
    func isPrivate() async throws {
        let folder = try ScratchFolder()
        #expect(
            FileManager.default.createFile(atPath: folder.file, contents: nil, attributes: [.posixPermissions: 0o666]))
        let store = try await folder.open()
        _ = try await store.create(title: "secret", by: "ann")
        for suffix in ["", "-wal", "-shm"] {
            let attributes = try FileManager.default.attributesOfItem(atPath: folder.file + suffix)
            #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o600)
        }
        try await store.close()
    }

    @Test("A write reaches the disk before it returns: WAL with full synchronisation, and foreign keys hold")
    func pragmas() async throws {
        let folder = try ScratchFolder()
        let store = try await folder.open()
        let settings = try await store.pool.writeWithoutTransaction { db in
            [
                try String.fetchOne(db, sql: "PRAGMA journal_mode"), try String.fetchOne(db, sql: "PRAGMA synchronous"),
                try String.fetchOne(db, sql: "PRAGMA foreign_keys"),
                try String.fetchOne(db, sql: "PRAGMA busy_timeout"),
            ]
        }
        #expect(settings == ["wal", "2", "1", "5000"])
    }

    @Test("The files as a killed process leaves them have every write that returned")
    func survivesKill() async throws {
        let folder = try ScratchFolder()
        let copy = try ScratchFolder()
        let store = try await folder.open()
        var notes: [Note] = []
        for number in 0..<20 { notes.append(try await store.create(title: "n\(number)", body: "needle", by: "ann")) }
        notes[3] = try await store.update(id: notes[3].id, expectedVersion: 1, NoteEdit(body: "changed"), by: "bob")
        _ = try await store.delete(id: notes[4].id, by: "cid")
        for suffix in ["", "-wal"] {
            try FileManager.default.copyItem(atPath: folder.file + suffix, toPath: copy.file + suffix)
        }
        let revived = try await copy.open()
        for (number, note) in notes.enumerated() where number != 4 {
            #expect(try await revived.read(id: note.id) == note)
        }
        #expect(try await revived.history(id: notes[4].id).isDeleted)
        #expect(try await revived.search("needle", limit: 100).hits.count == 18)
        try await store.close()
    }

    @Test("A notebook that is opened again has everything")
    func reopens() async throws {
        let folder = try ScratchFolder()
        let store = try await folder.open()
        let note = try await store.create(title: "plan", body: "Straße", tags: ["a"], by: "ann")
        let statistics = try await store.statistics()
        try await store.close()
        let again = try await folder.open()
        #expect(try await again.read(id: note.id) == note)
        #expect(try await again.search("strasse").hits.map(\.id) == [note.id])
        #expect(try await again.tags() == [TagCount(tag: "a", notes: 1)])
        let new = try await again.statistics()
        #expect(new.changes == statistics.changes && new.lastChange == statistics.lastChange)
    }

    @Test("Two stores on one file see each other's writes, and refuse each other's stale ones")
    func sharesFile() async throws {
        let folder = try ScratchFolder()
        let one = try await folder.open()
        let two = try await folder.open()
        let note = try await one.create(title: "plan", body: "alpha", by: "ann")
        #expect(try await two.search("alpha").hits.map(\.id) == [note.id])
        _ = try await two.update(id: note.id, expectedVersion: 1, NoteEdit(body: "beta"), by: "bob")
        await #expect(throws: NotebookError.self) {
            try await one.update(id: note.id, expectedVersion: 1, NoteEdit(body: "gamma"), by: "ann")
        }
        #expect(try await one.read(id: note.id).body == "beta")
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<50 {
                let store = number.isMultiple(of: 2) ? one : two
                group.addTask { _ = try await store.create(title: "n\(number)", by: "ann") }
            }
            try await group.waitForAll()
        }
        #expect(try await one.statistics() == two.statistics())
        #expect(try await one.statistics().notes == 51)
    }

    @Test("Several stores can make one new notebook at once")
    func opensConcurrently() async throws {
        for _ in 0..<5 {
            let folder = try ScratchFolder()
            let stores = try await withThrowingTaskGroup(of: NotebookStore.self) { group in
                for _ in 0..<8 { group.addTask { try await folder.open() } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            for store in stores { _ = try await store.create(title: "t", by: "ann") }
            #expect(try await stores.first?.statistics().notes == 8)
            for store in stores { try await store.close() }
        }
    }

    @Test("An index that other rules made is built anew")
    func rebuildsIndex() async throws {
        let folder = try ScratchFolder()
        let store = try await folder.open()
        let note = try await store.create(title: "plan", body: "Straße", by: "ann")
        try await store.write("pretend") { db in
            try db.execute(sql: "INSERT INTO note_text (note_text) VALUES ('delete-all')")
            try db.execute(sql: "UPDATE note_text_rules SET fingerprint = 1")
        }
        #expect(try await store.search("strasse").hits == [])
        try await store.close()
        let again = try await folder.open()
        #expect(try await again.search("strasse").hits.map(\.id) == [note.id])
    }
}
