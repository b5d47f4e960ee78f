extension Race {
    /// Waits for a task's ending, for a time or until the caller goes away, and then tells the task to stop.
    ///
    /// - Parameter limit: How long the whole may take, of which some is spent; nothing where none is.
    func ending(
        of task: Task<Void, Never>,
        within time: Duration,
        by deadlines: Deadlines,
        survivesCancellation: Bool,
        of limit: Duration? = nil
    ) async -> Ending<Value> {
        if let ending { return ending }
        let ticket = deadlines.add(after: time) {
            self.end(.timedOut(after: limit ?? time, at: self.stage))
        }
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
