import Synchronization
import Testing

@testable import Gatehouse

@Suite("Tasks of 2026-07-28")
struct TaskPathTests {
    private let samples = TaskSamples()

    private func server(_ change: (inout ServerOptions) -> Void = { _ in }) throws -> Server {
        var options = ServerOptions()
        change(&options)
        return try Samples.server(tools: samples.tools, options: options)
    }

    // MARK: Refusals

    @Test("A tool that needs a task is refused to a client that does not know tasks")
    func required() async throws {
        let answer = try await server().answer(.call("endless"))
        #expect(answer.refusal == "400 -32021 Missing required client capability: io.modelcontextprotocol/tasks")
        #expect(
            answer.data == ["requiredCapabilities": ["extensions": ["io.modelcontextprotocol/tasks": [:]]]])
    }

    @Test("The capability of 2025-11-25 does not declare the extension")
    func legacyCapability() async throws {
        let answer = try await server().answer(
            Ask.call("endless").with { $0.meta[MetaKey.clientCapabilities] = ["tasks": ["requests": [:]]] })
        #expect(answer.code == -32021)
    }

    @Test("A client that does not know tasks never gets one, whatever it asks for")
    func undeclared() async throws {
        samples.gate.open()
        let answer = try await server().answer(
            .modern("tools/call", ["name": "slow", "arguments": [:], "task": ["ttl": 1_000]]))
        #expect(answer.result?["resultType"] == "complete")
        #expect(answer.toolText == "done false")
    }

    @Test("Requests about tasks need the extension", arguments: ["tasks/get", "tasks/update", "tasks/cancel"])
    func methodsNeedTheExtension(_ method: String) async throws {
        let server = try server()
        let id = await server.begin("slow")
        let answer = await server.answer(.modern(method, ["taskId": .string(id), "inputResponses": [:]]))
        #expect(answer.refusal == "400 -32021 Missing required client capability: io.modelcontextprotocol/tasks")
        samples.gate.open()
    }

    @Test("A listener of tasks needs the extension")
    func listenNeedsTheExtension() async throws {
        let answer = try await server().answer(
            .modern("subscriptions/listen", ["notifications": ["taskIds": ["x"]]]), stream: SentMessages())
        #expect(answer.code == -32021)
    }

    @Test("The methods of 2025-11-25 are not there", arguments: ["tasks/result", "tasks/list"])
    func legacyMethods(_ method: String) async throws {
        let answer = try await server().answer(.task(method, "x"))
        #expect(answer.refusal == "404 -32601 Method not found: \(method)")
    }

    @Test(
        "A task that is not there, or is somebody else's, is unknown",
        arguments: ["tasks/get", "tasks/update", "tasks/cancel"])
    func unknown(_ method: String) async throws {
        let server = try server()
        let id = await server.begin("slow")
        let text = "400 -32602 Unknown task: it never was, has expired, or is not yours"
        for (id, caller) in [
            (id, "bob"), (String(repeating: "0", count: 32), "alice"), ("../x", "alice"), ("", "alice"),
        ] {
            let answer = await server.answer(.task(method, id, ["inputResponses": [:]], as: caller))
            #expect(answer.refusal == text)
        }
        #expect(await server.task(id, is: "working")["status"] == "working")
        samples.gate.open()
    }

    @Test("A task that is looked at too often is told so, and its owner's other tasks are not")
    func polled() async throws {
        let server = try server {
            $0.tasks.maximumPolls = 3
            $0.tasks.pollInterval = .seconds(60)
        }
        let (id, other) = (await server.begin("slow"), await server.begin("slow"))
        for _ in 0..<3 { #expect(await server.answer(.task("tasks/get", id)).status == 200) }
        let answer = await server.answer(.task("tasks/get", id))
        #expect(
            answer.refusal
                == "429 429 The task is looked at too often: wait 60000 ms from one look to the next; retry in 20 s")
        #expect(answer.fields("Retry-After") == ["20"])
        #expect(answer.json?["error"]?["data"] == ["retryAfterMs": 20_000])
        #expect(await server.answer(.task("tasks/get", other)).status == 200)
        #expect(await server.answer(.task("tasks/cancel", id)).status == 200)
        samples.gate.open()
    }

    @Test("An expired task is unknown before it is removed, and is removed")
    func expired() async throws {
        let time = Mutex(Int64(1_000_000))
        let store = InMemoryTaskStore()
        let server = try server {
            $0.tasks.store = store
            $0.tasks.timeToLive = .seconds(60)
            $0.tasks.now = { time.withLock { $0 } }
        }
        samples.gate.open()
        let id = await server.begin("slow")
        _ = await server.task(id, is: "completed")
        time.withLock { $0 += 60_000 }
        #expect(await server.answer(.task("tasks/get", id)).code == -32602)
        #expect(store.count == 1)
        await server.tasks.sweep()
        #expect(store.count == 0)
    }

    @Test("Parameters that are missing or of another kind are refused")
    func parameters() async throws {
        let server = try server()
        #expect(
            await server.answer(Ask.modern("tasks/get").withTasks.with { $0.head.mcpName = ["x"] }).refusal
                == "400 -32602 tasks/get needs params.taskId, a string")
        #expect(
            await server.answer(.task("tasks/update", "x")).refusal
                == "400 -32602 tasks/update needs params.inputResponses, an object")
    }

    @Test("Mcp-Name mirrors the task's id", arguments: ["tasks/get", "tasks/update", "tasks/cancel"])
    func mirroredName(_ method: String) async throws {
        let server = try server()
        let missing = await server.answer(Ask.task(method, "x").with { $0.head.mcpName = [] })
        #expect(missing.refusal == "400 -32020 Header mismatch: Mcp-Name is missing")
        let other = await server.answer(Ask.task(method, "x").with { $0.head.mcpName = ["y"] })
        #expect(other.refusal == "400 -32020 Header mismatch: Mcp-Name differs from params.taskId")
    }

    @Test("A caller has so many tasks under way and no more; another caller has its own")
    func boundPerCaller() async throws {
        let server = try server { $0.tasks.maximumRunningPerCaller = 1 }
        let id = await server.begin("slow")
        let refused = await server.answer(.call("slow").withTasks)
        #expect(
            refused.refusal
                == "429 429 Too many tasks: a caller may have 1 under way; wait for one to end, or cancel one")
        let other = await server.begin("slow", as: "bob")
        #expect(other.count == 32)
        samples.gate.open()
        _ = await server.task(id, is: "completed")
        #expect(await eventually { server.tasks.running == 0 })
        #expect(await server.begin("slow").count == 32)
    }

    @Test("The server runs so many tasks and no more")
    func boundInAll() async throws {
        let server = try server { $0.tasks.maximumRunning = 1 }
        _ = await server.begin("slow")
        let refused = await server.answer(.call("slow", as: "bob").withTasks)
        #expect(refused.refusal == "503 503 The server runs 1 tasks, and has no room for another; retry in 5 s")
        samples.gate.open()
    }

    @Test("So many tasks of a caller are kept and no more")
    func quota() async throws {
        samples.gate.open()
        let server = try server { $0.tasks.quota = TaskQuota(maximum: 10, maximumPerOwner: 1) }
        _ = await server.task(await server.begin("slow"), is: "completed")
        let refused = await server.answer(.call("slow").withTasks)
        #expect(
            refused.refusal == "429 429 Too many tasks: 1 of a caller are kept; wait for old ones to expire")
    }

    // MARK: What a task is

    @Test("A server whose tools have tasks declares the extension, and no other does")
    func capability() async throws {
        let with = try await server().answer(.modern("server/discover"))
        #expect(with.result?["capabilities"]?["extensions"] == ["io.modelcontextprotocol/tasks": [:]])
        #expect(with.result?["capabilities"]?["tasks"] == nil)
        let without = try await Samples.server().answer(.modern("server/discover"))
        #expect(without.result?["capabilities"]?["extensions"] == nil)
    }

    @Test("A call becomes a task, is looked at while it works, and ends with the result of the call")
    func life() async throws {
        let server = try server()
        let created = await server.answer(.call("slow", ["text": "hello"]).withTasks)
        #expect(created.result?["resultType"] == "task")
        #expect(created.result?["status"] == "working")
        #expect(created.result?["ttlMs"] == 3_600_000)
        #expect(created.result?["pollIntervalMs"] == 1_000)
        #expect(created.result?["content"] == nil)
        let id = created.result?["taskId"]?.stringValue ?? ""
        #expect(TaskService.isIdentifier(id))
        let working = await server.task(id, is: "working")
        #expect(working["resultType"] == "complete")
        #expect(working["result"] == nil)
        samples.gate.open()
        let completed = await server.task(id, is: "completed")
        #expect(completed["resultType"] == "complete")
        #expect(completed["result"]?["content"]?[0]?["text"] == "hello true")
        #expect(completed["result"]?["resultType"] == "complete")
    }

    @Test("A task is kept before its client hears of it")
    func durable() async throws {
        let store = InMemoryTaskStore()
        let server = try server { $0.tasks.store = store }
        let id = await server.begin("slow")
        #expect(store.task(id: id)?.owner == "https://issuer.example alice")
        samples.gate.open()
    }

    @Test("A tool without tasks answers a client that knows tasks as any other")
    func plainTool() async throws {
        let answer = try await server().answer(.call("echo", ["text": "hi"]).withTasks)
        #expect(answer.result?["resultType"] == "complete")
        #expect(answer.toolText == "hi")
    }

    @Test("A result that reports an error is a result; the task is completed")
    func toolError() async throws {
        let server = try server()
        let task = await server.task(await server.begin("failing"), is: "completed")
        #expect(task["result"]?["isError"] == true)
        #expect(task["result"]?["content"]?[0]?["text"] == "there is no paper")
    }

    @Test("A JSON-RPC error fails the task, and is in it")
    func protocolError() async throws {
        let server = try server()
        let task = await server.task(await server.begin("refusing"), is: "failed")
        #expect(task["error"] == ["code": -32603, "message": "the printer burns", "data": ["degrees": 451]])
        #expect(task["statusMessage"] == "the printer burns")
        #expect(task["result"] == nil)
    }

    @Test("A task that takes too long ends as the call would have")
    func timeout() async throws {
        let tool = Tool(
            name: "t", description: "", options: ToolOptions(task: .allowed.within(.milliseconds(30))),
            input: NoInput.self
        ) { _, _ async throws -> String in
            try await Task.sleep(for: .seconds(1_000))
            return ""
        }
        let server = try Samples.server(tools: [tool])
        let task = await server.task(await server.begin("t"), is: "completed")
        #expect(task["result"]?["isError"] == true)
        let text = task["result"]?["content"]?[0]?["text"]?.stringValue ?? ""
        #expect(text.hasPrefix("The tool did not finish within 0.03 seconds."))
        #expect(await eventually { server.tasks.running == 0 })
    }

    @Test("A result that is too large to keep fails the task")
    func largeResult() async throws {
        samples.gate.open()
        let server = try server { $0.tasks.maximumResultBytes = 100 }
        let id = await server.begin("slow", ["text": .string(String(repeating: "x", count: 200))])
        let task = await server.task(id, is: "failed")
        #expect(
            task["error"]?["message"]?.stringValue?.hasSuffix("bytes, and a result may have 100") == true)
    }

    // MARK: Cancelling

    @Test("A cancelled task stops its function, is acknowledged, and stays cancelled")
    func cancel() async throws {
        let server = try server()
        samples.gate.open()
        let id = await server.begin("endless")
        await samples.gate.arrivals()
        let answer = await server.answer(.task("tasks/cancel", id))
        #expect(answer.result?["resultType"] == "complete")
        #expect(answer.result?["taskId"] == nil)
        await samples.cancelled.wait()
        #expect(await server.task(id, is: "cancelled")["statusMessage"] == "The task was cancelled by request.")
        #expect(await eventually { server.tasks.running == 0 })
        #expect(await server.answer(.task("tasks/cancel", id)).result?["resultType"] == "complete")
    }

    @Test("A function that ignores that it is cancelled changes nothing any more")
    func stubborn() async throws {
        let server = try server()
        let id = await server.begin("slow")
        _ = await server.answer(.task("tasks/cancel", id))
        samples.gate.open()
        #expect(await eventually { server.tasks.running == 0 })
        #expect(await server.task(id, is: "cancelled")["status"] == "cancelled")
    }

    @Test("notifications/cancelled does not cancel a task")
    func cancelledNotification() async throws {
        let server = try server()
        let id = await server.begin("slow")
        let ask = Ask.modern("notifications/cancelled", ["requestId": 1]).with { $0.id = nil }
        #expect(await server.answer(ask).status == 202)
        samples.gate.open()
        #expect(await server.task(id, is: "completed")["status"] == "completed")
    }

    // MARK: Asking

    @Test("A task asks several things at once, and is answered one at a time")
    func asking() async throws {
        let server = try server()
        let id = await server.begin("asking")
        let waiting = await server.task(id, is: "input_required")
        #expect(waiting["inputRequests"]?.objectValue?.names.sorted() == ["first", "second"])
        #expect(waiting["inputRequests"]?["first"]?["method"] == "elicitation/create")
        let answered = await server.answer(
            .task(
                "tasks/update", id,
                ["inputResponses": ["second": Self.name("Bo"), "never": ["action": "decline"]]]))
        #expect(answered.result?["resultType"] == "complete")
        #expect(answered.result?.objectValue?.contains("taskId") == false)
        let left = await server.task(id, is: "input_required")
        #expect(left["inputRequests"]?.objectValue?.names.sorted() == ["first"])
        _ = await server.answer(.task("tasks/update", id, ["inputResponses": ["first": Self.name("Al")]]))
        #expect(await server.task(id, is: "completed")["result"]?["content"]?[0]?["text"] == "Al and Bo")
    }

    private static func name(_ name: String) -> JSONValue {
        ["action": "accept", "content": ["name": .string(name)]]
    }

    @Test("An answer that does not fit is refused, and the question stays")
    func misfit() async throws {
        let server = try server()
        let id = await server.begin("asking")
        _ = await server.task(id, is: "input_required")
        let refused = await server.answer(
            .task("tasks/update", id, ["inputResponses": ["first": Self.name("far too long a name")]]))
        #expect(refused.status == 400)
        #expect(
            refused.message?.hasPrefix(#"params.inputResponses: the answer to "first" does not fit the form"#) == true)
        let waiting = await server.task(id, is: "input_required")
        #expect(waiting["inputRequests"]?.objectValue?.names.sorted() == ["first", "second"])
        _ = await server.answer(.task("tasks/cancel", id))
    }

    @Test("A client that cannot be asked fails the task, and is told what it lacks")
    func cannotBeAsked() async throws {
        let server = try server()
        let ask = Ask.call("asking").with { ask in
            ask.meta[MetaKey.clientCapabilities] = ["extensions": ["io.modelcontextprotocol/tasks": [:]]]
        }
        let id = await server.answer(ask).result?["taskId"]?.stringValue ?? ""
        let task = await server.task(id, is: "failed")
        #expect(task["error"]?["code"] == -32021)
        #expect(task["error"]?["data"]?["requiredCapabilities"]?["elicitation"] != nil)
    }

    @Test("A task whose client does not answer in time fails")
    func unanswered() async throws {
        let server = try server { $0.tasks.answerTimeout = .milliseconds(30) }
        let task = await server.task(await server.begin("asking"), is: "failed")
        #expect(task["statusMessage"] == "The client did not answer within 0.03 seconds")
    }

    @Test("A tool that begins its task itself asks with the call first")
    func asksFirst() async throws {
        let server = try server()
        let first = await server.answer(.call("asks_first").withTasks)
        #expect(first.result?["resultType"] == "input_required")
        let state = first.result?["requestState"] ?? .null
        let params: JSONObject = [
            "name": "asks_first", "arguments": [:], "requestState": state,
            "inputResponses": ["user_name": Self.name("Luca")],
        ]
        let second = await server.answer(Ask.modern("tools/call", params).withTasks)
        #expect(second.result?["resultType"] == "task")
        let task = await server.task(second.result?["taskId"]?.stringValue ?? "", is: "completed")
        #expect(task["result"]?["content"]?[0]?["text"] == "Luca true")
    }

    @Test("A tool that begins its task itself answers the call of a client that knows no tasks")
    func asksFirstWithoutTasks() async throws {
        let server = try server()
        let forms: JSONValue = ["elicitation": [:]]
        let first = await server.answer(
            Ask.call("asks_first").with { $0.meta[MetaKey.clientCapabilities] = forms })
        let params: JSONObject = [
            "name": "asks_first", "arguments": [:], "requestState": first.result?["requestState"] ?? .null,
            "inputResponses": ["user_name": Self.name("Luca")],
        ]
        let second = await server.answer(
            Ask.modern("tools/call", params).with { $0.meta[MetaKey.clientCapabilities] = forms })
        #expect(second.toolText == "Luca false")
    }

    // MARK: Telling

    @Test("A listener hears of its own tasks alone, what tasks/get would say")
    func notifications() async throws {
        let server = try server()
        let own = await server.begin("slow")
        let other = await server.begin("slow", as: "bob")
        let stream = SentMessages()
        let ask = Ask.modern(
            "subscriptions/listen", ["notifications": ["taskIds": [.string(own), .string(other)]]]
        ).withTasks
        let listening = Task { await server.answer(ask, stream: stream) }
        #expect(await eventually { stream.count == 1 })
        #expect(stream.messages.first?["params"]?["notifications"]?["taskIds"] == [.string(own)])
        samples.gate.open()
        let completed = await server.task(own, is: "completed")
        #expect(await eventually { stream.count == 2 })
        let notice = stream.messages.last
        #expect(notice?["method"] == "notifications/tasks")
        #expect(notice?["params"]?["result"] == completed["result"])
        #expect(notice?["params"]?["status"] == "completed")
        listening.cancel()
        _ = await listening.value
    }
}
