import NIOCore

/// Runs tasks on an event loop.
final class LoopExecutor: TaskExecutor {
    let eventLoop: any EventLoop

    init(_ eventLoop: any EventLoop) {
        self.eventLoop = eventLoop
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        eventLoop.execute { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }

    /// Starts a task on the loop, which must be the current one. Where the system can, it runs at once up to its
    /// first suspension, so that work that never suspends is done when this returns.
    func start(_ operation: sending @escaping @isolated(any) () async -> Void) -> Task<Void, Never> {
        if #available(macOS 26, iOS 26, tvOS 26, watchOS 26, visionOS 26, *) {
            return Task.immediate(executorPreference: self, operation: operation)
        }
        return Task(executorPreference: self, operation: operation)
    }
}
