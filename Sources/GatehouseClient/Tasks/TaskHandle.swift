import GatehouseJSON
public import GatehouseProtocol

/// A task on the server that a call became (extension `io.modelcontextprotocol/tasks`).
///
/// Its ``id`` may be stored: ``Client/task(_:)`` gives a handle to the same task later on, or in another process of the
/// same caller.
public struct TaskHandle: Sendable {
    /// How often a server is asked that does not say how often it wants to be.
    private static let usualPause = Duration.seconds(1)
    private static let pauses = Duration.milliseconds(20)...Duration.seconds(60)

    /// What tells the task from every other one of the server.
    public let id: String
    /// The state that the call returned with, where the handle comes from a call.
    public let initial: ServerTask?
    let connection: Connection

    /// The state of the task.
    ///
    /// - Throws: ``ClientError``; with code -32602 where the server no longer knows the task.
    public func get() async throws(ClientError) -> ServerTask {
        try ServerTask.read(try await send(Method.getTask), of: Method.getTask)
    }

    /// Gives what the task asked for. The server takes its time until ``get()`` shows that.
    ///
    /// - Parameter responses: What was asked for, by the keys of ``ServerTask/inputRequests``.
    public func update(_ responses: InputResponses) async throws(ClientError) {
        try await update(responses.tree.objectValue ?? [:])
    }

    /// Asks the server to stop. It need not, and ``get()`` says what became of the task.
    public func cancel() async throws(ClientError) {
        _ = try await send(Method.cancelTask)
    }

    /// Waits until the task is done, asking as often as the server wants to be asked. What it asks for in between is
    /// answered by the client's handlers, each request once.
    ///
    /// Cancelling the Swift task ends the wait and not the task: ``cancel()`` does that.
    ///
    /// - Returns: What the call would have returned, which may be the tool's own error.
    /// - Throws: ``ClientError``: the error that the request failed with, or ``ClientError/Kind/taskCancelled``.
    public func wait() async throws(ClientError) -> CallToolResult {
        try CallToolResult.read(try await result(), of: Method.callTool)
    }

    /// The result as it came.
    func result() async throws(ClientError) -> JSONObject {
        var answered: Set<String> = []
        var task = initial
        while true {
            let current: ServerTask
            if let known = task, known.status == .working { current = known } else { current = try await get() }
            task = nil
            switch current.status {
            case .completed:
                guard let result = current.result else {
                    throw ClientError(.unreadable, "a task is completed and has no result")
                }
                return result
            case .failed: throw Self.failure(current)
            case .cancelled:
                throw ClientError(
                    .taskCancelled,
                    current.statusMessage.map { "the task was cancelled: \($0)" }
                        ?? "the task was cancelled")
            default: try await answer(current, &answered)
            }
            do { try await connection.options.clock.sleep(Self.pause(current)) } catch { throw .cancelled }
        }
    }

    private static func failure(_ task: ServerTask) -> ClientError {
        let error = task.error ?? JSONRPCError(.internalError, task.statusMessage ?? "the task failed")
        return ClientError(.serverError, error.message, response: error)
    }

    private static func pause(_ task: ServerTask) -> Duration {
        guard let milliseconds = task.pollIntervalMs else { return usualPause }
        return min(max(.milliseconds(milliseconds), pauses.lowerBound), pauses.upperBound)
    }

    /// Answers what was not answered before: a server repeats what it asks for until it has taken the answer in.
    private func answer(_ task: ServerTask, _ answered: inout Set<String>) async throws(ClientError) {
        let limits = connection.options.limits
        var open = JSONObject()
        for request in task.inputRequests ?? [:] where !answered.contains(request.name) {
            open[request.name] = request.value
        }
        guard !open.isEmpty else { return }
        guard answered.count + open.count <= limits.maximumInputRequests * limits.maximumRounds else {
            throw ClientError(.endless, "the task went on asking after \(answered.count) answers")
        }
        try await update(try await connection.responses(to: open))
        answered.formUnion(open.names)
    }

    private func update(_ responses: JSONObject) async throws(ClientError) {
        _ = try await send(Method.updateTask, ["inputResponses": .object(responses)])
    }

    private func send(_ method: String, _ more: JSONObject = [:]) async throws(ClientError) -> JSONObject {
        let revision = connection.revision
        guard revision.isModern else {
            throw .unavailable("tasks of this kind", in: revision, advice: "use 2026-07-28")
        }
        var params: JSONObject = ["taskId": .string(id)]
        for member in more { params[member.name] = member.value }
        return try await connection.complete(Invocation(method, params, name: id))
    }
}
