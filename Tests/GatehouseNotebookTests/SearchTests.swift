import GRDB
import GatehouseJSON
import Testing

@testable import GatehouseNotebook

@Suite("Searching")
struct SearchTests {
    /// A notebook of notes with these titles and bodies.
    private func notebook(_ notes: [(String, String)], tags: [String] = []) async throws -> (
        ScratchFolder, NotebookStore
    ) {
        let folder = try ScratchFolder()
        let store = try await folder.open()
        _ = try await store.create(notes.map { NoteDraft(title: $0.0, body: $0.1, tags: tags) }, by: "ann")
        return (folder, store)
    }

    private func titles(_ result: SearchResult) -> [String] { result.hits.map(\.title) }

    static let library = [
        ("Straßenbahn", "Die Straße nach Köln ist gesperrt, wir fahren über Düsseldorf."),
        ("Αθήνα", "Η Ακρόπολη είναι στην Αθήνα. Ο Οδυσσεύς γύρισε στην Ιθάκη."),
        ("Ёлка", "Съешь ещё этих мягких французских булок в Москве."),
        ("مدرسة", "ذهب الطالب إلى المَدْرَسَة صباحا"),
        ("部署手册", "如何部署测试服务器：先检查数据库备份，然后重启服务。"),
        ("東京メモ", "東京タワーの近くのサーバー室で障害が発生しました。"),
        ("회의록", "학교에서 데이터베이스 회의를 했습니다."),
        ("บันทึก", "เซิร์ฟเวอร์อยู่ที่กรุงเทพ ระบบฐานข้อมูลล่ม"),
        ("हिन्दी", "यह हिन्दी में एक टिप्पणी है।"),
        ("Launch", "Ship it 🚀 and celebrate 🎉 with the team 👩‍👩‍👧‍👦"),
        ("Café", "Le café est fermé à Noël; déjà-vu."),
    ]

    @Test(
        "Every script is found, whatever the case, the accents and the encoding",
        arguments: [
            ("strasse", "Straßenbahn"), ("STRASSE", "Straßenbahn"), ("koln", "Straßenbahn"),
            ("DÜSSELDORF", "Straßenbahn"),
            ("αθηνα", "Αθήνα"), ("ΑΚΡΟΠΟΛΗ", "Αθήνα"), ("οδυσσευς", "Αθήνα"), ("ΟΔΥΣΣΕΥΣ", "Αθήνα"),
            ("еще", "Ёлка"), ("МОСКВЕ", "Ёлка"), ("франц", "Ёлка"), ("елка", "Ёлка"),
            ("المدرسة", "مدرسة"), ("الى", "مدرسة"),
            ("部署", "部署手册"), ("数据库", "部署手册"), ("服务器", "部署手册"), ("备份", "部署手册"), ("库", "部署手册"),
            ("東京", "東京メモ"), ("タワー", "東京メモ"), ("サーバー", "東京メモ"), ("ｻｰﾊﾞｰ", "東京メモ"), ("障害", "東京メモ"),
            ("サーハ\u{3099}ー", "東京メモ"), ("学校", ""), ("학교", "회의록"), ("데이터베이스", "회의록"), ("베이스", "회의록"),
            ("กรุงเทพ", "บันทึก"), ("ฐานข้อมูล", "บันทึก"), ("टिप्पणी", "हिन्दी"),
            ("🚀", "Launch"), ("🎉", "Launch"), ("👩", "Launch"), ("👩‍👩‍👧‍👦", "Launch"),
            ("cafe", "Café"), ("CAFÉ", "Café"), ("cafe\u{301}", "Café"), ("deja vu", "Café"), ("noel", "Café"),
        ]
    )
    func findsScripts(query: String, title: String) async throws {
        let (folder, store) = try await notebook(Self.library)
        let result = try await store.search(query)
        #expect(titles(result) == (title.isEmpty ? [] : [title]))
        #expect(result.matching == .allWords)
        withExtendedLifetime(folder) {}
    }

    @Test("A question in Chinese finds the note that has its words")
    func findsQuestion() async throws {
        let (folder, store) = try await notebook(Self.library)
        let result = try await store.search("怎么重启测试服务器")
        #expect(titles(result).first == "部署手册")
        #expect(result.matching == .anyWord)
        withExtendedLifetime(folder) {}
    }

    @Test("A hit in the title ranks above one in the tags, and that above one in the body")
    func ranksTitle() async throws {
        let folder = try ScratchFolder()
        let store = try await folder.open()
        for index in 0..<20 { _ = try await store.create(title: "other \(index)", body: "something else", by: "ann") }
        _ = try await store.create(title: "first", body: "we saw a rollback last week here", by: "ann")
        _ = try await store.create(
            title: "second", body: "we saw something last week here", tags: ["rollback"], by: "ann")
        _ = try await store.create(title: "rollback third", body: "we saw something last week here", by: "ann")
        let hits = try await store.search("rollback").hits
        #expect(hits.map(\.title) == ["rollback third", "second", "first"])
        #expect(hits.map(\.score) == hits.map(\.score).sorted(by: >))
        #expect(hits.allSatisfy { $0.score > 0 })
    }

    @Test("The word itself ranks above a word that begins with it")
    func ranksWholeWord() async throws {
        let filler = (0..<20).map { ("other \($0)", "nothing of interest here") }
        let (folder, store) = try await notebook([("a", "the category is here"), ("b", "the cat is here")] + filler)
        #expect(titles(try await store.search("cat")) == ["b", "a"])
        withExtendedLifetime(folder) {}
    }

    static let grammar = [
        ("one", "deploy the staging server on monday"),
        ("two", "the staging area; deploy nothing"),
        ("three", "production server release"),
        ("four", "C++ and C# are languages, user@example.com wrote; path /etc/hosts"),
    ]

    @Test(
        "Words, phrases, exclusions, alternatives and beginnings of words",
        arguments: [
            ("deploy staging", ["one", "two"]),
            ("staging deploy monday", ["one"]),
            ("\"staging server\"", ["one"]),
            ("“staging server”", ["one"]),
            ("\"server staging\"", []),
            ("staging -server", ["two"]),
            ("staging -\"staging server\"", ["two"]),
            ("staging NOT server", ["two"]),
            ("deploy -serv", ["one", "two"]),
            ("deploy -serv*", ["two"]),
            ("deploy OR release", ["one", "three", "two"]),
            ("server AND staging", ["one"]),
            ("monday OR release server", ["one", "three"]),
            ("prod", ["three"]),
            ("prod*", ["three"]),
            ("\"prod\"", []),
            ("user@example.com", ["four"]),
            ("/etc/hosts", ["four"]),
            ("\"deploy the", ["one"]),
            ("staging (server)", ["one"]),
            ("server - staging", ["one"]),
        ] as [(String, [String])]
    )
    func grammar(query: String, found: [String]) async throws {
        let (folder, store) = try await notebook(Self.grammar)
        let result = try await store.search(query)
        #expect(titles(result).sorted() == found)
        #expect(result.matching == .allWords)
        withExtendedLifetime(folder) {}
    }

    @Test(
        "Where no note has all words, those with any are found, and the result says so",
        arguments: [
            ("monday release", ["one", "three"]),
            ("monday zebra", ["one"]),
            ("\"staging server\" zebra", ["one"]),
            ("release monday -production", ["one"]),
            ("title:server", ["one", "three"]),
        ] as [(String, [String])]
    )
    func anyWord(query: String, found: [String]) async throws {
        let (folder, store) = try await notebook(Self.grammar)
        let result = try await store.search(query)
        #expect(titles(result).sorted() == found)
        #expect(result.matching == .anyWord)
        withExtendedLifetime(folder) {}
    }

    @Test("Operators that join nothing are words", arguments: ["AND", "OR", "NOT", "and", "NEAR", "not or"])
    func operatorsAsWords(query: String) async throws {
        let (folder, store) = try await notebook([("a", "and or not near"), ("b", "else")])
        #expect(titles(try await store.search(query)) == ["a"])
        withExtendedLifetime(folder) {}
    }

    @Test("Only notes with all of the tags are found")
    func filtersTags() async throws {
        let folder = try ScratchFolder()
        let store = try await folder.open()
        _ = try await store.create(title: "a", body: "server", tags: ["ops", "eu"], by: "ann")
        _ = try await store.create(title: "b", body: "server", tags: ["ops"], by: "ann")
        _ = try await store.create(title: "c", body: "server", by: "ann")
        #expect(titles(try await store.search("server", tags: [" OPS "])).sorted() == ["a", "b"])
        #expect(titles(try await store.search("server", tags: ["ops", "EU"])) == ["a"])
        #expect(titles(try await store.search("server", tags: ["none"])) == [])
        #expect(try await store.list(tags: ["ops"]).notes.map(\.title) == ["b", "a"])
        #expect(try await store.tags() == [TagCount(tag: "ops", notes: 2), TagCount(tag: "eu", notes: 1)])
    }

    @Test("The limit cuts the hits, and the result tells that there are more")
    func limits() async throws {
        let (folder, store) = try await notebook((0..<5).map { ("note \($0)", "server") })
        let some = try await store.search("server", limit: 4)
        #expect(some.hits.count == 4 && some.hasMore)
        let all = try await store.search("server", limit: 5)
        #expect(all.hits.count == 5 && !all.hasMore)
        withExtendedLifetime(folder) {}
    }

    @Test("A snippet shows the hits between marks, on one line")
    func snippet() async throws {
        let words = (0..<200).map { "word\($0)" }.joined(separator: " ")
        let (folder, store) = try await notebook([("t", words + "\n\n- Der \t Straße\nnach; " + words)])
        let snippet = try #require(try await store.search("strasse").hits.first?.snippet)
        #expect(snippet.contains(" - Der «Straße» nach; word0 "))
        #expect(snippet.hasPrefix("…") && snippet.hasSuffix("…"))
        #expect(!snippet.contains("\n"))
        withExtendedLifetime(folder) {}
    }

    @Test("A snippet of text without gaps marks just the hit")
    func snippetWithoutGaps() async throws {
        let (folder, store) = try await notebook(Self.library)
        let snippet = try #require(try await store.search("数据库").hits.first?.snippet)
        #expect(snippet == "如何部署测试服务器：先检查«数据库»备份，然后重启服务。")
        withExtendedLifetime(folder) {}
    }

    @Test("A snippet is bounded also where the body has no gaps or only gaps", arguments: ["x", "\n", ".", "日"])
    func boundsSnippet(unit: String) async throws {
        let run = String(repeating: unit, count: 100_000)
        let (folder, store) = try await notebook([("t", run + " needle " + run)])
        let snippet = try #require(try await store.search("needle").hits.first?.snippet)
        #expect(snippet.unicodeScalars.count <= NotebookLimits.snippetCharacters)
        #expect(snippet.contains("«needle»"))
        withExtendedLifetime(folder) {}
    }

    @Test("A changed note is found by its new words and not by its old ones")
    func followsChanges() async throws {
        let (folder, store) = try await notebook([("Straße 日本", "alpha beta")])
        let id = try #require(try await store.list().notes.first?.id)
        _ = try await store.update(id: id, expectedVersion: 1, NoteEdit(title: "gamma", body: "delta"), by: "bob")
        for gone in ["strasse", "日本", "alpha"] { #expect(try await store.search(gone).hits == []) }
        for there in ["gamma", "delta"] { #expect(try await store.search(there).hits.map(\.id) == [id]) }
        withExtendedLifetime(folder) {}
    }

    @Test("No query of 2,000 hostile ones makes the database fail")
    func survivesFuzz() async throws {
        let (folder, store) = try await notebook(Self.library + Self.grammar)
        var numbers = SeededNumbers(state: 42)
        var refused = 0
        for _ in 0..<2_000 {
            let query = HostileText.make(length: 120, using: &numbers)
            do {
                _ = try await store.search(query)
            } catch let error as NotebookError {
                #expect(error.code == .invalid && error.field == "query")
                refused += 1
            } catch {
                Issue.record("\(query.debugDescription) failed: \(error)")
            }
        }
        #expect(refused < 1_000)
        withExtendedLifetime(folder) {}
    }

    @Test("Every hostile piece alone and in quotes is a query or is refused", arguments: HostileText.pieces)
    func survivesPieces(piece: String) async throws {
        let (folder, store) = try await notebook(Self.library)
        for query in [
            piece, "\"\(piece)\"", "x \(piece)", "\(piece) x", "-\(piece) x", "x OR \(piece)", "x NOT \(piece)",
        ] {
            do {
                _ = try await store.search(query)
            } catch let error as NotebookError {
                #expect(error.code == .invalid && error.field == "query")
            }
        }
        withExtendedLifetime(folder) {}
    }

    @Test("Notes of hostile text can be written, found, changed and deleted, and the index stays sound")
    func survivesNotes() async throws {
        let folder = try ScratchFolder()
        let store = try await folder.open()
        var numbers = SeededNumbers(state: 9)
        for round in 0..<100 {
            let body = HostileText.make(length: 400, using: &numbers).filter { $0 != "\u{0}" }
            let text = String(String.UnicodeScalarView(body.unicodeScalars.filter { $0.value != 0 }))
            let note = try await store.create(title: "n\(round)", body: text, by: "ann")
            #expect(Array(try await store.read(id: note.id).body.utf8) == Array(text.utf8))
            if round.isMultiple(of: 3) {
                let edit = NoteEdit(body: HostileText.make(length: 9, using: &numbers).replacing("\u{0}", with: "0"))
                _ = try? await store.update(id: note.id, expectedVersion: 1, edit, by: "bob")
            }
            if round.isMultiple(of: 4) { _ = try await store.delete(id: note.id, by: "cid") }
        }
        try await store.write("check the index") { db in
            try db.execute(sql: "INSERT INTO note_text (note_text, rank) VALUES ('integrity-check', 1)")
        }
        #expect(try await store.list(limit: 100).notes.count == 75)
    }
}
