import GatehouseJSON
import Testing

@testable import GatehouseNotebook

@Suite("Creating, changing and deleting notes")
struct ChangingTests {
    @Test("A stale version is refused with who changed the note and when, and nothing is lost")
    func staleVersion() async throws {
        let folder = try ScratchFolder()
        let clock = StoppedClock()
        let store = try await folder.open(clock.options)
        let note = try await store.create(title: "plan", body: "one", by: "ann")
        clock.advance(milliseconds: 1_500)
        let changed = try await store.update(id: note.id, expectedVersion: 1, NoteEdit(body: "two"), by: "bob")
        let error = try await #require(throws: NotebookError.self) {
            try await store.update(id: note.id, expectedVersion: 1, NoteEdit(body: "three"), by: "cid")
        }
        #expect(error.code == .staleVersion)
        #expect(
            error.message == """
                The note "\(note.id)" is at version 2, not 1: bob changed it at 2026-07-28T12:00:01.500Z. \
                Nothing was written. Read it again, merge your change, and pass version 2.
                """
        )
        #expect(
            error.lastChange
                == NoteChange(
                    id: note.id, title: "plan", action: .updated, version: 2, at: "2026-07-28T12:00:01.500Z", by: "bob"
                )
        )
        #expect(try await store.read(id: note.id) == changed)
        #expect(try await store.history(id: note.id).versions.count == 2)
    }

    @Test("A stale deletion is refused")
    func staleDeletion() async throws {
        let folder = try ScratchFolder()
        let store = try await folder.open()
        let note = try await store.create(title: "plan", by: "ann")
        _ = try await store.update(id: note.id, expectedVersion: 1, NoteEdit(body: "two"), by: "bob")
        let error = try await #require(throws: NotebookError.self) {
            try await store.delete(id: note.id, expectedVersion: 1, by: "cid")
        }
        #expect(error.code == .staleVersion)
        #expect(try await store.read(id: note.id).body == "two")
    }

    @Test("A deleted note is refused with who deleted it and when")
    func deleted() async throws {
        let folder = try ScratchFolder()
        let store = try await folder.open(StoppedClock().options)
        let note = try await store.create(title: "plan", by: "ann")
        _ = try await store.delete(id: note.id, by: "bob")
        let calls: [@Sendable () async throws -> Void] = [
            { _ = try await store.read(id: note.id) },
            { _ = try await store.update(id: note.id, expectedVersion: 1, NoteEdit(body: "x"), by: "ann") },
            { _ = try await store.delete(id: note.id, by: "ann") },
        ]
        for call in calls {
            let error = try await #require(throws: NotebookError.self) { try await call() }
            #expect(error.code == .deleted)
            #expect(
                error.message == """
                    The note "\(note.id)" was deleted by bob at 2026-07-28T12:00:00.000Z. \
                    Its history still has every version of its text.
                    """
            )
        }
    }

    @Test("A new note has what was written, who wrote it and when")
    func creates() async throws {
        let folder = try ScratchFolder()
        let store = try await folder.open(StoppedClock().options)
        let note = try await store.create(title: "  Plan ", body: "# One\n\ttwo ", tags: ["B", "a"], by: "ann")
        #expect(note.title == "Plan")
        #expect(note.body == "# One\n\ttwo ")
        #expect(note.tags == ["a", "b"])
        #expect(note.version == 1)
        #expect([note.createdAt, note.updatedAt] == Array(repeating: "2026-07-28T12:00:00.000Z", count: 2))
        #expect([note.createdBy, note.updatedBy] == ["ann", "ann"])
        #expect(try await store.read(id: note.id) == note)
    }

    @Test(
        "Tags are trimmed, in lower case, composed, and each once",
        arguments: [
            (["  Ops ", "ops", "OPS"], ["ops"]),
            (["ÄRGER", "A\u{308}rger"], ["ärger"]),
            (["ΑΘΉΝΑ", "МОСКВА"], ["αθήνα", "москва"]),
            (["two \t words", "İ"], ["i\u{307}", "two words"]),
            (["日本"], ["日本"]),
        ]
    )
    func normalisesTags(given: [String], kept: [String]) throws {
        let tags = try Check.tags(given)
        #expect(tags == kept)
    }

    @Test("What an update leaves out stays, and what it changes is on record")
    func updates() async throws {
        let folder = try ScratchFolder()
        let store = try await folder.open()
        let note = try await store.create(title: "plan", body: "one", tags: ["a"], by: "ann")
        let titled = try await store.update(id: note.id, expectedVersion: 1, NoteEdit(title: "Plan"), by: "bob")
        #expect(titled.title == "Plan" && titled.body == "one" && titled.tags == ["a"])
        let tagged = try await store.update(id: note.id, expectedVersion: 2, NoteEdit(body: "two", tags: []), by: "cid")
        #expect(tagged.title == "Plan" && tagged.body == "two" && tagged.tags == [])
        #expect(tagged.createdBy == "ann" && tagged.updatedBy == "cid" && tagged.version == 3)
        let versions = try await store.history(id: note.id).versions
        #expect(versions.map(\.version) == [3, 2, 1])
        #expect(versions.map(\.changed) == [["body", "tags"], ["title"], ["title", "body", "tags"]])
        #expect(versions.map(\.by) == ["cid", "bob", "ann"])
        #expect(versions.map(\.action) == [.updated, .updated, .created])
        #expect(try await store.read(id: note.id) == tagged)
    }

    @Test("Every version can be read with its whole text")
    func readsVersions() async throws {
        let folder = try ScratchFolder()
        let store = try await folder.open()
        let first = try await store.create(title: "plan", body: "one", tags: ["a"], by: "ann")
        let second = try await store.update(id: first.id, expectedVersion: 1, NoteEdit(title: "Plan"), by: "bob")
        let third = try await store.update(id: first.id, expectedVersion: 2, NoteEdit(body: "three"), by: "bob")
        let deletion = try await store.delete(id: first.id, expectedVersion: 3, by: "cid")
        #expect(try await store.read(id: first.id, version: 1) == first)
        #expect(try await store.read(id: first.id, version: 2) == second)
        #expect(try await store.read(id: first.id, version: 3) == third)
        let last = try await store.read(id: first.id, version: 4)
        #expect(last.body == "three" && last.updatedBy == "cid" && last.version == 4)
        #expect(deletion.version == 4)
    }

    @Test("An update that changes nothing makes no version")
    func changesNothing() async throws {
        let folder = try ScratchFolder()
        let store = try await folder.open()
        let note = try await store.create(title: "plan", body: "one", tags: ["a"], by: "ann")
        let edit = NoteEdit(title: " plan", body: "one", tags: ["A"])
        #expect(try await store.update(id: note.id, expectedVersion: 1, edit, by: "bob") == note)
        #expect(try await store.statistics().changes == 1)
    }

    @Test("Another spelling of one accented letter is a change")
    func changesSpelling() async throws {
        let folder = try ScratchFolder()
        let store = try await folder.open()
        let note = try await store.create(title: "t", body: "caf\u{E9}", by: "ann")
        let edit = NoteEdit(body: "cafe\u{301}")
        #expect(try await store.update(id: note.id, expectedVersion: 1, edit, by: "ann").version == 2)
        #expect(Array(try await store.read(id: note.id).body.utf8) == Array("cafe\u{301}".utf8))
    }

    @Test("The history of a deleted note tells who deleted it and the last text")
    func historyOfDeleted() async throws {
        let folder = try ScratchFolder()
        let store = try await folder.open()
        let note = try await store.create(title: "plan", body: "the last text", by: "ann")
        _ = try await store.update(id: note.id, expectedVersion: 1, NoteEdit(title: "Plan"), by: "bob")
        _ = try await store.delete(id: note.id, by: "cid")
        let history = try await store.history(id: note.id)
        #expect(history.isDeleted)
        #expect(history.lastBody == "the last text")
        #expect(history.versions.map(\.by) == ["cid", "bob", "ann"])
        #expect(history.versions.map(\.action) == [.deleted, .updated, .created])
        #expect(history.versions.map(\.changed) == [[], ["title"], ["title", "body", "tags"]])
        #expect(try await store.list().notes == [])
        #expect(try await store.search("last").hits == [])
        #expect(try await store.tags() == [])
    }

    @Test("A long history comes in pages")
    func pagesHistory() async throws {
        let folder = try ScratchFolder()
        let store = try await folder.open()
        let note = try await store.create(title: "0", by: "ann")
        for version in 1...6 {
            _ = try await store.update(id: note.id, expectedVersion: version, NoteEdit(title: "\(version)"), by: "ann")
        }
        let first = try await store.history(id: note.id, limit: 3)
        #expect(first.versions.map(\.version) == [7, 6, 5] && first.nextBefore == 5)
        let second = try await store.history(id: note.id, limit: 3, before: 5)
        #expect(second.versions.map(\.version) == [4, 3, 2] && second.nextBefore == 2)
        let third = try await store.history(id: note.id, limit: 3, before: 2)
        #expect(third.versions.map(\.version) == [1] && third.nextBefore == nil)
    }

    @Test("Of several drafts all are created, or none")
    func createsSeveral() async throws {
        let folder = try ScratchFolder()
        let store = try await folder.open()
        let notes = try await store.create([NoteDraft(title: "a"), NoteDraft(title: "b", tags: ["x"])], by: "ann")
        #expect(notes.map(\.title) == ["a", "b"])
        await #expect(throws: NotebookError.self) {
            try await store.create([NoteDraft(title: "c"), NoteDraft(title: "")], by: "ann")
        }
        #expect(try await store.list().notes.map(\.title) == ["b", "a"])
    }

    @Test("Of 50 updaters of one version exactly one wins, and the history misses nothing")
    func concurrentUpdates() async throws {
        let folder = try ScratchFolder()
        let store = try await folder.open()
        let note = try await store.create(title: "counter", body: "0", by: "ann")
        for version in 1...5 {
            let outcomes = await withTaskGroup(of: Result<Note, any Error>.self) { group in
                for updater in 0..<50 {
                    group.addTask {
                        do {
                            let edit = NoteEdit(body: "\(version) by \(updater)")
                            let by = "agent \(updater)"
                            return .success(
                                try await store.update(id: note.id, expectedVersion: version, edit, by: by)
                            )
                        } catch {
                            return .failure(error)
                        }
                    }
                }
                return await group.reduce(into: []) { $0.append($1) }
            }
            let winners = outcomes.compactMap { try? $0.get() }
            let stale = outcomes.compactMap { outcome -> NotebookError? in
                if case .failure(let error as NotebookError) = outcome { error } else { nil }
            }
            #expect(winners.count == 1 && stale.count == 49)
            #expect(stale.allSatisfy { $0.code == .staleVersion && $0.lastChange?.by == winners.first?.updatedBy })
            #expect(try await store.read(id: note.id) == winners.first)
        }
        #expect(try await store.history(id: note.id).versions.map(\.version) == [6, 5, 4, 3, 2, 1])
    }

    @Test("50 updaters that read again when they were late all get their change in")
    func concurrentMerges() async throws {
        let folder = try ScratchFolder()
        let store = try await folder.open()
        let note = try await store.create(title: "list", body: "", by: "ann")
        try await withThrowingTaskGroup(of: Void.self) { group in
            for updater in 0..<50 {
                group.addTask {
                    while true {
                        let current = try await store.read(id: note.id)
                        do {
                            let edit = NoteEdit(body: current.body + "\(updater)\n")
                            let by = "agent \(updater)"
                            _ = try await store.update(
                                id: note.id, expectedVersion: current.version, edit, by: by
                            )
                            return
                        } catch let error as NotebookError where error.code == .staleVersion {
                            continue
                        }
                    }
                }
            }
            try await group.waitForAll()
        }
        let result = try await store.read(id: note.id)
        #expect(result.version == 51)
        #expect(Set(result.body.split(separator: "\n").compactMap { Int($0) }) == Set(0..<50))
        let history = try await store.history(id: note.id, limit: 100)
        #expect(history.versions.map(\.version) == Array((1...51).reversed()))
        #expect(Set(history.versions.map(\.by)).count == 51)
    }

    @Test("A cancelled call ends with a cancellation and writes nothing")
    func cancels() async throws {
        let folder = try ScratchFolder()
        let store = try await folder.open()
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return try await store.create(title: "never", by: "ann")
        }
        await #expect(throws: CancellationError.self) { try await task.value }
        let reading = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return try await store.search("never")
        }
        await #expect(throws: CancellationError.self) { try await reading.value }
        #expect(try await store.statistics().changes == 0)
    }
}
