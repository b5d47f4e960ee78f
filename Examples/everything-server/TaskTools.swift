import Gatehouse
import GatehouseMacros
import GatehouseProtocol

/// Tools whose calls go on as tasks (extension io.modelcontextprotocol/tasks).
@Toolbox
struct TaskTools {
    /// Greets somebody, always at once.
    ///
    /// - Parameter name: Whom to greet.
    @Tool(.readOnly)
    func greet(name: String) -> String { "Hello, \(name)!" }

    /// Computes for a while; a task where the client knows tasks. It can be cancelled.
    ///
    /// - Parameters:
    ///   - seconds: How long.
    ///   - label: What the result is called.
    @Tool(.readOnly, name: "slow_compute", task: .allowed)
    func slowCompute(@Field(.range(0...600)) seconds: Double, label: String, context: Context) async throws -> String {
        let steps = 10
        for step in 1...steps {
            try await Task.sleep(for: .seconds(seconds) / steps)
            await context.progress(Double(step), total: Double(steps))
        }
        return "\(label): computed for \(seconds) s"
    }

    /// Fails after a second, in a way that a model can read. It needs a client that knows tasks.
    @Tool(.readOnly, name: "failing_job", task: .required)
    func failingJob() async throws -> String {
        try await Task.sleep(for: .seconds(1))
        throw ToolError("The job failed, as it always does.")
    }

    /// Ends with an error of the protocol.
    @Tool(.readOnly, name: "protocol_error_job", task: .allowed)
    func protocolErrorJob() async throws -> String {
        try await Task.sleep(for: .milliseconds(100))
        throw JSONRPCError(.internalError, "The job broke, as it always does.")
    }

    /// Deletes a file, or rather nothing at all, once somebody has confirmed it.
    ///
    /// - Parameter filename: The file.
    @Tool(name: "confirm_delete", task: .allowed)
    func confirmDelete(filename: String, context: Context) async throws -> String {
        let answer = try await context.elicit("Delete \(filename)?", .confirmation("confirm"), key: "confirm")
        let isConfirmed = answer.content?["confirm"]?.boolValue == true
        return isConfirmed ? "Deleted \(filename)." : "Kept \(filename)."
    }

    /// Asks two things at once, which may be answered one after the other.
    @Tool(name: "multi_input", task: .allowed)
    func multiInput(context: Context) async throws -> String {
        let answers = try await context.ask([
            .form("What is your name?", .text("name"), key: "name"),
            .form("What is your favorite color?", .text("color"), key: "color"),
        ])
        let name = try answers.elicitation("name").text("name") ?? "Somebody"
        return "\(name) likes \(try answers.elicitation("color").text("color") ?? "no color")."
    }

    /// Asks for a name with the call, and goes on as a task after that.
    @Tool(name: "test_tool_with_task", task: .allowed.begunByFunction)
    func askedBeforeTheTask(context: Context) async throws -> String {
        let answer = try await context.elicit("What is your name?", .text("name"), key: "user_name")
        try await context.beginTask()
        try await Task.sleep(for: .milliseconds(100))
        return "A task for \(answer.text("name") ?? "somebody") is done."
    }
}
