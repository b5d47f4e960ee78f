/// Where tasks are kept.
///
/// What a store says that it has written outlives the server, as far as the store promises: ``InMemoryTaskStore`` keeps
/// tasks as long as the process lives, the one of the target `GatehouseSQLite` through a killed process and a power
/// failure. A store that somebody writes has to pass `TaskStoreRequirement.all` of the target `GatehouseTesting`.
///
/// Every call may be made at any time from any task, and each is one step: nobody ever sees half of a write. A store
/// belongs to one server at a time.
public protocol TaskStore: Sendable {
    /// Writes a new task, and returns once it is kept.
    ///
    /// - Parameters:
    ///   - task: The task; its place is not looked at.
    ///   - quota: How many tasks there may be with it.
    /// - Throws: ``TaskStoreError``: duplicate, owner full, full, or failed; then nothing was written.
    func create(_ task: StoredTask, within quota: TaskQuota) async throws(TaskStoreError)

    /// Writes a task over the one of the same id, where that has the version before the new one's, and returns once it
    /// is kept. Its owner and place stay what they were.
    ///
    /// - Returns: Whether it was written: not where the task is gone, or has another version.
    /// - Throws: ``TaskStoreError``: full or failed; then nothing was written.
    func replace(_ task: StoredTask) async throws(TaskStoreError) -> Bool

    /// The task of an id, expired or not.
    ///
    /// - Throws: ``TaskStoreError``: failed.
    func task(id: String) async throws(TaskStoreError) -> StoredTask?

    /// The tasks of an owner that stand behind a place, in their order.
    ///
    /// - Parameter limit: How many at most.
    /// - Throws: ``TaskStoreError``: failed.
    func tasks(of owner: String, after place: UInt64, limit: Int) async throws(TaskStoreError) -> [StoredTask]

    /// The tasks behind a place whose work has not ended, in their order, whoever owns them. It takes time in proportion
    /// to those, not to all that are kept.
    ///
    /// - Parameter limit: How many at most.
    /// - Throws: ``TaskStoreError``: failed.
    func unfinishedTasks(after place: UInt64, limit: Int) async throws(TaskStoreError) -> [StoredTask]

    /// Removes tasks that expire at a time or before it, those that expire first before the others. It takes time in
    /// proportion to those, not to all that are kept.
    ///
    /// - Parameters:
    ///   - time: The time, in milliseconds since 1970.
    ///   - limit: How many at most.
    /// - Returns: The ids of those that were removed.
    /// - Throws: ``TaskStoreError``: failed.
    func removeExpired(at time: Int64, limit: Int) async throws(TaskStoreError) -> [String]
}
