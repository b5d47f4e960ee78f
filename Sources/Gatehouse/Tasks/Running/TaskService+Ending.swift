import GatehouseJSON
import GatehouseProtocol
import Logging

extension TaskService {
    /// Ends a task with what its function came to, and returns once that is kept.
    ///
    /// The store is tried again where it fails; where it goes on failing the task is left as it stands, and fails or runs
    /// again when the server starts.
    func end(_ live: LiveTask, with event: TaskEvent) async {
        guard !live.isLeftForLater else { return }
        var event = bounded(event)
        for attempt in 0..<5 {
            do {
                var isFirst = false
                let record = try await change(live.id) { record in
                    isFirst = !record.status.isTerminal
                    return event
                }
                if let record, isFirst {
                    log("a task ended", record)
                    await auditor?.keep(end: record)
                }
                return
            } catch let error as TaskStoreError where error.reason == .full {
                event = .failed(
                    JSONRPCError(.internalError, "The task's result could not be kept: there is no room for it"),
                    message: "The result could not be kept")
            } catch {
                logger.error(
                    "what became of a task could not be kept",
                    metadata: ["task": "\(live.id.prefix(8))", "error": "\(error)", "attempt": "\(attempt + 1)"])
            }
            await pause(.milliseconds(50 << attempt))
        }
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
        let live = live(record.id)
        await end(
            live ?? LiveTask(id: record.id, owner: record.owner, isRestartable: false),
            with: .failed(JSONRPCError(.internalError, message), message: message))
        live?.cancel()
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
        for live in setStopping(true) {
            if live.isRestartable {
                live.leaveForLater()
            } else {
                await end(live, with: .interrupted("The server was stopped while the task was running"))
                live.cancel()
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
