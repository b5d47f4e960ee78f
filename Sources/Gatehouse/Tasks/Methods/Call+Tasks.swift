import GatehouseJSON
import GatehouseProtocol

extension Call {
    /// The door through which a call can become a task; nothing where it stays a call.
    ///
    /// - Throws: ``Refusal`` where the tool needs a task and the client knows none, and where the client asks for a task that
    ///   the tool does not have.
    func door(of tool: RegisteredTool, _ job: Runner.Job) throws(Refusal) -> TaskDoor? {
        guard let wish = try taskWish(of: tool, job) else { return nil }
        let support = tool.tool.options.task
        let origin = support.isRestartable ? TaskOrigin(tool, job) : nil
        var draft = TaskService.Draft(tool: tool.tool.name, owner: job.principal.identity, origin: origin)
        draft.wishedTimeToLive = wish.timeToLive
        draft.caller = job.principal
        let revision = job.again?.origin.map(\.revision) ?? job.request.revision
        let parts = TaskDoor.Parts(
            draft: draft, client: job.client, timeout: timeout(of: tool),
            isBegunByFunction: support.isBegunByFunction && wish.mayWait, again: job.again
        ) { [self] ending in
            event(of: ending, tool, job, revision)
        }
        return TaskDoor(tasks, parts, link: job.link)
    }

    private func timeout(of tool: RegisteredTool) -> Duration {
        min(max(.zero, tool.tool.options.task.timeout ?? tasks.options.timeout), Runner.Terms.longestTimeout)
    }

    /// What a client wants of a task.
    private struct TaskWish {
        var timeToLive: Duration?
        /// Whether its request may be answered with something else than a task.
        var mayWait = true
    }

    private func taskWish(of tool: RegisteredTool, _ job: Runner.Job) throws(Refusal) -> TaskWish? {
        let support = tool.tool.options.task
        guard job.again == nil else { return TaskWish() }
        if job.request.revision.isModern {
            guard support.isAllowed else { return nil }
            guard job.request.clientCapabilities.knowsTasks else {
                if support.mode == .required { throw .missingTasks(.call) }
                return nil
            }
            return TaskWish()
        }
        return try legacyTaskWish(tool.tool.name, support, job)
    }

    /// The rules of basic/utilities/tasks, "Tool-Level Negotiation", of 2025-11-25; earlier revisions have no tasks.
    private func legacyTaskWish(
        _ name: String,
        _ support: ToolOptions.TaskSupport,
        _ job: Runner.Job
    ) throws(Refusal) -> TaskWish? {
        let asked = job.request.revision == .v2025_11_25 ? job.request.params["task"] : nil
        guard let asked else {
            guard support.mode == .required else { return nil }
            throw methodNotFound("\(name) can be called as a task alone: send params.task", job)
        }
        guard support.isAllowed else {
            // Where no tool has tasks, the parameter means nothing.
            guard job.validated.admitted.authorized.routed.snapshot.offersTasks else { return nil }
            throw methodNotFound("\(name) cannot be called as a task: leave params.task out", job)
        }
        do throws(JSONDecodingError) {
            let wished = try TaskMetadata(json: asked).ttl
            return TaskWish(timeToLive: wished.map { .milliseconds(max(0, $0)) }, mayWait: false)
        } catch {
            throw .invalidParams(
                .call, "params.task\(error)", status: ErrorCode.invalidParams.status(in: job.request.revision))
        }
    }

    private func methodNotFound(_ message: String, _ job: Runner.Job) -> Refusal {
        let code = ErrorCode.methodNotFound
        return Refusal(.call, status: code.status(in: job.request.revision), error: JSONRPCError(code, message))
    }

    /// A task that has ended already: a client that asked for one gets one, whatever is wrong with its arguments.
    func endedTask(_ outcome: ToolOutcome, _ job: Runner.Job) async throws(Refusal) -> Outcome {
        guard case .tool(let tool) = job.validated.admitted.authorized.routed.target, !job.request.revision.isModern,
            let wish = try taskWish(of: tool, job)
        else { return .tool(outcome) }
        var draft = TaskService.Draft(tool: tool.tool.name, owner: job.principal.identity, origin: nil)
        draft.wishedTimeToLive = wish.timeToLive
        let (record, live) = try await tasks.create(draft)
        await tasks.end(live, with: .completed(encode(outcome, job.request.revision), isError: outcome.isError))
        tasks.leave(live)
        return created(record, job)
    }

    /// The answer to a call that goes on as a task, of which a session's client is told more.
    func created(_ record: TaskRecord, _ job: Runner.Job) -> Outcome {
        if case .session(let session) = job.request.era { session.follow(task: record.id) }
        return .task(.created(record))
    }

    /// What a task comes to with an ending of its function: just what the call would have come to.
    private func event(
        of ending: Ending<ToolOutcome>,
        _ tool: RegisteredTool,
        _ job: Runner.Job,
        _ revision: ProtocolRevision
    ) -> TaskEvent {
        if case .threw(is CancellationError) = ending { return .cancelled(message: "The task was cancelled.") }
        do throws(Refusal) {
            let came =
                if let interim = try interim(ending, job) { interim } else { try outcome(of: ending, tool, job) }
            switch came {
            case .tool(let outcome): return .completed(encode(outcome, revision), isError: outcome.isError)
            default: return .cancelled(message: "The task was cancelled.")
            }
        } catch {
            return .failed(error.error, message: error.error.message)
        }
    }

    /// Carries out what a request asks of tasks.
    func answer(_ command: TaskCommand, _ job: Runner.Job) async throws(Refusal) -> Outcome {
        let answer = try await tasks.answer(command, job)
        guard case .result(let record) = answer else { return .task(answer) }
        if let error = record.error {
            throw Refusal(.call, status: 200, error: error, reason: "the task has failed")
        }
        guard record.result != nil else {
            throw Refusal(
                .call, status: 200, error: JSONRPCError(.internalError, record.message ?? "The task was cancelled."),
                reason: "the task was cancelled")
        }
        return .task(answer)
    }
}

extension TaskOrigin {
    /// What it takes to run a call again.
    fileprivate init(_ tool: RegisteredTool, _ job: Runner.Job) {
        let wanted = tool.plan?.headerFieldNames ?? []
        var arguments = JSONObject()
        if case .tool(_, _, let text, _) = job.validated.invocation { arguments = text.value.objectValue ?? [:] }
        self.init(
            tool: tool.tool.name, toolVersion: tool.version?.description, arguments: arguments,
            principal: job.principal, revision: job.request.revision,
            capabilities: job.request.clientCapabilities.value.objectValue ?? [:],
            remoteAddress: job.head.remoteAddress,
            fields: job.head.fields.filter { wanted.contains($0.name) }.map { Field(name: $0.name, value: $0.value) })
    }
}
