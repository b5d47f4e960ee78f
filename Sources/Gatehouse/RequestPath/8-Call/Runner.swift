import GatehouseJSON
import GatehouseProtocol
import Logging

/// Runs an author's function: in a slot, until it returns, its deadline passes or its caller goes away.
struct Runner: Sendable {
    /// What a run needs to know of its request.
    struct Job: Sendable {
        let validated: Validated
        let requestID: String
        let stream: (any ReplyStream)?

        var request: Request { validated.admitted.authorized.routed.request }
        var principal: Principal { validated.admitted.authorized.routed.caller.principal }
        var head: RequestHead { validated.admitted.authorized.routed.caller.received.head }

        /// Up to 2025-11-25 a client that disconnects does not cancel what it asked for (basic/transports).
        var survivesDisconnect: Bool { head.transport == .http && !request.revision.isModern }
    }

    /// On which terms a function runs.
    struct Terms: Sendable {
        let lane: ConcurrencyLane
        let timeout: Duration
        let execution: ToolOptions.Execution

        /// The longest that a call may take, whatever its author says: clocks cannot add much more to the present.
        static let longestTimeout = Duration.seconds(366 * 86_400)

        init(lane: ConcurrencyLane, timeout: Duration, execution: ToolOptions.Execution) {
            self.lane = lane
            self.timeout = min(max(.zero, timeout), Self.longestTimeout)
            self.execution = execution
        }
    }

    private let limiter: ConcurrencyLimiter
    private let deadlines: Deadlines
    private let timeout: Duration
    private let maximumTimeout: Duration
    private let logger: Logger

    /// - Parameters:
    ///   - limiter: Bounds the calls that run at once; every tool has a lane of its own in it.
    ///   - options: The bounds of calls.
    init(limiter: ConcurrencyLimiter, options: ServerOptions.Calls, logger: Logger) {
        self.limiter = limiter
        deadlines = Deadlines()
        timeout = options.timeout
        maximumTimeout = options.maximumTimeout
        self.logger = logger
    }

    /// The terms of a tool.
    func terms(of tool: RegisteredTool) -> Terms {
        Terms(
            lane: tool.bounds.lane.lane,
            timeout: min(tool.tool.options.timeout ?? timeout, maximumTimeout), execution: tool.tool.options.execution)
    }

    /// The terms of what has no lane of its own.
    func terms(timeout: Duration?) -> Terms {
        Terms(lane: .shared, timeout: min(timeout ?? self.timeout, maximumTimeout), execution: .concurrent)
    }

    /// Runs a function.
    ///
    /// - Throws: ``Refusal`` with 503 where no slot becomes free in time.
    func run<Value: Sendable>(
        _ job: Job,
        _ terms: Terms,
        _ function: @escaping @Sendable (Context) async throws -> Value
    ) async throws(Refusal) -> Ending<Value> {
        guard let slot = try await slot(in: terms.lane) else { return .cancelled }
        let reports = progressReports(job)
        let context = Context(
            principal: job.principal, requestID: job.requestID, request: job.request,
            deadline: .now + terms.timeout, logger: logger, progressReports: reports)
        let race = Race<Value>()
        let work: @Sendable () async -> Void = {
            let ending: Ending<Value>
            do { ending = .returned(try await function(context)) } catch { ending = .threw(error) }
            slot.release()
            race.end(ending)
        }
        let task =
            switch terms.execution.place {
            case .inline: Task.immediate(executorPreference: job.head.executor, operation: work)
            case .concurrent: Task(operation: work)
            }
        let ending = await ending(of: race, task, terms.timeout, survivesDisconnect: job.survivesDisconnect)
        await reports?.end()
        return ending
    }

    private func ending<Value: Sendable>(
        of race: Race<Value>,
        _ task: Task<Void, Never>,
        _ timeout: Duration,
        survivesDisconnect: Bool
    ) async -> Ending<Value> {
        if let ending = race.ending { return ending }
        let ticket = deadlines.add(after: timeout) { race.end(.timedOut(after: timeout)) }
        let ending = await withTaskCancellationHandler {
            await race.wait()
        } onCancel: {
            if !survivesDisconnect { race.end(.cancelled) }
        }
        deadlines.remove(ticket)
        switch ending {
        case .timedOut, .cancelled: task.cancel()
        case .returned, .threw: break
        }
        return ending
    }

    /// A slot, or nothing where the caller went away while it waited for one.
    private func slot(in lane: ConcurrencyLane) async throws(Refusal) -> HeldSlot? {
        if let slot = limiter.tryAcquire(lane) { return HeldSlot(slot) }
        do throws(Overloaded) {
            return HeldSlot(try await limiter.acquire(lane))
        } catch {
            guard error.reason != .cancelled else { return nil }
            let seconds = max(1, error.retryAfter.wholeSeconds)
            throw Refusal(
                .call, status: 503,
                error: JSONRPCError(
                    .overloaded, "The server has too many calls under way; retry in \(seconds) s",
                    data: ["retryAfterMs": .integer(error.retryAfter.wholeMilliseconds)]),
                fields: [Reply.Field("Retry-After", String(seconds))])
        }
    }

    private func progressReports(_ job: Job) -> ProgressReports? {
        // A client that does not accept a stream gets its one JSON response, without reports on the way.
        guard let token = job.request.progressToken, let stream = job.stream,
            MediaType.accepts("text/event-stream", job.head.accept)
        else { return nil }
        return ProgressReports(
            token: token, revision: job.request.revision, stream: stream, fields: job.validated.admitted.fields)
    }
}
