import Testing

@testable import GatehouseNotebook

@Suite("Ten thousand notes")
struct ScaleTests {
    @Test("A search takes milliseconds, and every page of the list comes once while notes are added")
    func tenThousand() async throws {
        let folder = try ScratchFolder()
        let store = try await folder.open()
        try await SampleNotes.fill(store, count: 10_000)
        try await measureSearch(store)
        try await pageWhileWriting(store)
    }

    private func measureSearch(_ store: NotebookStore) async throws {
        var numbers = SeededNumbers(state: 3)
        var times: [Duration] = []
        var found = 0
        for round in 0..<200 {
            let query = SampleNotes.query(round, using: &numbers)
            let start = ContinuousClock.now
            found += try await store.search(query).hits.count
            times.append(ContinuousClock.now - start)
        }
        times.sort()
        let (middle, high, worst) = (times[100], times[190], times[199])
        print("search of 10,000 notes: p50 \(middle), p95 \(high), worst \(worst), \(found) hits")
        let heaviest = (0..<64).map { SampleNotes.word($0) }.joined(separator: " ")
        let start = ContinuousClock.now
        _ = try await store.search(String(heaviest.prefix(NotebookLimits.queryCharacters)), limit: 100)
        print("the heaviest query: \(ContinuousClock.now - start)")
        #expect(found > 200)
        #expect(middle < .milliseconds(50))
        #expect(high < .milliseconds(500))
    }

    private func pageWhileWriting(_ store: NotebookStore) async throws {
        var seen: [String] = []
        var cursor: String?
        repeat {
            let page = try await store.list(limit: 100, cursor: cursor)
            seen += page.notes.map(\.id)
            cursor = page.nextCursor
            if seen.count.isMultiple(of: 1_000) { _ = try await store.create(title: "late", by: "ann") }
        } while cursor != nil && seen.count < 20_000
        #expect(seen.count == 10_000)
        #expect(Set(seen).count == 10_000)
        #expect(try await store.statistics().notes == 10_010)
    }
}
