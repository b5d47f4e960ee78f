import Testing

@testable import Gatehouse

@Suite("Step 8, call: many at once", .timeLimit(.minutes(2)))
struct ConcurrencyTests {
    private func server(
        gate: Gate,
        _ change: (inout ServerOptions.Calls) -> Void
    ) throws -> Server {
        var options = ServerOptions()
        change(&options.calls)
        let held = Tool(name: "held", description: "", input: NoInput.self) { _, _ in
            await gate.wait()
            return "let go"
        }
        return try Samples.server(
            Components(tools: [held, Samples.echo], prompts: [Samples.greet]), options: options)
    }

    @Test("When all slots are taken and nobody may wait, a call is refused and told when to come back")
    func overloaded() async throws {
        let gate = Gate()
        let server = try server(gate: gate) {
            $0.maximumConcurrent = 1
            $0.maximumQueued = 0
        }
        let first = Task { await server.answer(.call("held")) }
        await gate.arrivals()
        let refused = await server.answer(.call("echo", ["text": "x"]))
        #expect(refused.refusal == "503 503 The server has too many calls under way; retry in 1 s")
        #expect(refused.fields("Retry-After") == ["1"])
        #expect(refused.data?["retryAfterMs"] == 1_000)
        #expect(refused.data?["reason"] == "queue full")
        #expect(refused.data?["position"] == 1)
        #expect(refused.id == 1)
        #expect(
            await server.answer(.modern("prompts/get", ["name": "greet", "arguments": ["who": "x"]])).status == 503)
        #expect(await server.answer(.modern("tools/list")).status == 200)
        gate.open()
        #expect(await first.value.toolText == "let go")
    }

    @Test("A call waits no longer than it may")
    func waitedTooLong() async throws {
        let gate = Gate()
        let server = try server(gate: gate) {
            $0.maximumConcurrent = 1
            $0.queueWait = .milliseconds(10)
        }
        let first = Task { await server.answer(.call("held")) }
        await gate.arrivals()
        #expect(await server.answer(.call("held")).status == 503)
        gate.open()
        #expect(await first.value.toolText == "let go")
    }

    @Test("A tool whose calls are all under way holds up no other tool")
    func lanes() async throws {
        let gate = Gate()
        let server = try server(gate: gate) {
            $0.maximumConcurrentPerTool = 1
            $0.maximumQueued = 0
        }
        let first = Task { await server.answer(.call("held")) }
        await gate.arrivals()
        #expect(await server.answer(.call("held")).status == 503)
        #expect(await server.answer(.call("echo", ["text": "x"])).toolText == "x")
        gate.open()
        #expect(await first.value.toolText == "let go")
    }

    @Test("A call that waits gets its turn")
    func turn() async throws {
        let gate = Gate()
        let server = try server(gate: gate) {
            $0.maximumConcurrent = 1
            $0.queueWait = .seconds(60)
        }
        let first = Task { await server.answer(.call("held")) }
        await gate.arrivals()
        let second = Task { await server.answer(.call("echo", ["text": "second"])) }
        for _ in 0..<100 { await Task.yield() }
        gate.open()
        #expect(await first.value.toolText == "let go")
        #expect(await second.value.toolText == "second")
    }

    @Test("A thousand calls with one id, each of another caller, each get their own answer")
    func sameID() async throws {
        let slow = Tool(name: "slow", description: "", input: NoInput.self) { _, context in
            for _ in 0..<Int.random(in: 0..<20) { await Task.yield() }
            return context.principal.subject
        }
        var options = ServerOptions()
        options.calls.maximumConcurrentPerTool = 1_000
        let server = try Samples.server(tools: [slow], options: options)
        await withTaskGroup(of: (String, Answer).self) { group in
            for index in 0..<1_000 {
                let caller = "caller\(index)"
                group.addTask { (caller, await server.answer(.call("slow", as: caller))) }
            }
            for await (caller, answer) in group {
                #expect(answer.toolText == caller)
                #expect(answer.id == 1)
            }
        }
    }
}
