import Testing

@testable import Gatehouse

@Suite("Step 8, call: deadlines", .timeLimit(.minutes(1)))
struct DeadlineTests {
    @Test("A call ends at its deadline, also where its function ignores that it is cancelled")
    func stubborn() async throws {
        let gate = Gate()
        let log = LogLines()
        let options = ToolOptions(timeout: .milliseconds(40))
        let tool = Tool(name: "stubborn", description: "", options: options, input: NoInput.self) { _, _ in
            await gate.wait()
            return "at last"
        }
        let server = try Samples.server(tools: [tool], logger: log.logger())
        let answer = await server.answer(.call("stubborn"))
        let reference = try #require(log.lines("request").first?.metadata["request"])
        #expect(
            answer.toolText == "The tool did not finish within 0.04 seconds. Reference: \(reference). Stage: function")
        #expect(answer.result?["structuredContent"]?["stage"] == "function")
        #expect(answer.result?["structuredContent"]?["timeoutMs"] == 40)
        #expect(answer.isToolError)
        #expect(answer.status == 200)
        gate.open()
    }

    @Test("A function is told to stop when its deadline passes")
    func cancelled() async throws {
        let gate = Gate()
        let tool = Tool(
            name: "slow", description: "", options: ToolOptions(timeout: .milliseconds(20)), input: NoInput.self
        ) { _, _ -> String in
            do {
                try await Task.sleep(for: .seconds(600))
            } catch {
                gate.open()
            }
            return ""
        }
        _ = try await Samples.server(tools: [tool]).answer(.call("slow"))
        await gate.wait()
        #expect(gate.arrived == 1)
    }

    @Test("The server's own timeout holds where a component has none, and a component's is its own")
    func defaults() async throws {
        var options = ServerOptions()
        options.calls.timeout = .milliseconds(20)
        let gate = Gate()
        let prompt = Prompt(name: "p", description: "") { _, _ in
            await gate.wait()
            return []
        }
        let resource = Resource(uri: "x://r", name: "r", options: .init(timeout: .milliseconds(40))) { _, _ in
            await gate.wait()
            return .text("")
        }
        let server = try Samples.server(Components(prompts: [prompt], resources: [resource]), options: options)
        let first = await server.answer(.modern("prompts/get", ["name": "p"]))
        #expect(first.message?.hasPrefix("p did not finish within 0.02 seconds. Reference: ") == true)
        #expect(first.code == -32603)
        let second = await server.answer(.modern("resources/read", ["uri": "x://r"]))
        #expect(second.message?.hasPrefix("r did not finish within 0.04 seconds. Reference: ") == true)
        gate.open()
    }

    @Test(
        "No timeout is too long or too short to reckon with",
        arguments: [Duration.seconds(Int64.max), .zero, .seconds(-5)])
    func extremes(_ timeout: Duration) async throws {
        let tool = Tool(
            name: "quick", description: "", options: ToolOptions(timeout: timeout), input: NoInput.self
        ) { _, context in "\(context.deadline == nil)" }
        let answer = try await Samples.server(tools: [tool]).answer(.call("quick"))
        #expect(
            answer.toolText == "false"
                || answer.toolText?.hasPrefix("The tool did not finish within 0.0 seconds.") == true)
    }

    @Test("A deadline runs its action once its time has passed, not before, unless it was taken back")
    func deadlines() async {
        let clock = TestClock()
        let deadlines = Deadlines(clock: clock)
        let first = Gate()
        let second = Gate()
        let third = Gate()
        _ = deadlines.add(after: .milliseconds(100)) { first.open() }
        let ticket = deadlines.add(after: .milliseconds(100)) { second.open() }
        _ = deadlines.add(after: .milliseconds(200)) { third.open() }
        deadlines.remove(ticket)
        #expect(deadlines.count == 2)
        for _ in 0..<6 {
            clock.advance(by: .milliseconds(20))
            for _ in 0..<1_000 { await Task.yield() }
        }
        await first.wait()
        #expect(deadlines.count == 1)
        #expect(!second.isOpen)
        #expect(!third.isOpen)
    }

    @Test("Ten thousand calls leave no deadline behind")
    func nothingIsLeft() async {
        let deadlines = Deadlines()
        for index in 0..<10_000 {
            deadlines.remove(deadlines.add(after: .seconds(index % 60)) {})
        }
        #expect(deadlines.count == 0)
    }
}

extension DeadlineTests {
    private func ask(_ tool: String, _ milliseconds: JSONValue) -> Ask {
        Ask.call(tool).with { $0.meta[ComponentMeta.timeoutMs] = milliseconds }
    }

    private func remaining(_ options: ToolOptions = ToolOptions()) -> Tool {
        Tool(name: "remaining", description: "", options: options, input: NoInput.self) { _, context in
            String(context.remainingTime.map { $0.wholeMilliseconds > 0 ? Int(($0 / .seconds(1)).rounded()) : 0 } ?? -1)
        }
    }

    @Test(
        "A client may ask for less time, and for more than the default, but for no more than the server or the tool allows",
        arguments: [
            (JSONValue.integer(2_000), nil as Duration?, "2"), (90_000, nil, "90"), (9_000_000, nil, "300"),
            (9_000_000, .seconds(7), "7"), (3_000, .seconds(7), "3"),
        ])
    func asked(milliseconds: JSONValue, own: Duration?, seconds: String) async throws {
        let server = try Samples.server(tools: [remaining(ToolOptions(timeout: own))])
        #expect(await server.answer(ask("remaining", milliseconds)).toolText == seconds)
    }

    @Test(
        "What is no time is refused", arguments: [JSONValue.integer(0), .integer(-1), .string("5"), .bool(true), 1.5])
    func noTime(value: JSONValue) async throws {
        let answer = try await Samples.server(tools: [remaining()]).answer(ask("remaining", value))
        #expect(answer.status == 400)
        #expect(answer.code == -32602)
        #expect(
            answer.message?.hasPrefix(
                "_meta.dev.gatehouse/timeoutMs must be a whole number of milliseconds from 1 on, not ") == true)
    }

    @Test("A call whose time is over in the queue is told so")
    func inQueue() async throws {
        let gate = Gate()
        var options = ServerOptions()
        options.calls.maximumConcurrent = 1
        options.calls.queueWait = .seconds(60)
        let held = Tool(name: "held", description: "", input: NoInput.self) { _, _ in
            await gate.wait()
            return ""
        }
        let server = try Samples.server(Components(tools: [held]), options: options)
        let first = Task { await server.answer(.call("held")) }
        await gate.arrivals()
        let late = await server.answer(ask("held", 30))
        #expect(late.toolText?.hasPrefix("The tool did not finish within 0.03 seconds. Reference: ") == true)
        #expect(late.toolText?.hasSuffix(". Stage: queue") == true)
        #expect(late.result?["structuredContent"]?["stage"] == "queue")
        gate.open()
        _ = await first.value
    }
}
