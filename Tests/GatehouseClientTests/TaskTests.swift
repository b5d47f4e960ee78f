import Gatehouse
import Synchronization
import Testing

@testable import GatehouseClient

@Suite("Calls that become tasks")
struct TaskTests {
    private let clock = ManualClock()

    private static func task(_ status: String, _ more: JSONObject = [:]) -> JSONObject {
        var task: JSONObject = [
            "resultType": "complete", "taskId": "t-1", "status": .string(status), "createdAt": "2026-01-01T00:00:00Z",
            "lastUpdatedAt": "2026-01-01T00:00:00Z", "ttlMs": .null, "pollIntervalMs": 250,
        ]
        for member in more { task[member.name] = member.value }
        return task
    }

    /// A server that makes a task of every call, and answers each `tasks/get` with the next state.
    private func server(_ states: [JSONObject]) -> ScriptedServer {
        let left = Mutex(states)
        return ScriptedServer.modern { exchange in
            switch exchange.method {
            case Method.callTool: exchange.result(Self.task("working", ["resultType": "task"]))
            case "tasks/get":
                exchange.result(left.withLock { $0.isEmpty ? Self.task("working") : $0.removeFirst() })
            default: exchange.result(["resultType": "complete"])
            }
        }
    }

    private func client(_ server: ScriptedServer) async throws -> Client {
        try await Client.of(server) {
            $0.handlers = Samples.handlers
            $0.timeout = nil
            $0.clock = clock.clock
        }
    }

    private static let done = task("completed", ["result": .object(Samples.text("done"))])

    @Test("A call waits for its task, and asks as often as the server wants")
    func waiting() async throws {
        let server = server([
            Self.task("working"), Self.task("working", ["pollIntervalMs": 5_000]), Self.done,
        ])
        let result = try await client(server).callTool("slow")
        #expect(result.content.first?.text == "done")
        #expect(clock.sleeps == [.milliseconds(250), .milliseconds(250), .seconds(5)])
        #expect(server.params(of: "tasks/get") == Array(repeating: ["taskId": "t-1"], count: 3))
        let meta = server.messages[0]["params"]?["_meta"]
        #expect(
            meta?["io.modelcontextprotocol/clientCapabilities"]?["extensions"]
                == ["io.modelcontextprotocol/tasks": [:]])
    }

    @Test(
        "An interval that makes no sense is brought to one that does",
        arguments: [
            (-1, .milliseconds(20)), (0, .milliseconds(20)), (86_400_000, .seconds(60)),
        ] as [(Int64, Duration)])
    func interval(milliseconds: Int64, expected: Duration) async throws {
        let server = server([Self.task("working", ["pollIntervalMs": .integer(milliseconds)]), Self.done])
        _ = try await client(server).callTool("slow")
        #expect(clock.sleeps.last == expected)
    }

    @Test("What a task asks for is answered by the handlers, each request once")
    func input() async throws {
        let asking = Self.task("input_required", ["inputRequests": ["a": Samples.form]])
        let more = Self.task("input_required", ["inputRequests": ["a": Samples.form, "b": ["method": "roots/list"]]])
        let server = server([asking, asking, more, Self.done])
        _ = try await client(server).callTool("slow")
        #expect(
            server.params(of: "tasks/update") == [
                ["taskId": "t-1", "inputResponses": ["a": ["action": "accept", "content": ["name": "Ada"]]]],
                ["taskId": "t-1", "inputResponses": ["b": ["roots": [["uri": "file:///work"]]]]],
            ])
    }

    @Test("A task that fails, or is cancelled, is an error")
    func failure() async throws {
        let failed = Self.task("failed", ["error": ["code": -32603, "message": "out of disk"]])
        let first = await #expect(throws: ClientError.self) { try await client(server([failed])).callTool("slow") }
        #expect(first?.description == "the server refused: out of disk (code -32603)")
        let cancelled = Self.task("cancelled", ["statusMessage": "by an operator"])
        let second = await #expect(throws: ClientError.self) {
            try await client(server([cancelled])).callTool("slow")
        }
        #expect(second?.kind == .taskCancelled)
        #expect(second?.description == "the task was cancelled: by an operator")
        let empty = Self.task("completed")
        let third = await #expect(throws: ClientError.self) { try await client(server([empty])).callTool("slow") }
        #expect(third?.kind == .unreadable)
    }

    @Test("A handle asks for, updates and cancels its task")
    func handle() async throws {
        let server = server([Self.done])
        let client = try await client(server)
        let call = try await client.startTool("slow")
        let task = try #require(call.task)
        #expect(call.result == nil)
        #expect(task.initial?.status == .working)
        #expect(task.initial?.ttlMs == nil)
        try await task.update(["a": .listRoots(ListRootsResult(roots: []))])
        try await task.cancel()
        #expect(try await client.task(task.id).get().status == .completed)
        #expect(server.params(of: "tasks/cancel") == [["taskId": "t-1"]])
        #expect(server.params(of: "tasks/update") == [["taskId": "t-1", "inputResponses": ["a": ["roots": []]]]])
    }

    @Test("A result that comes at once is a call without a task")
    func atOnce() async throws {
        let client = try await client(.modern { $0.result(Samples.text("now")) })
        let call = try await client.startTool("fast")
        #expect(call.task == nil)
        #expect(try await call.wait().content.first?.text == "now")
    }

    @Test("A client that does not declare tasks takes none")
    func undeclared() async throws {
        let server = server([Self.done])
        let client = try await Client.of(server) { $0.tasks = .none }
        let failure = await #expect(throws: ClientError.self) { try await client.callTool("slow") }
        #expect(
            failure?.description
                == "the server's answer is not one of MCP: the result of tools/call has resultType \"task\"")
    }

    @Test("Cancelling a call that waits for its task cancels the task")
    func cancelled() async throws {
        let server = server([])
        let client = try await Client.of(server)
        let call = Task { try await client.callTool("slow") }
        await eventually("the task was not asked for") { !server.messages(of: "tasks/get").isEmpty }
        call.cancel()
        await eventually("the task was not cancelled") { !server.messages(of: "tasks/cancel").isEmpty }
        let failure = await #expect(throws: ClientError.self) { try await call.value }
        #expect(failure?.kind == .cancelled)
    }

    @Test("Notifications tell of tasks")
    func notification() {
        let notification = ServerNotification(method: "notifications/tasks", params: Self.done)
        #expect(notification.task?.status == .completed)
        #expect(ServerNotification(method: "notifications/tasks").task == nil)
    }
}
