import Gatehouse
import GatehouseSQLite
import Synchronization

/// Keeps quotas in a file that is opened when the first quota is counted, as where a configuration gets quotas while the
/// server runs.
final class LaterQuotaStore: QuotaStore {
    private let path: String
    private let opening = Mutex<Task<SQLiteQuotaStore, any Error>?>(nil)

    init(path: String) {
        self.path = path
    }

    /// Opens the file now, so that what is wrong with it is known before anything is counted.
    func open() async throws {
        _ = try await store()
    }

    /// The store; a file that cannot be opened is tried again the next time.
    private func store() async throws -> SQLiteQuotaStore {
        let task = opening.withLock { opening in
            if let opening { return opening }
            let task = Task { [path] in try await SQLiteQuotaStore.open(path: path) }
            opening = task
            return task
        }
        do {
            return try await task.value
        } catch {
            opening.withLock { if $0 == task { $0 = nil } }
            throw error
        }
    }

    func used(_ keys: [QuotaCount.Key]) async throws -> [Int64] {
        try await store().used(keys)
    }

    func add(_ changes: [QuotaCount]) async throws {
        try await store().add(changes)
    }

    func removeEnded(at time: Int64, limit: Int) async throws -> Int {
        try await store().removeEnded(at: time, limit: limit)
    }

    /// Closes the file, where it was opened.
    func close() async throws {
        guard let task = opening.withLock({ $0.take() }) else { return }
        try await task.value.close()
    }
}
