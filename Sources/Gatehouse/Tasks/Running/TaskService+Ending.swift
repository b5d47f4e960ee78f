import GatehouseJSON
import GatehouseProtocol
import Logging

extension TaskService {
    /// Ends a task with what its function came to, and returns once that is kept.
    ///
    /// The store is tried again where it fails, for as long as a task can be kept: a disk that is full or broken may be
    /// mended, and whoever waits for the task is not to wait in vain. A server that stops does not wait for that; the task
    /// is left as it stands then, and fails or runs again when the server starts. Of several ends the first one counts.
    func end(_ live: LiveTask, with event: TaskEvent) async {
        let event = live.settle(bounded(event))
        let begun = ContinuousClock.now
        var attempt = 0
        while !live.isLeftForLater {
            do {
                try await keep(event, of: live, mayBeShort: attempt > 1)
                return
            } catch {
                // Each attempt would be a line of its own for every task: the log has the first ones, and then fewer.
                if attempt & (attempt + 1) == 0 {
                    logger.error(
                        "what became of a task could not be kept",
                        metadata: ["task": "\(live.id.prefix(8))", "error": "\(error)", "attempt": "\(attempt + 1)"])
                }
            }
            let isPatient = !isStopping && begun.duration(to: .now) < options.maximumTimeToLive
            guard attempt < 4 || isPatient else { return }
            await pause(min(.milliseconds(50 << min(attempt, 5)), .seconds(1)))
            attempt += 1
        }
    }

    /// Writes down what a task came to; where there has been no room for it, that there is none.
    private func keep(_ event: TaskEvent, of live: LiveTask, mayBeShort: Bool) async throws {
        var isFirst = false
        let record: TaskRecord?
        do {
            record = try await change(live.id) { record in
                isFirst = !record.status.isTerminal
                return event
            }
        } catch let error as TaskStoreError where error.reason == .full && mayBeShort {
            record = try await change(live.id) { record in
                isFirst = !record.status.isTerminal
                return .failed(
                    JSONRPCError(.internalError, "The task's result could not be kept: there is no room for it"),
                    message: "The result could not be kept")
            }
        }
        if let record, isFirst {
            log("a task ended", record)
            await auditor?.keep(end: record)
        }
    }

    /// Ends a task before its function does, and tells that to stop, whether or not the end can be kept at once.
    func giveUp(_ live: LiveTask, with event: TaskEvent) async {
        _ = live.settle(event)
        live.cancel()
        await end(live, with: event)
    }

    /// The event, where its result is not too large to keep.
    private func bounded(_ event: TaskEvent) -> TaskEvent {
        guard case .completed(let result, _) = event, result.count > options.maximumResultBytes else { return event }
        return .failed(
            JSONRPCError(
                .internalError,
                "The task's result has \(result.count) bytes, and a result may have \(options.maximumResultBytes)"),
            message: "The result is too large to keep")
    }

    /// Waits also where the task of whoever waits is cancelled.
    private func pause(_ time: Duration) async {
        let race = Race<Void>()
        _ = deadlines.add(after: time) { race.end(.returned(())) }
        _ = await race.wait()
    }

    /// Fails a task whose client cannot answer it, and tells its function to stop.
    func fail(_ record: TaskRecord, _ message: String) async {
        let live = live(record.id) ?? LiveTask(id: record.id, owner: record.owner, isRestartable: false)
        await giveUp(live, with: .failed(JSONRPCError(.internalError, message), message: message))
    }

    /// Cancels a task for its client, and tells its function to stop.
    ///
    /// - Returns: The task as it stands then; nothing where there is none.
    func cancel(_ id: String) async throws -> TaskRecord? {
        let record = try await cancelled(id, "The task was cancelled by request.")
        live(id)?.cancel()
        if let record { log("a task was asked to be cancelled", record) }
        return record
    }

    /// Has a task be cancelled, and takes that down.
    func cancelled(_ id: String, _ message: String) async throws -> TaskRecord? {
        var isFirst = false
        let record = try await change(id) { record in
            isFirst = !record.status.isTerminal
            return .cancelled(message: message)
        }
        if let record, isFirst { await auditor?.keep(end: record) }
        return record
    }

    /// Lets no task begin any more, and ends those that run: who may run again stays as it is and does so when the server
    /// starts, the others fail.
    func stop(waitingAtMost time: Duration) async {
        let running = setStopping(true)
        // All at once: where the store fails, each takes a while to give up.
        await withTaskGroup { group in
            for live in running {
                if live.isRestartable {
                    live.leaveForLater()
                } else {
                    group.addTask {
                        await self.giveUp(
                            live, with: .interrupted("The server was stopped while the task was running"))
                    }
                }
            }
        }
        await waitForFunctions(atMost: time)
    }
}

extension TaskEvent {
    /// The task ends because the server did.
    static func interrupted(_ message: String) -> TaskEvent {
        .failed(JSONRPCError(.internalError, message), message: message)
    }
}
