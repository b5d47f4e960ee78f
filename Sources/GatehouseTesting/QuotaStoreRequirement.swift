public import Gatehouse

/// One thing that every `QuotaStore` does.
///
/// A store's tests run them all, each with a new, empty store:
///
/// ```swift
/// @Test("The store keeps what it promises", arguments: QuotaStoreRequirement.all)
/// func requirement(_ requirement: QuotaStoreRequirement) async throws {
///     try await requirement.check(MyStore())
/// }
/// ```
public struct QuotaStoreRequirement: Sendable, CustomStringConvertible {
    /// What the store does, as a sentence.
    public let description: String
    private let body: @Sendable (any QuotaStore) async throws -> Void

    init(_ description: String, _ body: @escaping @Sendable (any QuotaStore) async throws -> Void) {
        self.description = description
        self.body = body
    }

    /// Checks a store that is empty.
    ///
    /// - Throws: ``UnmetRequirement`` where the store does something else, and whatever it throws where it fails.
    public func check(_ store: any QuotaStore) async throws {
        try await body(store)
    }

    private static func key(_ subject: String, _ start: Int64 = 0, _ end: Int64 = 100) -> QuotaCount.Key {
        QuotaCount.Key(subject: subject, start: start, end: end)
    }

    /// All of them.
    public static let all: [QuotaStoreRequirement] = [
        QuotaStoreRequirement("What was never written is 0, and counts come in the order of their keys") { store in
            try await store.add([QuotaCount(key("b"), used: 2), QuotaCount(key("a"), used: 1)])
            try UnmetRequirement.expect(
                try await store.used([key("a"), key("x"), key("b"), key("a")]), [1, 0, 2, 1], "the counts")
            try UnmetRequirement.expect(try await store.used([]), [], "the counts of no keys")
        },
        QuotaStoreRequirement("What is added adds up, also of one key in one step") { store in
            try await store.add([QuotaCount(key("a"), used: 5), QuotaCount(key("a"), used: 3)])
            try await store.add([QuotaCount(key("a"), used: 1), QuotaCount(key("b"), used: 1)])
            try UnmetRequirement.expect(try await store.used([key("a"), key("b")]), [9, 1], "the counts")
        },
        QuotaStoreRequirement("No count becomes less than 0") { store in
            try await store.add([QuotaCount(key("a"), used: 5), QuotaCount(key("b"), used: -3)])
            try await store.add([QuotaCount(key("a"), used: -3)])
            try UnmetRequirement.expect(try await store.used([key("a"), key("b")]), [2, 0], "the counts")
            try await store.add([QuotaCount(key("a"), used: -3)])
            try await store.add([QuotaCount(key("a"), used: 1)])
            try UnmetRequirement.expect(try await store.used([key("a")]), [1], "the count")
        },
        QuotaStoreRequirement("No number is too large") { store in
            try await store.add([QuotaCount(key("a"), used: .max), QuotaCount(key("b"), used: .min)])
            try await store.add([QuotaCount(key("a"), used: .max), QuotaCount(key("b"), used: .min)])
            let used = try await store.used([key("a"), key("b")])
            try UnmetRequirement.expect(used.map { $0 > 1_000_000_000_000 }, [true, false], "which is large")
        },
        QuotaStoreRequirement("Subjects are told apart by their bytes, and may hold any character") { store in
            let subjects = ["\u{e9}", "e\u{301}", "a", "A", "a\0b", "a\0c", "", "\u{1F600}"]
            try await store.add(subjects.enumerated().map { QuotaCount(key($1), used: Int64($0 + 1)) })
            try UnmetRequirement.expect(
                try await store.used(subjects.map { key($0) }), Array(1...Int64(subjects.count)), "the counts")
        },
        QuotaStoreRequirement("Periods of one subject have counts of their own") { store in
            try await store.add([
                QuotaCount(key("a", 0, 100), used: 1), QuotaCount(key("a", 100, 200), used: 2),
                QuotaCount(key("a", 0, 200), used: 3),
            ])
            let used = try await store.used([key("a", 0, 100), key("a", 100, 200), key("a", 0, 200)])
            try UnmetRequirement.expect(used, [1, 2, 3], "the counts")
        },
        QuotaStoreRequirement(
            "Counts are removed when their period has ended, and no earlier, as many as are asked for"
        ) {
            store in
            try await store.add((1...5).map { QuotaCount(key("a", 0, $0 * 10), used: $0) })
            try UnmetRequirement.expect(try await store.removeEnded(at: 9, limit: 10), 0, "how many were removed at 9")
            try UnmetRequirement.expect(try await store.removeEnded(at: 30, limit: 2), 2, "how many were removed")
            try UnmetRequirement.expect(try await store.removeEnded(at: 30, limit: 10), 1, "how many were removed then")
            let used = try await store.used((1...5).map { key("a", 0, $0 * 10) })
            try UnmetRequirement.expect(used, [0, 0, 0, 4, 5], "the counts")
        },
        QuotaStoreRequirement("Nothing is lost where many add at once") { store in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<20 {
                    group.addTask {
                        for _ in 0..<10 { try await store.add([QuotaCount(key("a"), used: 1)]) }
                    }
                }
                try await group.waitForAll()
            }
            try UnmetRequirement.expect(try await store.used([key("a")]), [200], "the count")
        },
    ]
}
