extension Race {
    /// Waits for a task's ending, for a time or until the caller goes away, and then tells the task to stop.
    func ending(
        of task: Task<Void, Never>,
        within time: Duration,
        by deadlines: Deadlines,
        survivesCancellation: Bool
    ) async -> Ending<Value> {
        if let ending { return ending }
        let ticket = deadlines.add(after: time) { self.end(.timedOut(after: time)) }
        let ending = await withTaskCancellationHandler {
            await wait()
        } onCancel: {
            if !survivesCancellation { end(.cancelled) }
        }
        deadlines.remove(ticket)
        switch ending {
        case .timedOut, .cancelled: task.cancel()
        case .returned, .threw: break
        }
        return ending
    }
}
