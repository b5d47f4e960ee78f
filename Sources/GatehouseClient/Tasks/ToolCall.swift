public import GatehouseProtocol

/// What came of a call that the server may go on with later: a result, or a task. Exactly one of both is there.
public struct ToolCall: Sendable {
    /// The result, where the server answered with it.
    public let result: CallToolResult?
    /// The task, where the server began one.
    public let task: TaskHandle?

    /// The result, after the task where there is one.
    ///
    /// - Throws: ``ClientError``, as ``TaskHandle/wait()`` does.
    public func wait() async throws(ClientError) -> CallToolResult {
        if let result { return result }
        guard let task else { throw ClientError(.unreadable, "the server answered with neither a result nor a task") }
        return try await task.wait()
    }
}
