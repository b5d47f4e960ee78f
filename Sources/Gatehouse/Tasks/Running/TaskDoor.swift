import GatehouseJSON
import GatehouseProtocol
import Synchronization

/// Where a call can leave its request, to go on as a task: before its function runs, or where the function says so.
final class TaskDoor: Sendable {
    /// What a call brings that may become a task.
    struct Parts: Sendable {
        let draft: TaskService.Draft
        /// What the client can do.
        let client: ClientCapabilities
        /// How long the task may take.
        let timeout: Duration
        let isBegunByFunction: Bool
        /// The task that runs again; nothing where there is none yet.
        var again: TaskRecord?
        /// What the task comes to with an ending of its function.
        let event: @Sendable (Ending<ToolOutcome>) -> TaskEvent
    }

    private struct State {
        var hasStarted = false
        var live: LiveTask?
        var deadline: ContinuousClock.Instant?
        var ticket: Deadlines.Ticket?
        var work: Task<ToolOutcome, any Error>?
        var isStopped = false
    }

    let link: SwitchingLink
    let departure = Departure()
    private let service: TaskService
    private let parts: Parts
    private let state = Mutex(State())

    /// - Parameter link: How the client is reached as long as the call is no task.
    init(_ service: TaskService, _ parts: Parts, link: (any ClientLink)?) {
        self.service = service
        self.parts = parts
        self.link = SwitchingLink(link)
    }

    /// Whether the call is a task.
    var hasBegun: Bool { state.withLock { $0.live != nil } }

    /// When the task is given up.
    var deadline: ContinuousClock.Instant? { state.withLock { $0.deadline } }

    /// Makes the call a task; does nothing where it is one, or where another part of the function does it already.
    ///
    /// - Returns: Whether the call is a task.
    /// - Throws: ``Refusal`` where no task can be made, ``InputRequired`` where the client has still to answer, and
    ///   `CancellationError` where the client is gone.
    func begin() async throws -> Bool {
        guard try link.unanswered == nil else { throw InputRequired() }
        let mayBegin = state.withLock { state in
            defer { state.hasStarted = true }
            return !state.hasStarted
        }
        guard mayBegin else { return hasBegun }
        let record: TaskRecord
        do throws(Refusal) {
            let (begun, live) = try await task()
            record = begun
            go(on: live)
        } catch {
            state.withLock { $0.hasStarted = false }
            throw error
        }
        guard departure.leave(with: record) else {
            _ = try await service.cancelled(record.id, "The caller went away.")
            throw CancellationError()
        }
        return true
    }

    private func task() async throws(Refusal) -> (record: TaskRecord, live: LiveTask) {
        guard let record = parts.again else { return try await service.create(parts.draft) }
        return (record, try service.takeUp(record))
    }

    private func go(on live: LiveTask) {
        link.change(to: TaskLink(service, live, client: parts.client))
        live.onCancel { [weak self] in self?.stopWork() }
        let timeout = parts.timeout
        let ticket = service.deadlines.add(after: timeout) { [service, parts] in
            Task { await service.giveUp(live, with: parts.event(.timedOut(after: timeout))) }
        }
        state.withLock { state in
            state.live = live
            state.deadline = .now + timeout
            state.ticket = ticket
        }
    }

    private func stopWork() {
        let work = state.withLock { state in
            state.isStopped = true
            return state.work
        }
        work?.cancel()
    }

    /// The function with the door around it: what comes of it when the call is a task becomes the task's outcome.
    func around(
        _ function: @escaping @Sendable (Context) async throws -> ToolOutcome
    ) -> @Sendable (Context) async throws -> ToolOutcome {
        { [self] context in
            do {
                if !parts.isBegunByFunction || parts.again != nil { _ = try await begin() }
                let outcome = try await run { try await function(context) }
                await end(.returned(outcome))
                return outcome
            } catch {
                await end(.threw(error))
                throw error
            }
        }
    }

    /// Runs the function as a task of its own, which a client can cancel.
    private func run(_ function: @escaping @Sendable () async throws -> ToolOutcome) async throws -> ToolOutcome {
        let work = Task { try await function() }
        let isStopped = state.withLock { state in
            state.work = work
            return state.isStopped
        }
        if isStopped { work.cancel() }
        return try await withTaskCancellationHandler {
            try await work.value
        } onCancel: {
            work.cancel()
        }
    }

    private func end(_ ending: Ending<ToolOutcome>) async {
        let (live, ticket) = state.withLock { state in
            defer { state.work = nil }
            return (state.live, state.ticket)
        }
        guard let live else { return }
        if let ticket { service.deadlines.remove(ticket) }
        await service.end(live, with: parts.event(ending))
        service.leave(live)
    }
}
