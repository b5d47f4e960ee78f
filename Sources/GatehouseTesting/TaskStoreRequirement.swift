public import Gatehouse

/// One thing that every ``TaskStore`` does.
///
/// A store's tests run them all, each with a new, empty store:
///
/// ```swift
/// @Test("The store keeps what it promises", arguments: TaskStoreRequirement.all)
/// func requirement(_ requirement: TaskStoreRequirement) async throws {
///     try await requirement.check(MyStore())
/// }
/// ```
public struct TaskStoreRequirement: Sendable, CustomStringConvertible {
    /// What the store does, as a sentence.
    public let description: String
    private let body: @Sendable (any TaskStore) async throws -> Void

    init(_ description: String, _ body: @escaping @Sendable (any TaskStore) async throws -> Void) {
        self.description = description
        self.body = body
    }

    /// Checks a store that is empty.
    ///
    /// - Throws: ``UnmetRequirement`` where the store does something else, and `TaskStoreError` where it fails.
    public func check(_ store: any TaskStore) async throws {
        try await body(store)
    }

    /// All of them.
    public static let all: [TaskStoreRequirement] = writing + finding + expiry + quota + concurrency
}

// MARK: - What the requirements write

extension TaskStoreRequirement {
    static let wide = TaskQuota(maximum: 10_000, maximumPerOwner: 10_000)

    static func task(
        _ id: String,
        of owner: String = "alice",
        version: Int64 = 1,
        isFinished: Bool = false,
        expiresAt: Int64? = nil,
        body: String = "{}"
    ) -> StoredTask {
        StoredTask(
            id: id, owner: owner, version: version, isFinished: isFinished, expiresAt: expiresAt,
            body: Array(body.utf8))
    }

    /// Why a store did not do something; nothing where it did.
    static func refusal(
        _ body: () async throws(TaskStoreError) -> Void
    ) async -> TaskStoreError.Reason? {
        do throws(TaskStoreError) {
            try await body()
            return nil
        } catch {
            return error.reason
        }
    }
}
