import Gatehouse
import Logging
import Synchronization

extension StdioTransport {
    /// Waits for what is under way, for a bounded time, and then stops it.
    func drain() async {
        responder.beginDraining()
        if await isIdle(within: limits.drainTimeout) { return }
        let tasks = state.withLock { Array($0.tasks.values) }
        logger.warning("requests were still under way after the drain timeout", metadata: ["count": "\(tasks.count)"])
        for task in tasks { task.cancel() }
        // What writes to a client that does not read cannot be stopped, and is left to the end of the process.
        _ = await isIdle(within: .seconds(1))
    }

    /// Waits until nothing is under way, and says whether that came to be within a time.
    private func isIdle(within time: Duration) async -> Bool {
        await withTaskGroup(of: Bool.self) { group in
            group.addTask { await self.idle() }
            group.addTask {
                // A sleep ends early only where it is cancelled, and then the time is over, too.
                do { try await Task.sleep(for: time) } catch { return false }
                return false
            }
            let isIdle = await group.next() ?? true
            group.cancelAll()
            return isIdle
        }
    }

    /// Waits until nothing is under way, or the task is cancelled, and says which.
    private func idle() async -> Bool {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isIdle: Bool? = state.withLock { state in
                    if state.tasks.isEmpty { return true }
                    if Task.isCancelled { return false }
                    state.waiting = continuation
                    return nil
                }
                if let isIdle { continuation.resume(returning: isIdle) }
            }
        } onCancel: {
            state.withLock { $0.waiting.take() }?.resume(returning: false)
        }
    }
}
