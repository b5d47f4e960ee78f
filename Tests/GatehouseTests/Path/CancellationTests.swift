import Testing

@testable import Gatehouse

@Suite("Step 8, call: callers that go away", .timeLimit(.minutes(1)))
struct CancellationTests {
    /// A tool that waits to be cancelled, and what it does then.
    private final class Waiting: Sendable {
        let started = Gate()
        let stopped = Gate()

        func tool(maximum: Int? = nil) -> Tool {
            let options = ToolOptions(maximumConcurrentCalls: maximum)
            return Tool(name: "waiting", description: "", options: options, input: NoInput.self) {
                [started, stopped] _, _ -> String in
                started.open()
                do {
                    try await Task.sleep(for: .seconds(600))
                } catch {
                    stopped.open()
                }
                return ""
            }
        }
    }

    @Test("Whoever goes away stops the function, and gets no answer")
    func cancelled() async throws {
        let waiting = Waiting()
        let seen = SeenRequests()
        let server = try Samples.server(tools: [waiting.tool()], observer: seen)
        let task = Task { await server.answer(.call("waiting")) }
        await waiting.started.wait()
        task.cancel()
        let answer = await task.value
        #expect(answer.status == 499)
        #expect(answer.reply.body == nil)
        await waiting.stopped.wait()
        #expect(seen.records.first?.outcome == "abandoned")
    }

    @Test("The slot of a cancelled call is free again")
    func slot() async throws {
        let waiting = Waiting()
        var options = ServerOptions()
        options.calls.maximumConcurrent = 1
        options.calls.maximumQueued = 0
        let server = try Samples.server(tools: [waiting.tool(), Samples.echo], options: options)
        let task = Task { await server.answer(.call("waiting")) }
        await waiting.started.wait()
        #expect(await server.answer(.call("echo", ["text": "x"])).status == 503)
        task.cancel()
        _ = await task.value
        await waiting.stopped.wait()
        var answer = await server.answer(.call("echo", ["text": "x"]))
        while answer.status == 503 {
            await Task.yield()
            answer = await server.answer(.call("echo", ["text": "x"]))
        }
        #expect(answer.toolText == "x")
    }

    @Test("A function that ignores that it is cancelled keeps its slot until it ends")
    func stubborn() async throws {
        let started = Gate()
        let gate = Gate()
        var options = ServerOptions()
        options.calls.maximumConcurrent = 1
        options.calls.maximumQueued = 0
        let tool = Tool(name: "stubborn", description: "", input: NoInput.self) { _, _ in
            started.open()
            await gate.wait()
            return ""
        }
        let server = try Samples.server(tools: [tool, Samples.echo], options: options)
        let task = Task { await server.answer(.call("stubborn")) }
        await started.wait()
        task.cancel()
        #expect(await task.value.status == 499)
        #expect(await server.answer(.call("echo", ["text": "x"])).status == 503)
        gate.open()
        while await server.answer(.call("echo", ["text": "x"])).status == 503 { await Task.yield() }
    }

    @Test("A request that is cancelled before it begins does not wait for a slot")
    func beforeSlot() async throws {
        let gate = Gate()
        var options = ServerOptions()
        options.calls.maximumConcurrent = 1
        options.calls.queueWait = .seconds(600)
        let tool = Tool(name: "held", description: "", input: NoInput.self) { _, _ in
            await gate.wait()
            return "x"
        }
        let server = try Samples.server(tools: [tool], options: options)
        let first = Task { await server.answer(.call("held")) }
        await gate.arrivals()
        let second = Task { await server.answer(.call("held")) }
        second.cancel()
        #expect(await second.value.status == 499)
        gate.open()
        #expect(await first.value.toolText == "x")
    }

    @Test("Over HTTP a call of an earlier revision goes on when its client disconnects")
    func legacyOverHTTP() async throws {
        let gate = Gate()
        let tool = Tool(name: "held", description: "", input: NoInput.self) { _, _ in
            await gate.wait()
            return Task.isCancelled ? "cancelled" : "finished"
        }
        let server = try Samples.server(tools: [tool])
        let session = await server.openSession()
        let task = Task { await server.answer(.legacy("tools/call", ["name": "held"], session: session)) }
        await gate.arrivals()
        task.cancel()
        for _ in 0..<1_000 { await Task.yield() }
        gate.open()
        #expect(await task.value.toolText == "finished")
    }

    @Test("On stdio a call of an earlier revision is cancelled as any other")
    func legacyOnStdio() async throws {
        let waiting = Waiting()
        let server = try Samples.server(tools: [waiting.tool()])
        let session = await server.answer(Ask.initialize("2025-06-18").onStdio).fields("Mcp-Session-Id").first
        let ask = Ask.legacy("tools/call", ["name": "waiting"], session: session).onStdio
        let task = Task { await server.answer(ask) }
        await waiting.started.wait()
        task.cancel()
        #expect(await task.value.status == 499)
        await waiting.stopped.wait()
    }

    @Test("Prompts and resources are cancelled as tools are")
    func others() async throws {
        let started = Gate()
        let resource = Resource(uri: "x://r", name: "r") { _, _ in
            started.open()
            try await Task.sleep(for: .seconds(600))
            return .text("")
        }
        let server = try Samples.server(Components(resources: [resource]))
        let task = Task { await server.answer(.modern("resources/read", ["uri": "x://r"])) }
        await started.wait()
        task.cancel()
        #expect(await task.value.status == 499)
    }
}
