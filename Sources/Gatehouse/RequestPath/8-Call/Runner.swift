import GatehouseJSON
import GatehouseProtocol
import Logging

/// Runs an author's function: in a slot, until it returns, its deadline passes or its caller goes away.
struct Runner: Sendable {
    /// What a run needs to know of its request.
    struct Job: Sendable {
        let permitted: Permitted
        let requestID: String
        let stream: (any ReplyStream)?
        /// How the function asks its client for something.
        var link: (any ClientLink)?
        /// Where the call can leave its request, to go on as a task.
        var door: TaskDoor?
        /// The task that runs again, of a call that nobody waits for.
        var again: TaskRecord?

        var validated: Validated { permitted.validated }
        var request: Request { validated.admitted.authorized.routed.request }
        var name: String? { validated.admitted.authorized.routed.target.name }
        var caller: Authenticated { validated.admitted.authorized.routed.caller }
        var principal: Principal { caller.principal }
        /// Whose calls are counted together.
        var limitKey: RateLimitKey { RateLimitKey(caller.principal.identity) }
        var head: RequestHead { validated.admitted.authorized.routed.caller.received.head }
        var scope: RequestScope? { validated.admitted.authorized.routed.scope }
        /// What the client declared that it can do.
        var client: ClientCapabilities {
            (try? ClientCapabilities(json: request.clientCapabilities.value)) ?? ClientCapabilities()
        }
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
    private let guarantees: [CallGuarantee]
    private let logger: Logger

    /// - Parameters:
    ///   - limiter: Bounds the calls that run at once; every tool has a lane of its own in it.
    ///   - options: The bounds of calls.
    init(limiter: ConcurrencyLimiter, options: ServerOptions.Calls, logger: Logger) {
        self.limiter = limiter
        deadlines = Deadlines()
        timeout = options.timeout
        maximumTimeout = options.maximumTimeout
        guarantees = options.guarantees
        self.logger = logger
    }

    /// The terms of a tool.
    func terms(of tool: RegisteredTool, _ job: Job) -> Terms {
        Terms(
            lane: tool.bounds.lane.lane, timeout: timeout(tool.tool.options.timeout, job),
            execution: tool.tool.options.execution)
    }

    /// The terms of what has no lane of its own.
    func terms(timeout: Duration?, _ job: Job) -> Terms {
        Terms(lane: .shared, timeout: self.timeout(timeout, job), execution: .concurrent)
    }

    /// How long a call may take: as long as its client asks for, but no longer than its author and the server allow.
    private func timeout(_ own: Duration?, _ job: Job) -> Duration {
        timeout(own, asked: job.request.timeout)
    }

    func timeout(_ own: Duration?, asked: Duration?) -> Duration {
        min(asked ?? own ?? timeout, own ?? maximumTimeout, maximumTimeout)
    }

    /// Runs a tool's function.
    ///
    /// One that never suspends and is declared inline runs right here: it can neither be cancelled nor outlive its
    /// deadline and be left behind, so nothing has to watch over it.
    ///
    /// - Throws: ``Refusal`` with 503 where no slot becomes free in time.
    func run(_ job: Job, _ terms: Terms, _ function: ToolFunction) async throws(Refusal) -> Ending<ToolOutcome> {
        switch (function, terms.execution.place) {
        case (.asynchronous(let body), _): return try await run(job, terms, body)
        case (.synchronous(let body), .inline) where job.scope == nil:
            let slot: HeldSlot
            let deadline: ContinuousClock.Instant
            switch try await turn(of: job, terms) {
            case .came(let own, let waited):
                slot = own
                deadline = .now + (terms.timeout - waited)
            case .gone: return .cancelled
            case .late: return .timedOut(after: terms.timeout, at: .queue)
            }
            defer { slot.release() }
            do {
                return .returned(try body(context(job, deadline, reports: nil)))
            } catch {
                return .threw(error)
            }
        case (.synchronous(let body), _): return try await run(job, terms) { try body($0) }
        }
    }

    /// Runs a tool's function that never suspends right here, where a slot is free.
    ///
    /// - Returns: Nothing where the call has to wait for its turn.
    func runAtOnce(
        _ job: Job, _ terms: Terms, _ function: (Context) throws -> ToolOutcome
    ) -> Ending<ToolOutcome>? {
        guard let slot = limiter.tryAcquire(terms.lane, for: job.limitKey, of: share(of: job)) else { return nil }
        let ending: Ending<ToolOutcome>
        do {
            ending = .returned(try function(context(job, .now + terms.timeout, reports: nil)))
        } catch {
            ending = .threw(error)
        }
        slot.release()
        return ending
    }

    private func context(
        _ job: Job, _ deadline: ContinuousClock.Instant, reports: RequestReports?
    ) -> Context {
        Context(
            principal: job.principal, requestID: job.requestID, request: job.request,
            deadline: deadline, logger: logger, reports: reports, scope: job.scope, link: job.link,
            task: job.door)
    }

    /// Runs a function.
    ///
    /// - Throws: ``Refusal`` with 503 where no slot becomes free in time.
    func run<Value: Sendable>(
        _ job: Job,
        _ terms: Terms,
        _ function: @escaping @Sendable (Context) async throws -> Value
    ) async throws(Refusal) -> Ending<Value> {
        let slot: HeldSlot
        let left: Duration
        switch try await turn(of: job, terms) {
        case .came(let own, let waited):
            slot = own
            left = terms.timeout - waited
        case .gone: return .cancelled
        case .late: return .timedOut(after: terms.timeout, at: .queue)
        }
        let reports = reports(job)
        let context = context(job, .now + left, reports: reports)
        let race = Race<Value>()
        job.door?.departure.connect(race)
        let work = work(context, slot, race, function)
        let task =
            switch terms.execution.place {
            case .inline: Task.immediate(executorPreference: job.head.executor, operation: work)
            case .concurrent: Task(operation: work)
            }
        let ending = await race.ending(
            of: task, within: left, by: deadlines, survivesCancellation: false, of: terms.timeout)
        if let scope = job.scope, ending.isGivenUp { scope.cancel() }
        await reports?.end()
        return ending
    }

    /// What the call's task does. The values that live for the request are made before the function runs, and closed
    /// after it has really ended, in the call's slot and time; where closing takes longer, the result does not wait.
    private func work<Value: Sendable>(
        _ context: Context,
        _ slot: HeldSlot,
        _ race: Race<Value>,
        _ function: @escaping @Sendable (Context) async throws -> Value
    ) -> @Sendable () async -> Void {
        guard let scope = context.scope else {
            return {
                let ending: Ending<Value>
                do { ending = .returned(try await function(context)) } catch { ending = .threw(error) }
                slot.release()
                race.end(ending)
            }
        }
        scope.handOver()
        return {
            let ending: Ending<Value>
            do {
                race.enter(.dependencies)
                try await scope.prepare()
                race.enter(.function)
                ending = .returned(try await function(context))
            } catch {
                ending = .threw(error)
            }
            race.note(ending)
            race.enter(.closing)
            await scope.leave()
            slot.release()
            race.end(ending)
        }
    }

    private func share(of job: Job) -> ConcurrencyShare {
        guard !guarantees.isEmpty else { return .common }
        let table = job.validated.admitted.authorized.routed.snapshot.table
        return guarantees.share(of: table.holder(job.principal))
    }

    /// How a call's waiting for its turn ended.
    private enum Turn {
        case came(HeldSlot, waited: Duration)
        /// The caller went away meanwhile.
        case gone
        /// The call's own time was over first.
        case late
    }

    /// Waits for a slot.
    ///
    /// - Throws: ``Refusal`` with 503 where the queue is full, or where no slot becomes free in the time that a call may wait.
    private func turn(of job: Job, _ terms: Terms) async throws(Refusal) -> Turn {
        let (caller, share) = (job.limitKey, share(of: job))
        if let slot = limiter.tryAcquire(terms.lane, for: caller, of: share) {
            return .came(HeldSlot(slot), waited: .zero)
        }
        let start = ContinuousClock.now
        do throws(Overloaded) {
            let slot = HeldSlot(try await limiter.acquire(terms.lane, for: caller, of: share, within: terms.timeout))
            return .came(slot, waited: min(start.duration(to: .now), terms.timeout))
        } catch {
            guard error.reason != .cancelled else { return .gone }
            guard error.reason != .waitedTooLong || error.wait < terms.timeout else { return .late }
            throw Self.refusal(error, after: start.duration(to: .now))
        }
    }

    private static func refusal(_ error: Overloaded, after waited: Duration) -> Refusal {
        let seconds = max(1, error.retryAfter.wholeSeconds)
        return Refusal(
            .call, status: 503,
            error: JSONRPCError(
                .overloaded, "The server has too many calls under way; retry in \(seconds) s",
                data: [
                    "retryAfterMs": .integer(error.retryAfter.wholeMilliseconds),
                    "reason": .string(error.reason.description), "position": .integer(Int64(error.position)),
                    "waitedMs": .integer(waited.wholeMilliseconds),
                ]),
            fields: [Reply.Field("Retry-After", String(seconds))],
            reason: "overload: \(error.reason), position \(error.position)")
    }

    private func reports(_ job: Job) -> RequestReports? {
        // A client that does not accept a stream gets its one JSON response, without reports on the way.
        let (token, level) = (job.request.progressToken, job.request.logLevel)
        guard token != nil || level != nil, let stream = job.stream,
            MediaType.accepts("text/event-stream", job.head.accept)
        else { return nil }
        return RequestReports(
            RequestReports.Terms(
                token: token, level: level, logger: job.name, revision: job.request.revision, stream: stream,
                fields: job.validated.admitted.fields))
    }
}
