import Gatehouse
import Synchronization

/// Keeps tasks in memory, and fails as it is told.
final class FailingTaskStore: TaskStore {
    private let store = InMemoryTaskStore()
    private let failure = Mutex<TaskStoreError.Reason?>(nil)
    private let writes = Mutex(0)

    /// Why every write fails from now on; nothing where none does.
    func fail(_ reason: TaskStoreError.Reason?) {
        failure.withLock { $0 = reason }
    }

    /// How many writes have failed.
    var failed: Int { writes.withLock { $0 } }

    private func check() throws(TaskStoreError) {
        guard let reason = failure.withLock({ $0 }) else { return }
        writes.withLock { $0 += 1 }
        throw TaskStoreError(reason)
    }

    func create(_ task: StoredTask, within quota: TaskQuota) throws(TaskStoreError) {
        try check()
        try store.create(task, within: quota)
    }

    func replace(_ task: StoredTask) throws(TaskStoreError) -> Bool {
        try check()
        return try store.replace(task)
    }

    func task(id: String) -> StoredTask? { store.task(id: id) }

    func tasks(of owner: String, after place: UInt64, limit: Int) -> [StoredTask] {
        store.tasks(of: owner, after: place, limit: limit)
    }

    func unfinishedTasks(after place: UInt64, limit: Int) -> [StoredTask] {
        store.unfinishedTasks(after: place, limit: limit)
    }

    func removeExpired(at time: Int64, limit: Int) -> [String] { store.removeExpired(at: time, limit: limit) }
}
