import GatehouseJSON
import Testing

@testable import GatehouseNotebook

@Suite("Arguments out of bounds are refused with a sentence")
struct BoundsTests {
    struct Refused: Sendable, CustomTestStringConvertible {
        let name: String
        let field: String
        let message: String
        let call: @Sendable (NotebookStore) async throws -> Void

        var testDescription: String { name }
    }

    static let writes = [
        Refused(name: "empty title", field: "title", message: "The title is empty: give the note one.") {
            _ = try await $0.create(title: "", by: "ann")
        },
        Refused(name: "blank title", field: "title", message: "The title is empty: give the note one.") {
            _ = try await $0.create(title: " \n\t ", by: "ann")
        },
        Refused(name: "long title", field: "title", message: "The title has 201 characters; at most 200 are allowed.") {
            _ = try await $0.create(title: String(repeating: "ü", count: 201), by: "ann")
        },
        Refused(
            name: "title on two lines", field: "title",
            message: "The title has a line break or another control character, which are not allowed there."
        ) {
            _ = try await $0.create(title: "one\ntwo", by: "ann")
        },
        Refused(
            name: "long body", field: "body",
            message: "The body has 1048577 bytes; at most 1048576 are allowed. Split it into several notes."
        ) {
            _ = try await $0.create(title: "t", body: String(repeating: "x", count: 1_048_577), by: "ann")
        },
        Refused(
            name: "body with a zero", field: "body",
            message: "The body has the character U+0000, which no text needs: leave it out."
        ) {
            _ = try await $0.create(title: "t", body: "a\u{0}b", by: "ann")
        },
        Refused(name: "many tags", field: "tags", message: "There are 33 tags; at most 32 are allowed.") {
            _ = try await $0.create(title: "t", tags: (0..<33).map { "tag\($0)" }, by: "ann")
        },
        Refused(name: "long tag", field: "tags", message: "A tag has 65 characters; at most 64 are allowed.") {
            _ = try await $0.create(title: "t", tags: [String(repeating: "x", count: 65)], by: "ann")
        },
        Refused(name: "empty tag", field: "tags", message: "A tag is empty: leave it out.") {
            _ = try await $0.create(title: "t", tags: ["a", "  "], by: "ann")
        },
        Refused(
            name: "tag with a zero", field: "tags",
            message: "A tag has a line break or another control character, which are not allowed there."
        ) {
            _ = try await $0.create(title: "t", tags: ["a\u{0}b"], by: "ann")
        },
        Refused(
            name: "no author", field: "by", message: "The author is empty: the notebook records who wrote what."
        ) {
            _ = try await $0.create(title: "t", by: "")
        },
        Refused(name: "long author", field: "by", message: "The author has 513 characters; at most 512 are allowed.") {
            _ = try await $0.create(title: "t", by: String(repeating: "x", count: 513))
        },
        Refused(
            name: "author with a line break", field: "by",
            message: "The author has a line break or another control character, which are not allowed there."
        ) {
            _ = try await $0.delete(id: "x", by: "ann\nbob")
        },
        Refused(
            name: "too many drafts", field: "notes",
            message: "There are 1001 notes; at most 1000 are allowed in one call."
        ) {
            _ = try await $0.create(Array(repeating: NoteDraft(title: "t"), count: 1_001), by: "ann")
        },
        Refused(
            name: "drafts too long together", field: "notes",
            message: "The bodies have more than 16777216 bytes together, the most that is allowed in one call. "
                + "Create the notes in several."
        ) {
            let draft = NoteDraft(title: "t", body: String(repeating: "x", count: 1_048_576))
            _ = try await $0.create(Array(repeating: draft, count: 17), by: "ann")
        },
        Refused(
            name: "edit of nothing", field: "edit",
            message: "The update changes nothing: give a title, a body or tags."
        ) {
            _ = try await $0.update(id: "x", expectedVersion: 1, NoteEdit(), by: "ann")
        },
        Refused(
            name: "update of version 0", field: "expectedVersion",
            message: "The version is 0; versions are counted from 1."
        ) {
            _ = try await $0.update(id: "x", expectedVersion: 0, NoteEdit(title: "t"), by: "ann")
        },
        Refused(
            name: "deletion of a negative version", field: "expectedVersion",
            message: "The version is -1; versions are counted from 1."
        ) {
            _ = try await $0.delete(id: "x", expectedVersion: -1, by: "ann")
        },
    ]

    static let reads = [
        Refused(name: "list of 0", field: "limit", message: "The limit is 0; it must be between 1 and 100.") {
            _ = try await $0.list(limit: 0)
        },
        Refused(name: "search for 101", field: "limit", message: "The limit is 101; it must be between 1 and 100.") {
            _ = try await $0.search("x", limit: 101)
        },
        Refused(name: "recent -1", field: "limit", message: "The limit is -1; it must be between 1 and 100.") {
            _ = try await $0.recent(limit: -1)
        },
        Refused(name: "101 tags", field: "limit", message: "The limit is 101; it must be between 1 and 100.") {
            _ = try await $0.tags(limit: 101)
        },
        Refused(name: "history of 0", field: "limit", message: "The limit is 0; it must be between 1 and 100.") {
            _ = try await $0.history(id: "x", limit: 0)
        },
        Refused(name: "history before 0", field: "before", message: "The version is 0; versions are counted from 1.") {
            _ = try await $0.history(id: "x", before: 0)
        },
        Refused(name: "version 0", field: "version", message: "The version is 0; versions are counted from 1.") {
            _ = try await $0.read(id: "x", version: 0)
        },
        Refused(
            name: "empty query", field: "query", message: "The query is empty: give at least one word to look for."
        ) {
            _ = try await $0.search("")
        },
        Refused(
            name: "blank query", field: "query", message: "The query is empty: give at least one word to look for."
        ) {
            _ = try await $0.search(" \u{3000}\n")
        },
        Refused(
            name: "long query", field: "query", message: "The query has 1001 characters; at most 1000 are allowed."
        ) {
            _ = try await $0.search(String(repeating: "x", count: 1_001))
        },
        Refused(
            name: "query of many words", field: "query",
            message: "The query has 65 different words and phrases; at most 64 are allowed."
        ) {
            _ = try await $0.search((0..<65).map { "w\($0)" }.joined(separator: " "))
        },
        Refused(
            name: "query without words", field: "query",
            message: "The query has no word to look for: it needs at least one letter, digit or emoji."
        ) {
            _ = try await $0.search("\"*\" ()")
        },
        Refused(
            name: "query that only excludes", field: "query",
            message: "The query only excludes: give at least one word to look for."
        ) {
            _ = try await $0.search("-draft")
        },
        Refused(
            name: "unknown cursor", field: "cursor",
            message: "The cursor is not one that a list with these tags gave: leave it out to start again from the top."
        ) {
            _ = try await $0.list(cursor: "00000000000000000000")
        },
        Refused(name: "filter of many tags", field: "tags", message: "There are 33 tags; at most 32 are allowed.") {
            _ = try await $0.search("x", tags: (0..<33).map { "tag\($0)" })
        },
    ]

    @Test("Every bound has its own sentence, and nothing is written", arguments: writes + reads)
    func refuses(_ refused: Refused) async throws {
        let folder = try ScratchFolder()
        let store = try await folder.open()
        let error = try await #require(throws: NotebookError.self) { try await refused.call(store) }
        #expect(error.code == .invalid)
        #expect(error.field == refused.field)
        #expect(error.message == refused.message)
        #expect(try await store.statistics().changes == 0)
    }

    @Test("Everything at its bound is taken")
    func takesBounds() async throws {
        let folder = try ScratchFolder()
        let store = try await folder.open()
        let note = try await store.create(
            title: String(repeating: "ü", count: 200),
            body: String(repeating: "x", count: 1_048_576),
            tags: (0..<32).map { String(repeating: "x", count: 62) + String(10 + $0) },
            by: String(repeating: "a", count: 512)
        )
        #expect(try await store.read(id: note.id) == note)
        #expect(note.tags.count == 32)
        let query = (0..<64).map { "w\($0)" }.joined(separator: " ")
        #expect(
            try await store.search(query + String(repeating: " ", count: 1_000 - query.count), limit: 100).hits == [])
    }

    @Test("A cursor of a list with other tags is refused")
    func refusesCursorOfOtherTags() async throws {
        let folder = try ScratchFolder()
        let store = try await folder.open()
        for number in 0..<3 { _ = try await store.create(title: "note \(number)", tags: ["a"], by: "ann") }
        let cursor = try #require(try await store.list(limit: 1).nextCursor)
        #expect(try await store.list(limit: 1, cursor: cursor).notes.map(\.title) == ["note 1"])
        let error = try await #require(throws: NotebookError.self) {
            try await store.list(tags: ["a"], limit: 1, cursor: cursor)
        }
        #expect(error.field == "cursor")
    }

    @Test("A changed cursor is refused", arguments: [0, 5, 12, 13, 19])
    func refusesChangedCursor(position: Int) throws {
        var text = Array(ListCursor(change: 12).text(tags: []).utf8)
        text[position] = text[position] == UInt8(ascii: "7") ? UInt8(ascii: "8") : UInt8(ascii: "7")
        #expect(throws: NotebookError.self) { try ListCursor(String(decoding: text, as: UTF8.self), tags: []) }
    }

    @Test("A note that never was is not found")
    func notFound() async throws {
        let folder = try ScratchFolder()
        let store = try await folder.open()
        let message = "There is no note with the id \"nothing\"."
        let calls: [@Sendable () async throws -> Void] = [
            { _ = try await store.read(id: "nothing") },
            { _ = try await store.read(id: "nothing", version: 1) },
            { _ = try await store.history(id: "nothing") },
            { _ = try await store.update(id: "nothing", expectedVersion: 1, NoteEdit(body: ""), by: "ann") },
            { _ = try await store.delete(id: "nothing", by: "ann") },
        ]
        for call in calls {
            let error = try await #require(throws: NotebookError.self) { try await call() }
            #expect(error.code == .notFound)
            #expect(error.message == message)
        }
    }

    @Test("A long identifier is cut in the message")
    func cutsIdentifier() {
        let error = NotebookError.notFound(id: String(repeating: "x", count: 100_000))
        #expect(error.message == "There is no note with the id \"\(String(repeating: "x", count: 64))…\".")
    }

    @Test("A version that never was is not found")
    func versionNotFound() async throws {
        let folder = try ScratchFolder()
        let store = try await folder.open()
        let note = try await store.create(title: "t", by: "ann")
        let error = try await #require(throws: NotebookError.self) { try await store.read(id: note.id, version: 2) }
        #expect(error.message == "The note \"\(note.id)\" has no version 2.")
    }
}
