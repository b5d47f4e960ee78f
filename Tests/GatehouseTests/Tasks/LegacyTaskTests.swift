import Testing

@testable import Gatehouse

@Suite("Tasks of 2025-11-25")
struct LegacyTaskTests {
    private let samples = TaskSamples()

    private func server() throws -> Server { try Samples.server(tools: samples.tools) }

    private func call(_ tool: String, _ task: JSONValue? = [:], _ session: String, as caller: String = "alice") -> Ask {
        var params: JSONObject = ["name": .string(tool), "arguments": [:]]
        params["task"] = task
        return .legacy("tools/call", params, session: session, as: caller)
    }

    private func about(_ method: String, _ id: String, _ session: String, as caller: String = "alice") -> Ask {
        .legacy(method, ["taskId": .string(id)], session: session, as: caller)
    }

    @Test("The server declares tasks in this revision alone")
    func capability() async throws {
        let server = try server()
        let answer = await server.answer(.initialize("2025-11-25"))
        #expect(
            answer.result?["capabilities"]?["tasks"]
                == ["list": [:], "cancel": [:], "requests": ["tools": ["call": [:]]]])
        #expect(answer.result?["capabilities"]?["extensions"] == nil)
        #expect(await server.answer(.initialize("2025-06-18")).result?["capabilities"]?["tasks"] == nil)
        #expect(try await Samples.server().answer(.initialize("2025-11-25")).result?["capabilities"]?["tasks"] == nil)
    }

    @Test("Where nobody is known, no list of tasks is declared, as there would be everybody's")
    func unknownCaller() async throws {
        let server = try Server(
            info: Implementation(name: "open", version: "1"), components: Components(tools: samples.tools),
            authenticator: FixedAuthenticator(Principal(subject: "anonymous", method: .anonymous)),
            logger: LogLines().logger())
        let answer = await server.answer(.initialize("2025-11-25"))
        #expect(
            answer.result?["capabilities"]?["tasks"] == ["cancel": [:], "requests": ["tools": ["call": [:]]]])
    }

    @Test("A tool's listing says whether it has tasks")
    func listing() async throws {
        let server = try server()
        let answer = await server.answer(.legacy("tools/list", session: await server.openSession()))
        let tools = answer.result?["tools"]?.arrayValue ?? []
        let support = { (name: String) in tools.first { $0["name"] == .string(name) }?["execution"] }
        #expect(support("slow") == ["taskSupport": "optional"])
        #expect(support("endless") == ["taskSupport": "required"])
        #expect(support("echo") == nil)
        let modern = await server.answer(.modern("tools/list"))
        #expect(modern.result?["tools"]?.arrayValue?.allSatisfy { $0["execution"] == nil } == true)
    }

    @Test("A tool that needs a task is not there for a call, and one without tasks is not there for a task")
    func negotiation() async throws {
        let server = try server()
        let session = await server.openSession()
        #expect(
            await server.answer(call("endless", nil, session)).refusal
                == "200 -32601 endless can be called as a task alone: send params.task")
        #expect(
            await server.answer(call("echo", [:], session)).code == -32601)
        #expect(
            await server.answer(call("slow", ["ttl": "x"], session)).message?.hasPrefix("params.task/ttl") == true)
    }

    @Test("A server without tasks ignores the parameter")
    func ignored() async throws {
        let server = try Samples.server()
        let session = await server.openSession()
        var ask = call("echo", [:], session)
        ask.params = ["name": "echo", "arguments": ["text": "hi"], "task": [:]]
        #expect(await server.answer(ask).toolText == "hi")
    }

    @Test("A task is begun, looked at, waited for, and its result names it")
    func life() async throws {
        let server = try server()
        let session = await server.openSession()
        let created = await server.answer(call("slow", ["ttl": 90_000], session))
        let id = created.result?["task"]?["taskId"]?.stringValue ?? ""
        #expect(created.result?["task"]?["status"] == "working")
        #expect(created.result?["task"]?["ttl"] == 90_000)
        #expect(created.result?["task"]?["pollInterval"] == 1_000)
        #expect(created.result?["resultType"] == nil)
        let working = await server.answer(about("tasks/get", id, session))
        #expect(working.result?["status"] == "working")
        #expect(working.result?["_meta"] == nil)
        let waiting = Task { await server.answer(about("tasks/result", id, session)) }
        samples.gate.open()
        let result = await waiting.value
        #expect(result.toolText == "done true")
        #expect(result.result?["_meta"]?["io.modelcontextprotocol/related-task"] == ["taskId": .string(id)])
        #expect(await server.answer(about("tasks/get", id, session)).result?["status"] == "completed")
    }

    @Test("The session that made a task is told what becomes of it on its own stream, and no other session is")
    func statusTold() async throws {
        let server = try server()
        let (session, other) = (await server.openReadySession(), await server.openReadySession())
        let (sent, others) = (SentMessages(), SentMessages())
        let streams = [(session, sent), (other, others)].map { session, sent in
            Task { await server.answer(.get(session: session), stream: sent) }
        }
        let created = await server.answer(call("slow", [:], session))
        let id = created.result?["task"]?["taskId"]?.stringValue ?? ""
        samples.gate.open()
        let messages = await sent.messages(1)
        #expect(messages.count == 1)
        #expect(messages[0]["method"] == "notifications/tasks/status")
        #expect(messages[0]["params"]?["taskId"] == .string(id))
        #expect(messages[0]["params"]?["status"] == "completed")
        #expect(messages[0]["params"]?["ttl"] == 3_600_000)
        #expect(messages[0]["params"]?["lastUpdatedAt"] != nil)
        // A task that has ended is not listened for.
        #expect(server.subscriptions.taskCount == 0)
        #expect(others.messages.isEmpty)
        for stream in streams { stream.cancel() }
        for stream in streams { _ = await stream.value }
    }

    @Test("A client's wish for a time is kept within bounds")
    func timeToLive() async throws {
        let server = try server()
        let session = await server.openSession()
        samples.gate.open()
        for (wish, given) in [(0, 1_000), (-5, 1_000), (5_000, 5_000), (999_999_999, 86_400_000)] as [(Int64, Int64)] {
            let created = await server.answer(call("slow", ["ttl": .integer(wish)], session))
            #expect(created.result?["task"]?["ttl"] == .integer(given))
        }
    }

    @Test("A result that reports an error, and an error, fail the task and are its result")
    func failures() async throws {
        let server = try server()
        let session = await server.openSession()
        let reported = await server.answer(call("failing", [:], session)).result?["task"]?["taskId"]?.stringValue ?? ""
        let result = await server.answer(about("tasks/result", reported, session))
        #expect(result.isToolError)
        #expect(await server.answer(about("tasks/get", reported, session)).result?["status"] == "failed")
        let thrown = await server.answer(call("refusing", [:], session)).result?["task"]?["taskId"]?.stringValue ?? ""
        let error = await server.answer(about("tasks/result", thrown, session))
        #expect(error.refusal == "200 -32603 the printer burns")
        #expect(await server.answer(about("tasks/get", thrown, session)).result?["status"] == "failed")
    }

    @Test("Wrong arguments make a task that has failed")
    func wrongArguments() async throws {
        let server = try server()
        let session = await server.openSession()
        var ask = call("slow", [:], session)
        ask.params = ["name": "slow", "arguments": ["text": 1], "task": [:]]
        let id = await server.answer(ask).result?["task"]?["taskId"]?.stringValue ?? ""
        #expect(await server.answer(about("tasks/result", id, session)).isToolError)
    }

    @Test("A cancelled task is cancelled when its client hears of it, and cannot be cancelled again")
    func cancel() async throws {
        let server = try server()
        let session = await server.openSession()
        let id = await server.answer(call("slow", [:], session)).result?["task"]?["taskId"]?.stringValue ?? ""
        #expect(await server.answer(about("tasks/cancel", id, session)).result?["status"] == "cancelled")
        #expect(
            await server.answer(about("tasks/cancel", id, session)).refusal
                == "200 -32602 Cannot cancel task: already in terminal status 'cancelled'")
        #expect(
            await server.answer(about("tasks/result", id, session)).refusal
                == "200 -32603 The task was cancelled by request.")
        samples.gate.open()
    }

    @Test("Somebody else's task is unknown", arguments: ["tasks/get", "tasks/result", "tasks/cancel"])
    func foreign(_ method: String) async throws {
        let server = try server()
        let session = await server.openSession()
        let id = await server.answer(call("slow", [:], session)).result?["task"]?["taskId"]?.stringValue ?? ""
        let other = await server.openSession(as: "bob")
        #expect(
            await server.answer(about(method, id, other, as: "bob")).refusal
                == "200 -32602 Unknown task: it never was, has expired, or is not yours")
        samples.gate.open()
    }

    @Test("A caller's own tasks are listed page by page, and nobody else's")
    func list() async throws {
        samples.gate.open()
        var options = ServerOptions()
        options.tasks.maximumRunningPerCaller = 1_000
        let server = try Samples.server(tools: samples.tools, options: options)
        let session = await server.openSession()
        var made: [String] = []
        for _ in 0..<60 {
            made.append(await server.answer(call("slow", [:], session)).result?["task"]?["taskId"]?.stringValue ?? "")
        }
        let other = await server.openSession(as: "bob")
        _ = await server.answer(call("slow", [:], other, as: "bob"))
        let first = await server.answer(.legacy("tasks/list", session: session))
        let cursor = first.result?["nextCursor"] ?? .null
        let second = await server.answer(.legacy("tasks/list", ["cursor": cursor], session: session))
        let ids = [first, second].flatMap { $0.result?["tasks"]?.arrayValue ?? [] }.compactMap {
            $0["taskId"]?.stringValue
        }
        #expect(ids == made)
        #expect(second.result?["nextCursor"] == nil)
        #expect(
            await server.answer(.legacy("tasks/list", ["cursor": "x"], session: session)).refusal
                == "200 -32602 cursor is not one that this server gave: list again without it")
    }

    @Test("Older revisions have no tasks", arguments: ["2024-11-05", "2025-03-26", "2025-06-18"])
    func older(_ revision: String) async throws {
        let server = try server()
        let session = await server.openSession(revision)
        #expect(await server.answer(about("tasks/get", "x", session)).code == -32601)
        #expect(await server.answer(call("endless", [:], session)).code == -32601)
        samples.gate.open()
        #expect(await server.answer(call("slow", [:], session)).toolText == "done false")
    }
}
