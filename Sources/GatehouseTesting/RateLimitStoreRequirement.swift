public import Gatehouse

/// One thing that every `RateLimitStore` does.
///
/// A store's tests run them all, each with a new, empty store; the times in them are hours, so that the tests' own time
/// does not matter:
///
/// ```swift
/// @Test("The store keeps what it promises", arguments: RateLimitStoreRequirement.all)
/// func requirement(_ requirement: RateLimitStoreRequirement) async throws {
///     try await requirement.check(MyStore())
/// }
/// ```
public struct RateLimitStoreRequirement: Sendable, CustomStringConvertible {
    /// What the store does, as a sentence.
    public let description: String
    private let body: @Sendable (any RateLimitStore) async throws -> Void

    init(_ description: String, _ body: @escaping @Sendable (any RateLimitStore) async throws -> Void) {
        self.description = description
        self.body = body
    }

    /// Checks a store that is empty.
    ///
    /// - Throws: ``UnmetRequirement`` where the store does something else, and whatever it throws where it fails.
    public func check(_ store: any RateLimitStore) async throws {
        try await body(store)
    }

    private static func demand(_ key: String, _ limit: String, cost: Int = 1) throws -> RateLimitDemand {
        RateLimitDemand(key: key, limit: try RateLimit(parsing: limit), cost: cost)
    }

    /// How many of a number of requests are admitted.
    private static func admitted(
        _ store: any RateLimitStore, _ demands: [RateLimitDemand], of count: Int
    ) async throws -> Int {
        var admitted = 0
        for _ in 0..<count where try await store.admit(demands).allSatisfy({ $0.wait <= .zero }) { admitted += 1 }
        return admitted
    }

    /// All of them.
    public static let all: [RateLimitStoreRequirement] = [
        RateLimitStoreRequirement("Every strategy admits its quota, and then says how long to wait") { store in
            for strategy in ["bucket burst 5", "fixed", "moving", "sliding"] {
                let demand = try demand(strategy, "5/hour \(strategy)")
                try UnmetRequirement.expect(
                    try await admitted(store, [demand], of: 9), 5, "how many were admitted by \(strategy)")
                let answer = try await store.admit([demand])
                try UnmetRequirement.expect(answer.map { $0.wait > .zero }, [true], "whether \(strategy) waits")
                try UnmetRequirement.expect(answer.map(\.remaining), [0], "what remains of \(strategy)")
            }
        },
        RateLimitStoreRequirement("Where one of several limits refuses, none is counted") { store in
            let (one, many) = (try demand("one", "1/day"), try demand("many", "10/day"))
            try UnmetRequirement.expect(try await admitted(store, [many, one], of: 5), 1, "how many were admitted")
            let answer = try await store.admit([many, one])
            try UnmetRequirement.expect(answer.map { $0.wait > .zero }, [false, true], "which of them refuse")
            try UnmetRequirement.expect(try await admitted(store, [many], of: 20), 9, "how many are left")
        },
        RateLimitStoreRequirement("Keys are counted by themselves, by their bytes") { store in
            for key in ["a", "A", "\u{e9}", "e\u{301}", "a\0b", "a\0c"] {
                let count = try await admitted(store, [try demand(key, "2/day")], of: 5)
                try UnmetRequirement.expect(count, 2, "how many were admitted of \(key)")
            }
        },
        RateLimitStoreRequirement("A request counts for its cost, and one of cost 0 for nothing") { store in
            let five = try demand("a", "12/day", cost: 5)
            try UnmetRequirement.expect(try await admitted(store, [five], of: 5), 2, "how many were admitted")
            try UnmetRequirement.expect(
                try await admitted(store, [try demand("a", "12/day", cost: 0)], of: 5), 5, "how many of cost 0")
            try UnmetRequirement.expect(
                try await admitted(store, [try demand("a", "12/day")], of: 5), 2, "how many of cost 1")
        },
        RateLimitStoreRequirement("A correction counts whatever the limits say, and a negative one gives back") {
            store in
            let one = try demand("a", "10/day fixed")
            _ = try await store.admit([one])
            try await store.correct([try demand("a", "10/day fixed", cost: 20)])
            try UnmetRequirement.expect(try await admitted(store, [one], of: 3), 0, "how many were admitted")
            try await store.correct([try demand("a", "10/day fixed", cost: -15)])
            try UnmetRequirement.expect(try await admitted(store, [one], of: 9), 4, "how many were admitted then")
        },
        RateLimitStoreRequirement("Of requests that come at once the quota is admitted, and not one more") { store in
            let demand = try demand("a", "50/day")
            let count = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<10 {
                    group.addTask { try await admitted(store, [demand], of: 10) }
                }
                return try await group.reduce(0, +)
            }
            try UnmetRequirement.expect(count, 50, "how many were admitted")
        },
    ]
}
