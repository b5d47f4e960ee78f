import GatehouseJSON
import GatehouseProtocol
import GatehouseSchema
import Logging

/// What a request came to.
enum Outcome: Sendable {
    case initialize(LegacySession)
    case ping
    case discover
    /// It is done, and there is nothing more to say.
    case done
    case list(ListKind, after: UInt64)
    case tool(ToolOutcome)
    case prompt(RegisteredPrompt, [PromptMessage])
    case resource(RegisteredResource, uri: String, Resource.Content)
    case completion(CompletionValues)
    /// The function asks its client for something first.
    case inputRequired(InputRequiredResult)
    /// What a request about tasks came to, or a call that goes on as one.
    case task(TaskAnswer)
    /// The caller went away; there is nobody to answer.
    case abandoned
}

/// A request that was carried out.
struct Called: Sendable {
    let validated: Validated
    let outcome: Outcome

    fileprivate init(validated: Validated, outcome: Outcome) {
        self.validated = validated
        self.outcome = outcome
    }
}

/// Step 8: runs the author's function, bounded in time and number, and catches whatever comes of it.
///
/// An error that the author meant for the caller reaches it. Any other becomes a sentence with the request's number,
/// under which the log has the details: what an error says about the inside of a server is nobody else's business.
struct Call: Sendable {
    let runner: Runner
    let sessions: LegacySessions
    let roundTrips: RoundTrips
    let tasks: TaskService
    /// Writes the result of a call as a response of a revision has it.
    let encode: @Sendable (ToolOutcome, ProtocolRevision) -> [UInt8]
    let logger: Logger

    func callAsFunction(
        _ permitted: Permitted,
        requestID: String,
        stream: (any ReplyStream)?,
        again: TaskRecord? = nil
    ) async throws(Refusal) -> Called {
        var job = Runner.Job(permitted: permitted, requestID: requestID, stream: stream)
        job.again = again
        job.link = link(of: permitted.validated) ?? SessionLink.link(of: job)
        return Called(validated: permitted.validated, outcome: try await outcome(of: job))
    }

    /// Calls a tool whose function never suspends and is declared inline, where a slot is free. It can ask its client for
    /// nothing, and there is nothing to wait for.
    ///
    /// - Returns: Nothing where something may have to be waited for.
    func atOnce(_ permitted: Permitted, requestID: String) throws(Refusal) -> Called? {
        let validated = permitted.validated
        guard case .tool(let tool, .synchronous(let function), _, _) = validated.invocation,
            tool.tool.options.execution.place == .inline, !tool.tool.options.task.isAllowed
        else { return nil }
        let job = Runner.Job(permitted: permitted, requestID: requestID, stream: nil)
        guard job.request.revision.isModern, job.scope == nil,
            let ending = runner.runAtOnce(job, runner.terms(of: tool, job), function)
        else { return nil }
        if let interim = try interim(ending, job) { return Called(validated: validated, outcome: interim) }
        return Called(validated: validated, outcome: try outcome(of: ending, tool, job))
    }

    private func outcome(of job: Runner.Job) async throws(Refusal) -> Outcome {
        switch job.validated.invocation {
        case .ping: return .ping
        case .discover: return .discover
        case .session: return .done
        case .initialize: return .initialize(sessions.open(job))
        case .list(let kind, let place): return .list(kind, after: place)
        // A stream has left the path before this step, because it must hold nothing of it for as long as it lasts.
        case .listen: return .abandoned
        case .tasks(let command): return try await answer(command, job)
        case .invalidArguments(let outcome): return try await endedTask(outcome, job)
        case .tool(let tool, let function, _, _): return try await call(tool, function, job)
        case .prompt(let prompt, let arguments): return try await get(prompt, arguments, job)
        case .resource(let resource, let request): return try await read(resource, request, job)
        case .complete(let task): return try await complete(task, job)
        }
    }

    private func call(
        _ tool: RegisteredTool,
        _ function: ToolFunction,
        _ job: Runner.Job
    ) async throws(Refusal) -> Outcome {
        var job = job
        var function = function
        if let door = try door(of: tool, job) {
            (job.door, job.link) = (door, door.link)
            function = .asynchronous(door.around(function.asynchronous))
        }
        let ending = try await runner.run(job, runner.terms(of: tool, job), function)
        if case .threw(let became as BecameTask) = ending { return created(became.record, job) }
        if let interim = try interim(ending, job) { return interim }
        return try outcome(of: ending, tool, job)
    }

    /// What a call comes to with an ending of its function.
    func outcome(
        of ending: Ending<ToolOutcome>,
        _ tool: RegisteredTool,
        _ job: Runner.Job
    ) throws(Refusal) -> Outcome {
        switch ending {
        case .returned(let outcome):
            return .tool(checked(outcome, of: tool, job))
        case .threw(let error as ToolError):
            return .tool(Self.outcome(of: error).readable(for: tool, in: job.request.revision))
        case .threw(let error as GuardRefusal):
            throw refusal(error, tool.tool.name, job)
        case .threw(let refusal as Refusal):
            throw refusal
        case .threw(let error as JSONRPCError):
            throw Refusal(
                .call, status: ErrorCode(rawValue: error.code).status(in: job.request.revision), error: error,
                reason: "\(tool.tool.name) refused with an error of its own")
        case .threw(let error):
            log(error, tool.tool.name, job)
            return .tool(.text("The tool failed. Reference: \(job.requestID)", isError: true))
        case .timedOut(let limit, let stage):
            return .tool(Self.late(limit, stage, job).readable(for: tool, in: job.request.revision))
        case .cancelled:
            return .abandoned
        }
    }

    /// What is told of a call whose time is over: what it was doing then.
    private static func late(_ limit: Duration, _ stage: CallStage, _ job: Runner.Job) -> ToolOutcome {
        var outcome = ToolOutcome.text(
            "The tool did not finish within \(limit). Reference: \(job.requestID). Stage: \(stage)", isError: true)
        outcome.structured = data(limit, stage).jsonBytes
        return outcome
    }

    private static func data(_ limit: Duration, _ stage: CallStage) -> JSONValue {
        [
            "error": "timeout", "stage": .string(stage.description), "timeoutMs": .integer(limit.wholeMilliseconds),
        ]
    }

    private static func outcome(of error: ToolError) -> ToolOutcome {
        var outcome = ToolOutcome.text(error.message, isError: true)
        outcome.structured = error.details?.jsonBytes
        return outcome
    }

    /// Checks structured content: it must be JSON, and follow the tool's own output schema, so that a mistake in it shows
    /// here, not in a client.
    private func checked(_ outcome: ToolOutcome, of tool: RegisteredTool, _ job: Runner.Job) -> ToolOutcome {
        do throws(UnusableOutcome) {
            return try outcome.onOneLine().following(tool.output).readable(for: tool, in: job.request.revision)
        } catch {
            logger.error(
                "a tool's result does not follow its output schema",
                metadata: ["request": "\(job.requestID)", "tool": "\(tool.tool.name)", "problem": "\(error.problem)"])
            return .text("The tool gave a result that it should not give. Reference: \(job.requestID)", isError: true)
        }
    }

    private func log(_ error: any Error, _ name: String, _ job: Runner.Job) {
        logger.error(
            "a function threw an error that is not meant for the caller",
            metadata: [
                "request": "\(job.requestID)", "name": "\(name)",
                "error": "\(job.validated.admitted.authorized.routed.reason(of: error))",
            ])
    }
}

// MARK: - Prompts and resources

extension Call {
    private func get(
        _ prompt: RegisteredPrompt,
        _ arguments: [String: String],
        _ job: Runner.Job
    ) async throws(Refusal) -> Outcome {
        let ending = try await runner.run(job, runner.terms(timeout: prompt.prompt.options.timeout, job)) { context in
            try await prompt.prompt.function(arguments, context)
        }
        if let interim = try interim(ending, job) { return interim }
        guard let messages = try value(of: ending, prompt.prompt.name, job) else { return .abandoned }
        return .prompt(prompt, messages)
    }

    private func read(
        _ resource: RegisteredResource,
        _ request: Resource.Request,
        _ job: Runner.Job
    ) async throws(Refusal) -> Outcome {
        let ending = try await runner.run(job, runner.terms(timeout: resource.resource.options.timeout, job)) {
            context in
            try await resource.resource.function(request, context)
        }
        if let interim = try interim(ending, job) { return interim }
        if case .threw(let error) = ending, error is ResourceNotFound {
            throw .resourceNotFound(.call, uri: request.uri, revision: job.request.revision)
        }
        guard let content = try value(of: ending, resource.resource.name, job) else { return .abandoned }
        return .resource(resource, uri: request.uri, content)
    }

    private func complete(_ task: CompletionTask, _ job: Runner.Job) async throws(Refusal) -> Outcome {
        guard let completion = task.completion else {
            return .completion(CompletionValues(of: task.subject.choices(of: task.argument), for: task.request.value))
        }
        let ending = try await runner.run(job, runner.terms(timeout: task.subject.timeout, job)) { context in
            try await completion.function(task.request, context)
        }
        let name = "the completion of \(task.argument) of \(task.subject.name)"
        guard let values = try value(of: ending, name, job) else { return .abandoned }
        return .completion(CompletionValues(values))
    }

    /// The value that a function returned; nothing where the caller went away.
    private func value<Value>(
        of ending: Ending<Value>,
        _ name: String,
        _ job: Runner.Job
    ) throws(Refusal) -> Value? {
        switch ending {
        case .returned(let value): return value
        case .cancelled: return nil
        case .threw(let error as ToolError):
            // The message may repeat what the caller sent, so it does not go to the log.
            throw refusal(error.message, job, data: error.details, reason: "\(name) refused with an error of its own")
        case .threw(let error as GuardRefusal):
            throw refusal(error, name, job)
        case .threw(let error as InvalidTextArgument):
            throw Refusal(
                .call, status: ErrorCode.invalidParams.status(in: job.request.revision),
                error: JSONRPCError(.invalidParams, "Invalid arguments for prompt \(name): \(Self.told(error, job))"),
                reason: "Invalid arguments for prompt \(name): \(JSONPointer([error.name])) does not fit")
        case .threw(let error):
            log(error, name, job)
            throw refusal("\(name) failed. Reference: \(job.requestID)", job)
        case .timedOut(let limit, let stage):
            throw refusal(
                "\(name) did not finish within \(limit). Reference: \(job.requestID). Stage: \(stage)", job,
                data: Self.data(limit, stage))
        }
    }

    /// What the caller is told of an argument that does not fit: nothing of a secret.
    private static func told(_ error: InvalidTextArgument, _ job: Runner.Job) -> String {
        guard case .prompt(let prompt) = job.validated.admitted.authorized.routed.target,
            prompt.redaction.depthOfSecret(at: JSONPointer([error.name])) != nil
        else { return error.description }
        return "\(JSONPointer([error.name])): does not fit"
    }

    /// What a dependency refused while it was made, before the function ran, has its status; what the function itself
    /// refuses has it too, unless a stream has begun.
    private func refusal(_ error: GuardRefusal, _ name: String, _ job: Runner.Job) -> Refusal {
        error.refusal(.call, of: job.validated.admitted.authorized.routed, by: name)
    }

    private func refusal(
        _ message: String,
        _ job: Runner.Job,
        data: JSONValue? = nil,
        reason: String? = nil
    ) -> Refusal {
        let code = ErrorCode.internalError
        return Refusal(
            .call, status: code.status(in: job.request.revision), error: JSONRPCError(code, message, data: data),
            reason: reason)
    }
}
