import Synchronization

/// Tasks that end by themselves, and at the latest with their owner.
final class TaskBag: Sendable {
    private struct State {
        var tasks: [Int: Task<Void, Never>] = [:]
        var lastNumber = 0
        var isClosed = false
    }

    /// The most tasks at once; more are not begun.
    private static let maximum = 4_096
    private let state = Mutex(State())

    /// Begins a task, unless its owner has ended.
    func add(_ operation: @escaping @Sendable () async -> Void) {
        state.withLock { state in
            guard !state.isClosed, state.tasks.count < Self.maximum else { return }
            state.lastNumber += 1
            let number = state.lastNumber
            state.tasks[number] = Task { [self] in
                await operation()
                self.state.withLock { $0.tasks[number] = nil }
            }
        }
    }

    /// Cancels every task, and begins no more.
    func cancelAll() {
        let tasks = state.withLock { state in
            state.isClosed = true
            return Array(state.tasks.values)
        }
        for task in tasks { task.cancel() }
    }
}
