import Synchronization
import Testing

@testable import Gatehouse

@Suite("Tasks when a server ends and begins again")
struct TaskRestartTests {
    private let store = InMemoryTaskStore()

    /// A server that a crash has left: its store has what it had acknowledged.
    private func server(_ tools: [Tool], _ policy: AccessPolicy = AccessPolicy()) throws -> Server {
        var options = ServerOptions(policy: policy)
        options.tasks.store = store
        return try Samples.server(tools: tools, options: options)
    }

    private func tool(_ support: ToolOptions.TaskSupport, _ gate: Gate, _ runs: Counter) -> Tool {
        Tool(
            name: "t", description: "", options: ToolOptions(task: support),
            inputSchema: ["type": "object", "properties": ["n": ["type": "integer"]]]
        ) { arguments, context in
            let first = try await context.once("first") { runs.next() }
            let run = runs.next()
            await gate.wait()
            return "n=\(arguments["n"]?.integerValue ?? 0) by \(context.principal.subject), run \(run), first \(first)"
        }
    }

    final class Counter: Sendable {
        private let count = Mutex(0)
        func next() -> Int {
            count.withLock { count in
                count += 1
                return count
            }
        }
    }

    @Test("A task that must not run again fails, and says why")
    func interrupted() async throws {
        let gate = Gate()
        let first = try server([tool(.allowed, gate, Counter())])
        let id = await first.begin("t")
        let second = try server([tool(.allowed, gate, Counter())])
        try await second.start()
        let task = await second.task(id, is: "failed")
        #expect(task["error"] == ["code": -32603, "message": "The server ended while the task was running"])
        await second.stop()
        gate.open()
    }

    @Test(
        "A task that may run again does, with its arguments and its caller, and effects that it had once it has not again"
    )
    func restarted() async throws {
        let (stuck, open, runs) = (Gate(), Gate(), Counter())
        let first = try server([tool(.allowed.restartable, stuck, runs)])
        let id = await first.begin("t", ["n": 7])
        await stuck.arrivals()
        open.open()
        let second = try server([tool(.allowed.restartable, open, runs)])
        try await second.start()
        let task = await second.task(id, is: "completed")
        #expect(task["result"]?["content"]?[0]?["text"] == "n=7 by alice, run 3, first 1")
        #expect(task["result"]?["resultType"] == "complete")
        await second.stop()
        stuck.open()
    }

    @Test("A finished task is there after a restart, and does not run again")
    func finished() async throws {
        let gate = Gate()
        gate.open()
        let runs = Counter()
        let first = try server([tool(.allowed.restartable, gate, runs)])
        let id = await first.begin("t")
        let before = await first.task(id, is: "completed")
        let second = try server([tool(.allowed.restartable, gate, runs)])
        try await second.start()
        #expect(await second.task(id, is: "completed") == before)
        #expect(runs.next() == 3)
        await second.stop()
    }

    @Test("A caller that may not use the tool any more does not have its task run again")
    func accessIsCheckedAgain() async throws {
        let gate = Gate()
        var guarded = tool(.allowed.restartable, gate, Counter())
        guarded.options.access = .permission("jobs:run")
        let allowing = AccessPolicy(roles: ["worker": ["jobs:run"]])
        let first = try server([guarded], allowing)
        let id = await first.begin("t", as: "alice+worker")
        await gate.arrivals()
        let second = try server([guarded], AccessPolicy(roles: ["worker": ["jobs:read"], "boss": ["jobs:run"]]))
        try await second.start()
        let refused = await second.answer(.task("tasks/get", id, as: "alice+worker"))
        #expect(refused.refusal == "403 403 Forbidden: tasks/get \"t\" needs permission jobs:run")
        let task = await second.task(id, is: "failed", as: "alice+boss")
        #expect(task["error"]?["code"] == 403)
        #expect(
            task["statusMessage"]
                == "The task could not run again: Forbidden: tools/call \"t\" needs permission jobs:run")
        await second.stop()
        gate.open()
    }

    @Test("A tool that is not there any more fails its tasks")
    func toolIsGone() async throws {
        let gate = Gate()
        let first = try server([tool(.allowed.restartable, gate, Counter())])
        let id = await first.begin("t")
        await gate.arrivals()
        let second = try server([TaskSamples.failing])
        try await second.start()
        #expect(
            await second.task(id, is: "failed")["statusMessage"]
                == "The task could not run again: Unknown tool: t")
        await second.stop()
        gate.open()
    }

    @Test("A task that waited for its client waits again, and what was answered is not asked twice")
    func questionsAreKept() async throws {
        let tool = Tool(
            name: "q", description: "", options: ToolOptions(task: .allowed.restartable), input: NoInput.self
        ) { _, context async throws -> String in
            let first = try await context.elicit("First?", TaskSamples.nameForm)
            let second = try await context.elicit("Second?", TaskSamples.nameForm)
            return [first, second].compactMap { $0.content?["name"]?.stringValue }.joined(separator: " ")
        }
        let answer = { (name: String, key: String) -> JSONObject in
            ["inputResponses": [key: ["action": "accept", "content": ["name": .string(name)]]]]
        }
        let first = try server([tool])
        let id = await first.begin("q")
        #expect(await first.task(id, is: "input_required")["inputRequests"]?["elicitation-1"] != nil)
        _ = await first.answer(.task("tasks/update", id, answer("Al", "elicitation-1")))
        for _ in 0..<1_000 {
            if await first.task(id, is: "input_required")["inputRequests"]?["elicitation-2"] != nil { break }
        }
        let second = try server([tool])
        try await second.start()
        #expect(
            await second.task(id, is: "input_required")["inputRequests"]?.objectValue?.names.sorted() == [
                "elicitation-2"
            ])
        #expect(await eventually { second.tasks.running == 1 })
        _ = await second.answer(.task("tasks/update", id, answer("Bo", "elicitation-2")))
        #expect(await second.task(id, is: "completed")["result"]?["content"]?[0]?["text"] == "Al Bo")
        await second.stop()
    }

    @Test("A server that stops fails tasks that must not run again, leaves the others for later, and begins none")
    func stopping() async throws {
        let gate = Gate()
        let later = tool(.allowed.restartable, gate, Counter())
        var never = tool(.allowed, gate, Counter())
        never.options.task = .allowed
        let server = try Samples.server(
            tools: [later, TaskSamples().endless],
            options: {
                var options = ServerOptions()
                options.tasks.store = store
                return options
            }())
        try await server.start()
        let restartable = await server.begin("t")
        let failed = await server.begin("endless")
        await gate.arrivals()
        gate.open()
        await server.stop(waitingAtMost: .milliseconds(50))
        #expect(
            await server.task(failed, is: "failed")["statusMessage"]
                == "The server was stopped while the task was running")
        let refused = await server.answer(.call("t").withTasks)
        #expect(refused.refusal == "503 503 The server is about to stop, and begins no more tasks; retry in 1 s")
        _ = restartable
    }

    @Test("What a task uses that lives for its request stays open until the task has ended")
    func dependencies() async throws {
        let gate = Gate()
        let closed = Gate()
        let provider = DependencyProvider.provide(
            Dependency<Int>("number"), make: { 42 }, close: { _ in closed.open() })
        let tool = Tool(
            name: "d", description: "",
            options: ToolOptions(needs: Needs(Dependency<Int>("number")), task: .allowed), input: NoInput.self
        ) { _, context async throws -> String in
            await gate.wait()
            return "\(try await context.resolve(Dependency<Int>("number"))) \(closed.isOpen)"
        }
        var options = ServerOptions()
        options.dependencies = [provider]
        let server = try Samples.server(tools: [tool], options: options)
        try await server.start()
        let id = await server.begin("d")
        await gate.arrivals()
        #expect(!closed.isOpen)
        gate.open()
        #expect(await server.task(id, is: "completed")["result"]?["content"]?[0]?["text"] == "42 false")
        await closed.wait()
        await server.stop()
    }
}
