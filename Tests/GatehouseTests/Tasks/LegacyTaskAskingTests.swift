import Testing

@testable import Gatehouse

@Suite("What tasks of 2025-11-25 ask their clients", .timeLimit(.minutes(1)))
struct LegacyTaskAskingTests {
    /// A task that asks two things, the session that made it, and its id.
    private func begin(
        _ capabilities: JSONObject = ["elicitation": [:]]
    ) async throws -> (server: Server, session: String, id: String) {
        let server = try Samples.server(tools: [TaskSamples.asking])
        let session = await server.openReadySession(capabilities: capabilities)
        let ask = Ask.legacy("tools/call", ["name": "asking", "arguments": [:], "task": [:]], session: session)
        let answer = await server.answer(ask)
        return (server, session, answer.result?["task"]?["taskId"]?.stringValue ?? "")
    }

    private func status(_ task: (server: Server, session: String, id: String)) async -> String? {
        let ask = Ask.legacy("tasks/get", ["taskId": .string(task.id)], session: task.session)
        return await task.server.answer(ask).result?["status"]?.stringValue
    }

    private func reaches(_ status: String, _ task: (server: Server, session: String, id: String)) async -> Bool {
        for _ in 0..<10_000 {
            if await self.status(task) == status { return true }
            await Task.yield()
        }
        return false
    }

    private func wait(
        for task: (server: Server, session: String, id: String),
        on stream: SentMessages
    ) -> Task<Answer, Never> {
        Task {
            await task.server.answer(
                .legacy("tasks/result", ["taskId": .string(task.id)], session: task.session), stream: stream)
        }
    }

    @Test("A task that asks waits for its client, and asks on the stream of tasks/result, in the task's name")
    func asking() async throws {
        let task = try await begin()
        #expect(await reaches("input_required", task))
        let stream = SentMessages()
        let waiting = wait(for: task, on: stream)
        #expect(await eventually { stream.messages.count == 2 })
        for question in stream.messages {
            #expect(question["method"] == "elicitation/create")
            #expect(
                question["params"]?["_meta"]?["io.modelcontextprotocol/related-task"] == ["taskId": .string(task.id)])
            let name: JSONValue = question["params"]?["message"] == "First?" ? "Al" : "Bo"
            let accepted: JSONValue = ["action": "accept", "content": ["name": name]]
            _ = await task.server.answer(.reply("result", accepted, to: question["id"], session: task.session))
        }
        _ = await waiting.value
        let result = stream.messages.last?["result"]
        #expect(result?["content"]?[0]?["text"] == "Al and Bo")
        #expect(result?["_meta"]?["io.modelcontextprotocol/related-task"] == ["taskId": .string(task.id)])
        #expect(await status(task) == "completed")
    }

    @Test("A client that refuses a question fails the task")
    func refusing() async throws {
        let task = try await begin()
        let stream = SentMessages()
        let waiting = wait(for: task, on: stream)
        #expect(await eventually { stream.messages.count == 2 })
        let error: JSONValue = ["code": -1, "message": "User rejected"]
        _ = await task.server.answer(.reply("error", error, to: stream.messages[0]["id"], session: task.session))
        _ = await waiting.value
        #expect(await status(task) == "failed")
        let last = stream.messages.last { $0["id"] == 1 }
        #expect(last?["error"]?["message"] == "the client refused elicitation/create: User rejected")
    }

    @Test("A client that did not declare that it can be asked has a task that reports it")
    func undeclared() async throws {
        let task = try await begin([:])
        #expect(await reaches("failed", task))
    }
}
