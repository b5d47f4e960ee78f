import Gatehouse
import GatehouseJSON
import Testing

@testable import GatehouseNotebook

@Suite("Texts that the notebook makes")
struct TextTests {
    @Test(
        "Times are RFC 3339 in UTC with milliseconds",
        arguments: [
            (0, "1970-01-01T00:00:00.000Z"),
            (-1, "1969-12-31T23:59:59.999Z"),
            (951_782_400_001, "2000-02-29T00:00:00.001Z"),
            (951_868_800_000, "2000-03-01T00:00:00.000Z"),
            (1_709_164_800_000, "2024-02-29T00:00:00.000Z"),
            (1_785_240_000_123, "2026-07-28T12:00:00.123Z"),
            (4_107_542_399_999, "2100-02-28T23:59:59.999Z"),
            (4_107_542_400_000, "2100-03-01T00:00:00.000Z"),
            (Int64.max, "9999-12-31T23:59:59.999Z"),
            (Int64.min, "0000-01-01T00:00:00.000Z"),
        ] as [(Int64, String)]
    )
    func times(milliseconds: Int64, text: String) {
        #expect(Instant.text(milliseconds: milliseconds) == text)
    }

    @Test("Identifiers have 16 characters of the alphabet, differ, and sort by time")
    func identifiers() {
        var numbers = SystemRandomNumberGenerator()
        var seen: Set<String> = []
        var last = ""
        for millisecond in 0..<500 {
            let time = 1_785_240_000_000 + Int64(millisecond)
            let some = (0..<4).map { _ in NoteIdentifier.make(milliseconds: time, randomness: &numbers) }
            #expect(some.allSatisfy { $0 > last })
            last = some.max() ?? last
            seen.formUnion(some)
        }
        #expect(seen.count == 2_000)
        let alphabet = Set("0123456789abcdefghjkmnpqrstvwxyz")
        #expect(seen.allSatisfy { $0.count == 16 && alphabet.isSuperset(of: $0) })
    }

    @Test(
        "Identifiers are made of any time",
        arguments: [
            (0, "00000000"), (1, "00000000"), (1 << 42 - 1, "zzzzzzzz"), (-1, "00000000"), (Int64.max, "zzzzzzzz"),
        ] as [(Int64, String)]
    )
    func identifiersOfAnyTime(milliseconds: Int64, prefix: String) {
        var numbers = SeededNumbers(state: 1)
        #expect(NoteIdentifier.make(milliseconds: milliseconds, randomness: &numbers).hasPrefix(prefix))
    }

    @Test("A cursor says where it was, for lists with the same tags", arguments: [0, 1, 31, 32, 9_999, Int64.max])
    func cursors(change: Int64) throws {
        for tags in [[], ["a"], ["a", "b"]] {
            let text = ListCursor(change: change).text(tags: tags)
            #expect(text.utf8.count == 20)
            #expect(try ListCursor(text, tags: tags).change == change)
        }
    }

    @Test(
        "Text that is no cursor is refused",
        arguments: ["", "1", "not a cursor", "zzzzzzzzzzzzzzzzzzzz", "日本日本日本日本日本", String(repeating: "0", count: 999)]
    )
    func refusesCursor(text: String) {
        #expect(throws: NotebookError.self) { try ListCursor(text, tags: []) }
    }

    @Test(
        "An excerpt is one line",
        arguments: [
            ("", ""), (" \n a \t\r\n b ", "a b"), ("abcdef", "abcdef"), ("abcdefghij", "abcdefghij"),
            ("abcdefghijk", "abcdefghij…"), ("abc def ghi jkl", "abc def gh…"), ("abcdefghij  \n ", "abcdefghij"),
        ]
    )
    func excerpts(text: String, line: String) {
        #expect(OneLine.excerpt(of: text, limit: 10) == line)
    }

    @Test("A long snippet is cut around its first hit")
    func cutsSnippet() {
        let dots = String(repeating: ".", count: 100)
        #expect(OneLine.snippet(dots + "«x»" + dots, limit: 12) == "…...«x»....…")
        #expect(OneLine.snippet("«x»" + dots, limit: 12) == "«x».......…")
        #expect(OneLine.snippet("a «x» b", limit: 12) == "a «x» b")
    }

    @Test("Results are JSON that reads well")
    func json() async throws {
        let folder = try ScratchFolder()
        let store = try await folder.open(StoppedClock().options)
        let note = try await store.create(title: "Plan", body: "Ship it\nsoon", tags: ["ops"], by: "ann")
        let time = "2026-07-28T12:00:00.000Z"
        let identity = "\"id\":\"\(note.id)\",\"version\":1,\"title\":\"Plan\",\"tags\":[\"ops\"]"
        let authors = "\"createdAt\":\"\(time)\",\"createdBy\":\"ann\",\"updatedAt\":\"\(time)\",\"updatedBy\":\"ann\""
        func text(_ value: some JSONEncodable) -> String { String(decoding: value.jsonBytes, as: UTF8.self) }
        #expect(text(note) == "{\(identity),\(authors),\"body\":\"Ship it\\nsoon\"}")
        #expect(
            text(try await store.list())
                == "{\"notes\":[{\(identity),\(authors),\"bodyBytes\":12,\"excerpt\":\"Ship it soon\"}]}"
        )
        let change =
            """
            {"id":"\(note.id)","title":"Plan","action":"created","version":1,"at":"\(time)","by":"ann"}
            """
        #expect(text(try await store.recent()) == "[\(change)]")
        #expect(text(try await store.tags()) == "[{\"tag\":\"ops\",\"notes\":1}]")
        #expect(
            text(try await store.history(id: note.id)) == """
                {"id":"\(note.id)","deleted":false,"versions":[{"version":1,"action":"created","at":"\(time)",\
                "by":"ann","changed":["title","body","tags"],"title":"Plan","tags":["ops"],"bodyBytes":12,\
                "excerpt":"Ship it soon"}]}
                """
        )
        let found = try JSONValue(parsing: (try await store.search("soon")).jsonBytes)
        #expect(
            found["hits"]?[0]?.objectValue.map { Array($0.names) } == [
                "id", "title", "snippet", "tags", "score", "version", "updatedAt", "updatedBy",
            ])
        #expect(found["hits"]?[0]?["snippet"] == "Ship it «soon»")
        #expect(found["matching"] == "all_words" && found["hasMore"] == false)
        let statistics = try JSONValue(parsing: (try await store.statistics()).jsonBytes)
        #expect(statistics["notes"] == 1 && statistics["bodyBytes"] == 12 && statistics["lastChange"]?["by"] == "ann")
        let error = try await #require(throws: NotebookError.self) {
            try await store.update(id: note.id, expectedVersion: 7, NoteEdit(body: ""), by: "bob")
        }
        let refusal = try JSONValue(parsing: error.jsonBytes)
        #expect(refusal["code"] == "stale_version" && refusal["lastChange"]?["version"] == 1)
    }
}
