import GatehouseProtocol

/// Takes requests down for auditors, and refuses what may not run where it cannot be taken down.
struct Auditor: Sendable {
    let options: AuditOptions
    private let strangers: StrangerCount

    init(_ options: AuditOptions, deadlines: Deadlines) {
        self.options = options
        strangers = StrangerCount(options, deadlines: deadlines)
    }

    private var trail: any AuditTrail { options.trail }

    /// What has something done or read, or begins a session.
    private static let calls: Set<String> = [
        Method.callTool, Method.getPrompt, Method.readResource, Method.complete, Method.listen, Method.initialize,
        Method.getTask, Method.updateTask, Method.cancelTask, Method.taskResult, Method.listTasks,
    ]

    /// Whether a request is taken down that is let through.
    private func covers(_ method: String?) -> Bool {
        guard options.scope != .all else { return true }
        return method.map { Self.calls.contains($0) } ?? false
    }

    // MARK: Before a function runs

    /// Lets a request go on: one that may change something once the log says that it will.
    ///
    /// - Parameter trace: What ``trace(of:)`` gives.
    /// - Returns: What to remember of it until it is answered.
    /// - Throws: ``Refusal`` with 503 where it cannot be taken down, and may not run because of that.
    func begin(
        _ record: RequestRecord, _ validated: Validated, _ trace: consuming AuditTrace
    ) async throws(Refusal) -> AuditTrace {
        guard covers(record.method) else { return trace }
        let isPrivileged = validated.invocation.isPrivileged
        guard isPrivileged else {
            if options.onFailure == .refuseAll, !trail.canKeep { throw .unaudited(nil) }
            return trace
        }
        try await start(AuditEntry(.started, record, trace, at: options.now()))
        trace.arguments = nil
        trace.hasStarted = true
        return trace
    }

    /// What is remembered of a request until it is answered.
    func trace(of validated: Validated) -> AuditTrace {
        var trace = AuditTrace()
        trace.task = validated.invocation.task.map(AuditEntry.digest(ofTask:))
        trace.arguments = validated.auditedArguments(options.redactionKey)
        return trace
    }

    /// Whether a request goes on without ``begin(_:_:_:)``: nothing of it has to stand in the log before it runs, and nobody
    /// waits for its entry.
    func letsRunAtOnce(_ record: RequestRecord, _ validated: Validated) -> Bool {
        guard options.waiting != .all else { return false }
        guard covers(record.method) else { return true }
        return !validated.invocation.isPrivileged && (options.onFailure != .refuseAll || trail.canKeep)
    }

    /// Has a task that runs again stand in the log before it does.
    func beginAgain(_ record: RequestRecord, task: String) async throws(Refusal) {
        var entry = AuditEntry(.started, record, nil, at: options.now())
        entry.event = "task.restarted"
        entry.task = AuditEntry.digest(ofTask: task)
        try await start(entry)
    }

    private func start(_ entry: AuditEntry) async throws(Refusal) {
        let mustBeKept = options.onFailure != .allow
        guard trail.canKeep else {
            if mustBeKept { throw .unaudited(nil) }
            return trail.append(entry)
        }
        guard options.waiting != .none else { return trail.append(entry) }
        do throws(AuditFailure) {
            try await trail.keep(entry)
        } catch {
            if mustBeKept { throw .unaudited(error) }
        }
    }

    // MARK: Afterwards

    /// Whether the reply of a request waits for its entry.
    func isAwaited(_ record: RequestRecord, _ trace: AuditTrace?) -> Bool {
        if options.waiting == .all { return record.caller != nil && isTakenDown(record, trace) }
        return trace?.hasStarted == true && options.waiting == .privileged
    }

    private func isTakenDown(_ record: RequestRecord, _ trace: AuditTrace?) -> Bool {
        record.refusedBy != nil || record.status >= 400 || trace?.event != nil || covers(record.method)
    }

    /// Takes down what became of a request; nobody waits.
    func note(_ record: RequestRecord, _ trace: AuditTrace?, _ kind: AuditEntry.Kind = .finished) {
        guard isTakenDown(record, trace) else { return }
        guard record.caller != nil || record.refusedBy == nil || strangers.admit(record) else { return }
        trail.append(entry(kind, record, trace))
    }

    /// Takes down what became of a request, and returns when that is kept. Where it cannot be, the request has been carried
    /// out all the same: the entry waits in the trail, and the failure is the trail's to report.
    func keep(_ record: RequestRecord, _ trace: AuditTrace?) async {
        await keep(entry(.finished, record, trace))
    }

    /// Takes an entry down, and returns when it is kept, or cannot be.
    private func keep(_ entry: AuditEntry) async {
        guard trail.canKeep else { return trail.append(entry) }
        do throws(AuditFailure) {
            try await trail.keep(entry)
        } catch {
            // The trail has told the operator, and holds the entry.
        }
    }

    private func entry(_ kind: AuditEntry.Kind, _ record: RequestRecord, _ trace: AuditTrace?) -> AuditEntry {
        AuditEntry(kind, record, trace, at: options.now())
    }

    /// Takes down that a task begins. The entry of its call follows, and whoever waits for that waits for this one too.
    func note(beginning task: TaskRecord) {
        options.trail.append(entry("task.created", task))
    }

    /// Takes down that a task has ended, and returns when that is kept, or cannot be.
    func keep(end task: TaskRecord) async {
        let entry = entry("task.ended", task)
        guard options.waiting != .none else { return trail.append(entry) }
        await keep(entry)
    }

    private func entry(_ event: String, _ task: TaskRecord) -> AuditEntry {
        var entry = AuditEntry(event: event, at: options.now())
        entry.task = AuditEntry.digest(ofTask: task.id)
        entry.name = task.tool
        entry.details = [AuditEntry.Detail("owner", task.owner), AuditEntry.Detail("status", task.status.rawValue)]
        return entry
    }

    /// Has the log say now how many refusals it leaves out.
    func flush() { strangers.flush() }
}

extension Invocation {
    /// Whether it may change something: a tool that does not declare `readOnlyHint` (server/tools, "ToolAnnotations",
    /// 2026-07-28), and what a client does to its tasks.
    fileprivate var isPrivileged: Bool {
        switch self {
        case .tool(let tool, _, _, _): !tool.isReadOnly
        case .tasks(.cancel), .tasks(.update): true
        default: false
        }
    }

    /// The task that a request names.
    fileprivate var task: String? {
        switch self {
        case .tasks(.get(let id)), .tasks(.update(let id, _)), .tasks(.cancel(let id)), .tasks(.result(let id)):
            TaskService.isIdentifier(id) ? id : nil
        default: nil
        }
    }
}

extension Refusal {
    /// The call cannot be taken down, so it does not run.
    fileprivate static func unaudited(_ failure: AuditFailure?) -> Refusal {
        Refusal(
            .call, status: 503,
            error: JSONRPCError(
                .overloaded, "The server cannot take the call down for its audit log; retry in 5 s",
                data: ["retryAfterMs": 5_000, "reason": "audit"]),
            fields: [Reply.Field("Retry-After", "5")],
            reason: "the audit log cannot be written" + (failure.map { ": \($0)" } ?? ""))
    }
}
