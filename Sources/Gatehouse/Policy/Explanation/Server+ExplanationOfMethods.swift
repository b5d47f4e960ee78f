import GatehouseJSON

// What requests would come to that are for no single component: lists, streams of notifications, and tasks.
extension Server {
    func explain(_ validated: Validated, in explanation: inout Explanation) async {
        let authorized = validated.admitted.authorized
        switch validated.invocation {
        case .list(let kind, _): explanation.explain(kind, for: authorized)
        case .listen(let filter): await explain(filter, authorized, in: &explanation)
        case .tasks(let command): await explain(command, authorized.routed.caller.principal, in: &explanation)
        case .complete(let task): explanation.add(.call, "suggests", "values of \(task.argument)")
        case .session(.subscribe(let uri)): explain([uri], authorized, in: &explanation)
        default: break
        }
    }

    /// What of a filter would be acknowledged.
    private func explain(
        _ filter: ListenFilter, _ authorized: Authorized, in explanation: inout Explanation
    ) async {
        let principal = authorized.routed.caller.principal
        let bounds = subscriptions.limits
        explanation.add(
            .call, "streams", "\(bounds.maximumPerCaller) of a caller, and \(bounds.maximum) in all, at once")
        if !filter.kinds.isEmpty {
            let kinds: [(ComponentKinds, String)] = [
                (.tools, "tools"), (.prompts, "prompts"), (.resources, "resources"),
            ]
            let named = kinds.filter { filter.kinds.contains($0.0) }.map(\.1)
            explanation.add(.call, "changes of", named.joined(separator: ", "))
        }
        explain(filter.uris ?? [], authorized, in: &explanation)
        if let ids = filter.tasks {
            let told = await tasks.honoured(ids, for: principal)
            explanation.add(.call, "tasks", "\(told.count) of \(ids.count) are the caller's, and are told")
        }
    }

    /// Who may hear of resources: whoever may read them, as far as functions need not be asked.
    private func explain(_ uris: [String], _ authorized: Authorized, in explanation: inout Explanation) {
        let snapshot = authorized.routed.snapshot
        for uri in uris {
            guard let (group, variables) = snapshot.resource(at: uri), let resource = group.current else {
                explanation.add(.call, "resource", "\(uri): left out, there is nothing")
                continue
            }
            let request = AccessRequest(
                evaluation: ConditionEvaluation(
                    caller: snapshot.table.caller(authorized.routed.caller.principal),
                    arguments: JSONObject(sorted: variables)))
            let decision = resource.control.decide(authorized.grants, in: snapshot.table, request)
            let outcome = decision.outcome == .refused ? "left out" : "told"
            explanation.add(.call, "resource", "\(uri): \(outcome), \(decision.summary ?? "allowed by declaration")")
        }
    }

    /// Whose task it is; that is known only where the tasks are.
    private func explain(_ command: TaskCommand, _ caller: Principal, in explanation: inout Explanation) async {
        guard let id = command.taskID else {
            return explanation.add(.call, "shows", "the caller's own tasks")
        }
        guard let record = try? await tasks.record(id) else {
            explanation.add(.call, "task", "not known here: whoever made it may use it, and to others it is unknown")
            return explanation.set(.call, .open)
        }
        explanation.add(.call, "task", "\(record.status), of the tool \(record.tool ?? "unknown")")
        guard record.owner.isExactly(caller.identity) else {
            explanation.add(.call, "answer", "it is another caller's, so it is unknown to this one")
            return explanation.set(.call, .refuses)
        }
        guard let tool = record.tool, tasks.access(caller, tool).outcome == .refused else { return }
        explanation.add(
            .call, "answer", "the caller may not use the tool \(tool) any more, so the task is unknown to it")
        explanation.set(.call, .refuses)
    }
}

extension TaskCommand {
    /// The task that it is about; nothing where it is about all of a caller's.
    var taskID: String? {
        switch self {
        case .get(let id), .update(let id, _), .cancel(let id), .result(let id): id
        case .list: nil
        }
    }
}

extension Explanation {
    /// How long a call of a tool may take, and who says so.
    mutating func explain(_ timeout: Duration, of tool: RegisteredTool, isAsked: Bool) {
        let who = isAsked ? "as the client asks" : tool.tool.options.timeout == nil ? "the server's" : "the tool's own"
        add(.call, "timeout", "\(timeout), \(who)")
    }

    /// What a list would show, and what it would leave out and why.
    mutating func explain(_ kind: ListKind, for authorized: Authorized) {
        let snapshot = authorized.routed.snapshot
        switch kind {
        case .tools: explain(snapshot.tools, authorized)
        case .prompts: explain(snapshot.prompts, authorized)
        case .resources: explain(snapshot.resources, authorized)
        case .templates: explain(snapshot.templates, authorized)
        }
    }

    private mutating func explain<Component: RegisteredComponent>(
        _ list: ComponentList<Component>, _ authorized: Authorized
    ) {
        let table = authorized.routed.snapshot.table
        var hidden: [String] = []
        var shown = 0
        for component in list.current {
            guard !component.control.isListed(for: authorized.grants, in: table) else {
                shown += 1
                continue
            }
            let decision = component.control.decide(authorized.grants, in: table)
            hidden.append("\(component.key): \(decision.summary ?? "hidden by declaration")")
        }
        add(.call, "shows", "\(shown) of \(shown + hidden.count)")
        for line in hidden.prefix(100) { add(.call, "hides", line) }
        if hidden.count > 100 { add(.call, "hides", "\(hidden.count - 100) more") }
    }
}
