public import Gatehouse

/// One thing that every ``APIKeyStore`` does.
///
/// A store's tests run them all, each with a new, empty store:
///
/// ```swift
/// @Test("The store keeps what it promises", arguments: APIKeyStoreRequirement.all)
/// func requirement(_ requirement: APIKeyStoreRequirement) async throws {
///     try await requirement.check(MyStore())
/// }
/// ```
public struct APIKeyStoreRequirement: Sendable, CustomStringConvertible {
    /// What the store does, as a sentence.
    public let description: String
    private let body: @Sendable (any APIKeyStore) async throws -> Void

    init(_ description: String, _ body: @escaping @Sendable (any APIKeyStore) async throws -> Void) {
        self.description = description
        self.body = body
    }

    /// Checks a store that is empty.
    ///
    /// - Throws: ``UnmetRequirement`` where the store does something else, and `APIKeyStoreError` where it fails.
    public func check(_ store: any APIKeyStore) async throws {
        try await body(store)
    }

    /// All of them.
    public static let all: [APIKeyStoreRequirement] = adding + changing + concurrency
}

extension APIKeyStoreRequirement {
    static let adding: [APIKeyStoreRequirement] = [
        APIKeyStoreRequirement("A key is found as it was added") { store in
            let key = StoredAPIKey(
                id: "a", digest: Array(0...255), subject: "alice \u{e9}", tenant: "acme", roles: ["r", "s t"],
                scopes: ["notes:read"], note: "for \"backup\"", createdAt: 5, expiresAt: 1_700_000_000_000,
                revokedAt: 7,
                lastUsedAt: 8, successor: "b")
            try await store.add(key, maximum: 10)
            try UnmetRequirement.expect(try await store.key(id: "a"), key, "the key")
        },
        APIKeyStoreRequirement("A key of which little is said is found as it was added") { store in
            try await store.add(key("a"), maximum: 10)
            try UnmetRequirement.expect(try await store.key(id: "a"), key("a"), "the key")
        },
        APIKeyStoreRequirement("There is no key of a number that was never added, and case counts") { store in
            try await store.add(key("a"), maximum: 10)
            try UnmetRequirement.expect(try await store.key(id: "A"), nil, "the key")
            try UnmetRequirement.expect(try await store.key(id: ""), nil, "the key without a number")
        },
        APIKeyStoreRequirement("A second key of a number is refused, and the first one stays") { store in
            try await store.add(key("a"), maximum: 10)
            let reason = await refusal { () throws(APIKeyStoreError) in
                try await store.add(key("a", of: "mallory"), maximum: 10)
            }
            try UnmetRequirement.expect(reason, .duplicate, "the refusal")
            try UnmetRequirement.expect(try await store.key(id: "a")?.subject, "alice", "the subject")
        },
        APIKeyStoreRequirement("There are no more keys than there may be") { store in
            for id in ["a", "b"] { try await store.add(key(id), maximum: 2) }
            let added = await refusal { () throws(APIKeyStoreError) in try await store.add(key("c"), maximum: 2) }
            try UnmetRequirement.expect(added, .full, "the refusal of a new one")
            let replaced = await refusal { () throws(APIKeyStoreError) in
                _ = try await store.replace(id: "a", with: key("c"), endingAt: 9, maximum: 2)
            }
            try UnmetRequirement.expect(replaced, .full, "the refusal of another one's successor")
            try UnmetRequirement.expect(try await store.key(id: "a"), key("a"), "the key that was not replaced")
        },
        APIKeyStoreRequirement("Keys are listed in the order of their numbers' bytes, page by page") { store in
            for id in ["b", "Z", "a", "9"] { try await store.add(key(id), maximum: 10) }
            let first = try await store.keys(after: "", limit: 3).map(\.id)
            try UnmetRequirement.expect(first, ["9", "Z", "a"], "the first page")
            try UnmetRequirement.expect(try await store.keys(after: "a", limit: 3).map(\.id), ["b"], "the rest")
            try UnmetRequirement.expect(try await store.keys(after: "b", limit: 3), [], "what is after the last")
        },
    ]

    static let changing: [APIKeyStoreRequirement] = [
        APIKeyStoreRequirement("A key that is revoked says since when, and keeps that time") { store in
            try await store.add(key("a"), maximum: 10)
            try UnmetRequirement.expect(try await store.revoke(id: "a", at: 100), true, "whether it was there")
            try UnmetRequirement.expect(try await store.revoke(id: "a", at: 200), true, "whether it was there still")
            try UnmetRequirement.expect(try await store.key(id: "a")?.revokedAt, 100, "the time")
            try UnmetRequirement.expect(try await store.revoke(id: "b", at: 100), false, "whether another was there")
        },
        APIKeyStoreRequirement("A key that is replaced names its successor and ends, never later than it would have") {
            store in
            try await store.add(key("a"), maximum: 10)
            try await store.add(key("b", expiresAt: 50), maximum: 10)
            let first = try await store.replace(id: "a", with: key("c"), endingAt: 100, maximum: 10)
            let second = try await store.replace(id: "b", with: key("d"), endingAt: 100, maximum: 10)
            try UnmetRequirement.expect([first, second], [true, true], "whether they were replaced")
            try UnmetRequirement.expect(try await store.key(id: "a")?.expiresAt, 100, "the end of one without an end")
            try UnmetRequirement.expect(try await store.key(id: "b")?.expiresAt, 50, "the end of one that ends earlier")
            try UnmetRequirement.expect(try await store.key(id: "a")?.successor, "c", "the successor")
            try UnmetRequirement.expect(try await store.key(id: "c"), key("c"), "the new key")
        },
        APIKeyStoreRequirement("What is not there, was revoked or replaced is not replaced, and nothing is added") {
            store in
            for id in ["a", "b"] { try await store.add(key(id), maximum: 10) }
            _ = try await store.revoke(id: "a", at: 1)
            _ = try await store.replace(id: "b", with: key("c"), endingAt: 100, maximum: 10)
            for id in ["a", "b", "nobody"] {
                let isDone = try await store.replace(id: id, with: key("d"), endingAt: 100, maximum: 10)
                try UnmetRequirement.expect(isDone, false, "whether \(id) was replaced")
            }
            try UnmetRequirement.expect(try await store.key(id: "d"), nil, "the key that was not added")
        },
        APIKeyStoreRequirement("A last use only moves forward, and one of an unknown key is nothing") { store in
            for id in ["a", "b"] { try await store.add(key(id), maximum: 10) }
            try await store.noteUses(["a": 100, "nobody": 100])
            try await store.noteUses(["a": 90, "b": 5])
            try UnmetRequirement.expect(try await store.key(id: "a")?.lastUsedAt, 100, "the one's last use")
            try UnmetRequirement.expect(try await store.key(id: "b")?.lastUsedAt, 5, "the other's last use")
            try UnmetRequirement.expect(try await store.keys(after: "", limit: 9).count, 2, "how many keys there are")
        },
    ]

    static let concurrency: [APIKeyStoreRequirement] = [
        APIKeyStoreRequirement("Of those who replace one key at once, one is told that it did") { store in
            try await store.add(key("a"), maximum: 100)
            let done = try await withThrowingTaskGroup(of: Bool.self) { group in
                for number in 0..<16 {
                    group.addTask {
                        try await store.replace(id: "a", with: key("n\(number)"), endingAt: 9, maximum: 100)
                    }
                }
                return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
            }
            try UnmetRequirement.expect(done, 1, "how many replaced it")
            try UnmetRequirement.expect(try await store.keys(after: "", limit: 99).count, 2, "how many keys there are")
        }
    ]

    private static func key(_ id: String, of subject: String = "alice", expiresAt: Int64? = nil) -> StoredAPIKey {
        StoredAPIKey(id: id, digest: [1, 2, 3], subject: subject, createdAt: 1, expiresAt: expiresAt)
    }

    /// Why a store did not do something; nothing where it did.
    private static func refusal(
        _ body: () async throws(APIKeyStoreError) -> Void
    ) async -> APIKeyStoreError.Reason? {
        do throws(APIKeyStoreError) {
            try await body()
            return nil
        } catch {
            return error.reason
        }
    }
}
