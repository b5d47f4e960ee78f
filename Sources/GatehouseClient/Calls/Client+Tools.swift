public import GatehouseJSON
public import GatehouseProtocol
import Logging

/// Tools (server/tools, 2026-07-28).
extension Client {
    /// Calls a tool, and returns when it is done.
    ///
    /// What the server asks for in between is answered by the client's handlers. Where the server makes a task of the
    /// call, the client asks for the task until it is done; cancelling the Swift task cancels it. Over HTTP arguments are
    /// repeated in header fields where the tool's listed definition wants that; where the server misses one, the list is
    /// asked for, and the call is made once more.
    ///
    /// - Parameters:
    ///   - name: The tool's name.
    ///   - arguments: The arguments.
    ///   - options: What the call has of its own.
    /// - Returns: The result, which may be the tool's own error.
    /// - Throws: ``ClientError``.
    public func callTool(
        _ name: String,
        arguments: JSONObject = [:],
        options: RequestOptions = RequestOptions()
    ) async throws(ClientError) -> CallToolResult {
        try CallToolResult.read(
            try await toolResult(name, arguments: arguments, options: options), of: Method.callTool)
    }

    /// Calls a tool, and returns as soon as the server has answered: with the result, or with a task.
    ///
    /// - Throws: ``ClientError``.
    public func startTool(
        _ name: String,
        arguments: JSONObject = [:],
        options: RequestOptions = RequestOptions()
    ) async throws(ClientError) -> ToolCall {
        let result = try await callOnce(name, arguments, options)
        if let task = try taskHandle(result) { return ToolCall(result: nil, task: task) }
        return ToolCall(result: try CallToolResult.read(result, of: Method.callTool), task: nil)
    }

    /// A handle to a task that was begun before, perhaps by another process.
    public func task(_ id: String) -> TaskHandle {
        TaskHandle(id: id, initial: nil, connection: connection)
    }

    /// The result of a call as it came, for those who pass it on.
    package func toolResult(
        _ name: String,
        arguments: JSONObject,
        options: RequestOptions
    ) async throws(ClientError) -> JSONObject {
        let result = try await callOnce(name, arguments, options)
        guard let task = try taskHandle(result) else { return result }
        do throws(ClientError) {
            return try await task.result()
        } catch {
            guard error.kind == .cancelled else { throw error }
            connection.tasks.add { [connection] in
                do throws(ClientError) {
                    try await task.cancel()
                } catch {
                    connection.logger.debug("a task was not cancelled", metadata: ["reason": "\(error.reason)"])
                }
            }
            throw error
        }
    }

    private func taskHandle(_ result: JSONObject) throws(ClientError) -> TaskHandle? {
        guard result["resultType"] == "task" else { return nil }
        let task = try ServerTask.read(result, of: Method.callTool)
        return TaskHandle(id: task.taskId, initial: task, connection: connection)
    }

    private func callOnce(
        _ name: String,
        _ arguments: JSONObject,
        _ options: RequestOptions
    ) async throws(ClientError) -> JSONObject {
        let mirrored = connection.tools.mirrored(name, arguments)
        var invocation = Invocation(
            Method.callTool, ["name": .string(name), "arguments": .object(arguments)], name: name,
            mirrored: mirrored, options: options)
        do throws(ClientError) {
            return try await connection.complete(invocation)
        } catch {
            guard error.code == .headerMismatch else { throw error }
            // The definition may have changed since it was listed, or was never listed at all.
            _ = try await listItems(.tools, freshness: .asked)
            invocation.mirrored = connection.tools.mirrored(name, arguments)
            guard invocation.mirrored != mirrored else { throw error }
            return try await connection.complete(invocation)
        }
    }
}
