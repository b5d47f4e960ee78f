import Synchronization

/// Who waits for a change of which task. Each is a request or a function that is under way, so there are no more than of
/// those.
final class TaskWatches: Sendable {
    private struct State {
        var last: UInt64 = 0
        var byTask: [String: [UInt64: TaskWatch]] = [:]
    }

    private let state = Mutex(State())

    /// Looks again whenever a task has changed, until there is what is looked for.
    ///
    /// - Throws: `CancellationError` where the caller's task is cancelled, and what looking throws.
    func wait<Value>(for task: String, _ look: () async throws -> Value?) async throws -> Value {
        let watch = add(task)
        defer { remove(watch) }
        while true {
            if let value = try await look() { return value }
            try await watch.next()
        }
    }

    /// Tells that a task has changed.
    func signal(_ task: String) {
        let watches = state.withLock { $0.byTask[task].map { Array($0.values) } ?? [] }
        for watch in watches { watch.signal() }
    }

    private func add(_ task: String) -> TaskWatch {
        state.withLock { state in
            state.last += 1
            let watch = TaskWatch(task, number: state.last)
            state.byTask[task, default: [:]][watch.number] = watch
            return watch
        }
    }

    private func remove(_ watch: TaskWatch) {
        state.withLock { state in
            state.byTask[watch.task]?[watch.number] = nil
            if state.byTask[watch.task]?.isEmpty == true { state.byTask[watch.task] = nil }
        }
    }
}
