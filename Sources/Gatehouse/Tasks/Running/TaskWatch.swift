import Synchronization

/// Waits for changes of one task.
final class TaskWatch: Sendable {
    private struct State {
        var isSignalled = false
        var isCancelled = false
        var waiting: CheckedContinuation<Void, Never>?
    }

    let task: String
    let number: UInt64
    private let state = Mutex(State())

    init(_ task: String, number: UInt64) {
        self.task = task
        self.number = number
    }

    /// Wakes who waits, or lets who will wait go on at once.
    func signal() {
        let waiting = state.withLock { state in
            state.isSignalled = state.waiting == nil
            return state.waiting.take()
        }
        waiting?.resume()
    }

    /// Waits until something has changed since the last wait. There is one who waits.
    ///
    /// - Throws: `CancellationError` where its task is cancelled.
    func next() async throws(CancellationError) {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let mayGoOn = state.withLock { state in
                    if state.isSignalled || state.isCancelled {
                        state.isSignalled = false
                        return true
                    }
                    state.waiting = continuation
                    return false
                }
                if mayGoOn { continuation.resume() }
            }
        } onCancel: {
            let waiting = state.withLock { state in
                state.isCancelled = true
                return state.waiting.take()
            }
            waiting?.resume()
        }
        if state.withLock({ $0.isCancelled }) { throw CancellationError() }
    }
}
