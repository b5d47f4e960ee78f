import Synchronization

/// A request that runs in a session, by which it can be cancelled.
final class RunningCall: Sendable {
    private struct State {
        var task: Task<Void, Never>?
        var isCancelled = false
    }

    private let state = Mutex(State())

    /// Whether the client took its request back.
    var isCancelled: Bool { state.withLock { $0.isCancelled } }

    /// Notes the task that carries the request out.
    func note(_ task: Task<Void, Never>) {
        let isCancelled = state.withLock { state in
            state.task = task
            return state.isCancelled
        }
        if isCancelled { task.cancel() }
    }

    func cancel() {
        let task = state.withLock { state in
            state.isCancelled = true
            return state.task
        }
        task?.cancel()
    }
}
