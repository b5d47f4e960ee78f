import GatehouseProtocol
import Synchronization

/// The requests of a server that are being answered (revisions up to 2025-11-25).
final class ServerRequests: Sendable {
    private let maximum: Int
    private let tasks = Mutex<[RequestID: Task<Void, Never>]>([:])

    init(maximum: Int) {
        self.maximum = maximum
    }

    /// Begins to answer a request.
    ///
    /// - Returns: Whether it began: not where too many are being answered, or one with the same id is.
    func begin(_ id: RequestID, _ answer: @escaping @Sendable () async -> Void) -> Bool {
        tasks.withLock { tasks in
            guard tasks.count < maximum, tasks[id] == nil else { return false }
            tasks[id] = Task { [self] in
                await answer()
                self.tasks.withLock { $0[id] = nil }
            }
            return true
        }
    }

    /// Stops answering a request that the server no longer waits for.
    func cancel(_ id: RequestID) {
        tasks.withLock { $0[id] }?.cancel()
    }

    /// Stops answering.
    func cancelAll() {
        for task in tasks.withLock({ Array($0.values) }) { task.cancel() }
    }
}
