import Foundation
import Gatehouse
import GatehouseAudit
import GatehouseSQLite
import Synchronization
import Testing

@Suite("Searches of an audit log")
struct AuditSearchTests {
    /// Hands pages on, and counts their lines.
    private final class CountedSource: AuditSource {
        let source: any AuditSource
        private let count = Atomic<Int>(0)

        init(_ source: any AuditSource) { self.source = source }

        var lines: Int { count.load(ordering: .relaxed) }

        func page(from place: Int64, limit: Int) throws(AuditFailure) -> AuditPage {
            let page = try source.page(from: place, limit: limit)
            count.add(page.lines.count, ordering: .relaxed)
            return page
        }

        func place(ofLast count: Int) throws(AuditFailure) -> Int64 { try source.place(ofLast: count) }

        func place(between first: Int64, and last: Int64) throws(AuditFailure) -> Int64? {
            try source.place(between: first, and: last)
        }
    }

    private static let start: Int64 = 1_795_000_000_000
    private static let minute: Int64 = 60_000

    /// Logs with entries of which each is so many minutes behind the first.
    private func with(
        _ minutes: [Int64], _ body: (any AuditStore) throws -> Void
    ) async throws {
        try await ScratchFolder.with { folder in
            let stores: [any AuditStore] = [
                try await SQLiteAuditStore.open(path: folder.path("a.sqlite")),
                try FileAuditStore(path: folder.path("a.jsonl")),
            ]
            for store in stores {
                defer { store.close() }
                for start in stride(from: 0, to: minutes.count, by: 37) {
                    let part = minutes[start..<min(minutes.count, start + 37)]
                    let batch = AuditBatch(
                        zip(part.indices, part).map { number, minute in
                            var entry = Samples.entry(number)
                            entry.time = Self.start + minute * Self.minute
                            return entry
                        })
                    _ = try store.append(.process) { batch.lines(after: $0) }
                }
                try body(store)
            }
        }
    }

    private func found(_ source: any AuditSource, _ first: Int64?, _ last: Int64?) throws -> [Int64] {
        var criteria = AuditCriteria()
        criteria.since = first.map { Self.start + $0 * Self.minute }
        criteria.until = last.map { Self.start + $0 * Self.minute }
        return try source.lines(matching: criteria, limit: 100_000).compactMap(\.sequence)
    }

    private func numbers(_ range: ClosedRange<Int64>) -> [Int64] { Array(range) }

    @Test("A search for a time reads what stands about it, and finds all of it")
    func bounded() async throws {
        try await with((0..<20_000).map { Int64($0) }) { store in
            let source = CountedSource(store)
            let few = try found(source, 15_000, 15_010)
            #expect(few == numbers(15_001...15_011))
            #expect(source.lines < 1_500)
            #expect(try found(store, 19_990, nil) == numbers(19_991...20_000))
            #expect(try found(store, nil, 5) == numbers(1...6))
            #expect(try found(store, 20_000, nil) == [])
            #expect(try found(store, -500, -100) == [])
            #expect(try found(store, 0, 19_999).count == 20_000)
        }
    }

    @Test("A clock that was set back by up to an hour hides nothing")
    func setBack() async throws {
        // Every 500 entries the clock goes back by 55 minutes.
        let minutes = (0..<6_000).map { number in Int64(number) - Int64(number / 500) * 55 }
        try await with(minutes) { store in
            for first in stride(from: Int64(0), to: 5_400, by: 131) {
                let expected = minutes.indices.filter { (first...first + 20).contains(minutes[$0]) }.map {
                    Int64($0 + 1)
                }
                let found = try found(store, first, first + 20)
                #expect(found == expected, "from \(first)")
            }
        }
    }

    @Test("What is no entry hides nothing behind it")
    func unreadable() async throws {
        try await ScratchFolder.with { folder in
            let path = folder.path("a.jsonl")
            var text = Samples.text(Samples.lines(40))
            text.insert(contentsOf: [UInt8](repeating: 0x78, count: text.count) + [0x0A], at: 0)
            try text.write(to: path)
            let source = try FileAuditSource(path: path)
            var criteria = AuditCriteria()
            criteria.since = 1_795_000_000_030
            let found = try source.lines(matching: criteria, limit: 99).compactMap(\.sequence)
            #expect(found == numbers(30...40))
        }
    }
}
