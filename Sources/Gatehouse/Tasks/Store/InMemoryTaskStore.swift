import GatehouseJSON
import Synchronization

/// Keeps tasks in memory: they are gone when the process ends.
public final class InMemoryTaskStore: TaskStore {
    private struct State {
        var tasks: [String: StoredTask] = [:]
        /// The ids by place: of each owner, and of those that have not ended.
        var byOwner: [ExactString: [UInt64: String]] = [:]
        var unfinished: [UInt64: String] = [:]
        var lastPlace: UInt64 = 0
        var bytes = 0
        /// No task expires before this; looking for expired ones is free until then.
        var earliestExpiry = Int64.max
    }

    private let maximumBytes: Int
    private let state = Mutex(State())

    /// - Parameter maximumBytes: How many bytes all tasks may have together.
    public init(maximumBytes: Int = 268_435_456) {
        self.maximumBytes = max(0, maximumBytes)
    }

    /// How many tasks there are.
    public var count: Int { state.withLock { $0.tasks.count } }

    public func create(_ task: StoredTask, within quota: TaskQuota) throws(TaskStoreError) {
        try state.withLock { state throws(TaskStoreError) in
            guard state.tasks[task.id] == nil else { throw TaskStoreError(.duplicate) }
            guard state.byOwner[ExactString(task.owner), default: [:]].count < quota.maximumPerOwner else {
                throw TaskStoreError(.ownerFull)
            }
            guard state.tasks.count < quota.maximum, fits(task.body.count, state) else { throw TaskStoreError(.full) }
            state.lastPlace += 1
            insert(task.at(state.lastPlace), into: &state)
        }
    }

    public func replace(_ task: StoredTask) throws(TaskStoreError) -> Bool {
        try state.withLock { state throws(TaskStoreError) in
            guard let old = state.tasks[task.id], old.version == task.version - 1 else { return false }
            guard fits(task.body.count - old.body.count, state) else { throw TaskStoreError(.full) }
            remove(old, from: &state)
            let new = StoredTask(
                id: old.id, owner: old.owner, place: old.place, version: task.version, isFinished: task.isFinished,
                expiresAt: task.expiresAt, body: task.body)
            insert(new, into: &state)
            return true
        }
    }

    public func task(id: String) -> StoredTask? {
        state.withLock { $0.tasks[id] }
    }

    public func tasks(of owner: String, after place: UInt64, limit: Int) -> [StoredTask] {
        state.withLock { page(of: $0.byOwner[ExactString(owner), default: [:]], after: place, limit, $0) }
    }

    public func unfinishedTasks(after place: UInt64, limit: Int) -> [StoredTask] {
        state.withLock { page(of: $0.unfinished, after: place, limit, $0) }
    }

    public func removeExpired(at time: Int64, limit: Int) -> [String] {
        state.withLock { state in
            guard state.earliestExpiry <= time else { return [] }
            let expired = state.tasks.values.filter { ($0.expiresAt ?? .max) <= time }
                .sorted { ($0.expiresAt ?? .max, $0.place) < ($1.expiresAt ?? .max, $1.place) }
                .prefix(max(0, limit))
            for task in expired { remove(task, from: &state) }
            state.earliestExpiry = state.tasks.values.lazy.compactMap(\.expiresAt).min() ?? .max
            return expired.map(\.id)
        }
    }

    private func fits(_ growth: Int, _ state: borrowing State) -> Bool {
        growth <= 0 || state.bytes <= maximumBytes - growth
    }

    private func page(
        of places: [UInt64: String],
        after place: UInt64,
        _ limit: Int,
        _ state: State
    ) -> [StoredTask] {
        places.keys.filter { $0 > place }.sorted().prefix(max(0, limit)).compactMap { place in
            places[place].flatMap { state.tasks[$0] }
        }
    }

    private func insert(_ task: StoredTask, into state: inout State) {
        state.tasks[task.id] = task
        state.byOwner[ExactString(task.owner), default: [:]][task.place] = task.id
        if !task.isFinished { state.unfinished[task.place] = task.id }
        state.bytes += task.body.count
        state.earliestExpiry = min(state.earliestExpiry, task.expiresAt ?? .max)
    }

    private func remove(_ task: StoredTask, from state: inout State) {
        state.tasks[task.id] = nil
        state.byOwner[ExactString(task.owner)]?[task.place] = nil
        if state.byOwner[ExactString(task.owner)]?.isEmpty == true { state.byOwner[ExactString(task.owner)] = nil }
        state.unfinished[task.place] = nil
        state.bytes -= task.body.count
    }
}
