import Logging
import Synchronization
import Testing

@testable import Gatehouse

@Suite("Dependencies: what lives for a request", .timeLimit(.minutes(1)))
struct RequestLifetimeTests {
    private let events = Events()

    private var chain: [DependencyProvider] {
        [.thing(.a, in: events), .thing(.b, needs: .a, in: events), .thing(.c, needs: .b, .a, in: events)]
    }

    private func tool(timeout: Duration? = nil, _ function: @escaping @Sendable () async throws -> String) -> Tool {
        Needy.tool(needs: Needs(.c), timeout: timeout) { [events] _ in
            events.add("run")
            return try await function()
        }
    }

    private let order = ["make a", "make b", "make c", "run", "close c", "close b", "close a"]

    @Test("Values are made before the function runs, and closed in reverse order before the reply is sent")
    func success() async throws {
        let server = try Needy.server(chain, tools: [tool { "done" }])
        #expect(await server.answer(.call("t")).toolText == "done")
        #expect(events.all == order)
    }

    @Test("Values are closed where the function throws", arguments: [true, false])
    func failure(isToolError: Bool) async throws {
        let server = try Needy.server(
            chain, tools: [tool { throw isToolError ? ToolError("no") : Broken(description: "x") }])
        #expect(await server.answer(.call("t")).isToolError)
        #expect(events.all == order)
    }

    @Test("Values are closed when the caller has gone away and the function has ended")
    func cancellation() async throws {
        let started = Gate()
        let closed = Gate()
        let server = try Needy.server(
            [
                .provide(.a) {
                    Thing(name: "a")
                } close: { _ in
                    closed.open()
                }
            ],
            tools: [
                Needy.tool(needs: Needs(.a)) { _ in
                    started.open()
                    try await Task.sleep(for: .seconds(600))
                    return ""
                }
            ])
        let task = Task { await server.answer(.call("t")) }
        await started.wait()
        task.cancel()
        #expect(await task.value.status == 499)
        await closed.wait()
    }

    @Test("A function that outlives its deadline keeps its values until it has really ended")
    func deadline() async throws {
        let gate = Gate()
        let closed = Gate()
        let server = try Needy.server(
            [
                .thing(.a, in: events),
                .provide(.b, needs: .a) {
                    $0
                } close: { _ in
                    closed.open()
                },
            ],
            tools: [
                Needy.tool(needs: Needs(.a, .b), timeout: .milliseconds(30)) { [events] _ in
                    await gate.wait()
                    events.add("end")
                    return ""
                }
            ])
        let answer = await server.answer(.call("t"))
        #expect(answer.toolText?.hasPrefix("The tool did not finish within 0.03 seconds. Reference: ") == true)
        #expect(events.count("close a") == 0)
        #expect(!closed.isOpen)
        gate.open()
        await closed.wait()
        while events.count("close a") == 0 { await Task.yield() }
        #expect(events.all == ["make a", "end", "close a"])
    }

    @Test("Closing is not cancelled where the call is")
    func closingIsShielded() async throws {
        let closed = Gate()
        let server = try Needy.server(
            [
                .provide(.a) {
                    Thing(name: "a")
                } close: { [events] _ in
                    events.add("cancelled: \(Task.isCancelled)")
                    closed.open()
                }
            ],
            tools: [
                Needy.tool(needs: Needs(.a), timeout: .milliseconds(20)) { _ in
                    try await Task.sleep(for: .seconds(600))
                    return ""
                }
            ])
        _ = await server.answer(.call("t"))
        await closed.wait()
        #expect(events.all == ["cancelled: false"])
    }

    @Test("A call that is given up while its values are closed keeps its result, and does not wait for them")
    func slowClose() async throws {
        let gate = Gate()
        let server = try Needy.server(
            [
                .provide(.a) {
                    Thing(name: "a")
                } close: { _ in
                    await gate.wait()
                }
            ],
            tools: [Needy.tool(needs: Needs(.a)) { _ in "the result" }])
        let task = Task { await server.answer(.call("t")) }
        await gate.arrivals()
        task.cancel()
        #expect(await task.value.toolText == "the result")
        gate.open()
    }

    @Test("A call keeps its slot until its values are closed")
    func slotUntilClosed() async throws {
        let gate = Gate()
        var options = ServerOptions()
        options.calls.maximumConcurrent = 1
        options.calls.maximumQueued = 0
        let server = try Needy.server(
            [
                .provide(.a) {
                    Thing(name: "a")
                } close: { _ in
                    await gate.wait()
                }
            ],
            tools: [Needy.tool(needs: Needs(.a)), Needy.tool("other")], options: options)
        let first = Task { await server.answer(.call("t")) }
        await gate.arrivals()
        #expect(await server.answer(.call("other")).status == 503)
        gate.open()
        _ = await first.value
        #expect(await server.answer(.call("other")).status == 200)
    }

    @Test("A refusal does not wait for ever for values that do not close")
    func slowCloseOfRefused() async throws {
        let gate = Gate()
        var options = ServerOptions()
        options.calls.timeout = .milliseconds(200)
        let server = try Needy.server(
            [
                .provide(.a) {
                    Thing(name: "a")
                } close: { _ in
                    await gate.wait()
                }
            ],
            tools: [Needy.tool(guards: [Guard("g", needs: .a) { _, _ in throw GuardRefusal.forbidden("no") }])],
            options: options)
        #expect(await server.answer(.call("t")).status != 200)
        gate.open()
    }

    @Test("A close that throws is logged, and the others are closed all the same")
    func failingClose() async throws {
        let log = LogLines()
        let server = try Needy.server(
            [
                .thing(.a, in: events),
                .provide(.b, needs: .a) {
                    $0
                } close: { _ in
                    throw Broken(description: "the socket is gone")
                },
                .thing(.c, needs: .b, in: events),
            ], tools: [tool { "done" }], log: log)
        #expect(await server.answer(.call("t")).toolText == "done")
        #expect(events.all == ["make a", "make c", "run", "close c", "close a"])
        let line = try #require(log.lines("a dependency failed to close").first)
        let request = try #require(log.lines("request").first?.metadata["request"])
        #expect(line.level == .error)
        #expect(line.metadata == ["request": request, "dependency": "b", "error": "the socket is gone"])
    }

    @Test("What was made before a value that fails is closed, and the function does not run")
    func failingMake() async throws {
        let server = try Needy.server(
            [
                .thing(.a, in: events), .thing(.b, needs: .a, in: events),
                .provide(.c, needs: .b) { _ in throw Broken(description: "x") },
            ], tools: [tool { "done" }])
        #expect(await server.answer(.call("t")).isToolError)
        #expect(events.all == ["make a", "make b", "close b", "close a"])
    }

    @Test("What a guard used is closed where a later step refuses the request")
    func refusedLater() async throws {
        var limited = Needy.tool(
            "limited", guards: [Guard("g", needs: .b) { _, _ in }])
        limited.options.limits = [try RateLimit(parsing: "1/hour")]
        let refused = Tool(
            name: "invalid", description: "", options: ToolOptions(guards: [Guard("g", needs: .b) { _, _ in }]),
            input: Operands.self
        ) { _, _ in "" }
        let server = try Needy.server(chain, tools: [limited, refused])
        let whole = ["make a", "make b", "close b", "close a"]
        #expect(await server.answer(.call("limited")).status == 200)
        #expect(events.all == whole)
        #expect(await server.answer(.call("limited")).status == 429)
        #expect(events.all == whole + whole)
        #expect(await server.answer(.call("invalid")).isToolError)
        #expect(events.all == whole + whole + whole)
    }

    @Test("Prompts and resources get their values as tools do")
    func others() async throws {
        let prompt = Prompt(name: "p", description: "", options: .init(needs: Needs(.b))) { [events] _, context in
            events.add("run \(try await context.resolve(.b).name)")
            return []
        }
        let resource = Resource(uri: "x://r", name: "r", options: .init(needs: Needs(.b))) { [events] _, context in
            events.add("run \(try await context.resolve(.b).name)")
            return .text("")
        }
        let server = try Needy.server(chain, prompts: [prompt], resources: [resource])
        let whole = ["make a", "make b", "run b", "close b", "close a"]
        #expect(await server.answer(.modern("prompts/get", ["name": "p"])).status == 200)
        #expect(events.all == whole)
        #expect(await server.answer(.modern("resources/read", ["uri": "x://r"])).status == 200)
        #expect(events.all == whole + whole)
    }

    @Test("A context that outlives its call gives nothing any more")
    func escaped() async throws {
        let kept = Mutex<Context?>(nil)
        let server = try Needy.server(
            chain,
            tools: [
                Needy.tool(needs: Needs(.a)) { context in
                    kept.withLock { $0 = context }
                    return ""
                }
            ])
        _ = await server.answer(.call("t"))
        let context = try #require(kept.withLock { $0 })
        let failure = await #expect(throws: DependencyFailure.self) { try await context.resolve(.a) }
        #expect(failure?.description == "dependency \"a\": the request is over")
    }

    @Test("Each request has values of its own")
    func separate() async throws {
        let made = Mutex(0)
        let server = try Needy.server(
            [
                .provide(.a) {
                    Thing(
                        name: made.withLock { made in
                            made += 1
                            return "\(made)"
                        })
                }
            ], tools: [Needy.tool(needs: Needs(.a)) { try await $0.resolve(.a).name }])
        #expect(await server.answer(.call("t")).toolText == "1")
        #expect(await server.answer(.call("t")).toolText == "2")
    }

    @Test("A call whose slot is not free in time closes what its guards used")
    func noSlot() async throws {
        let gate = Gate()
        var options = ServerOptions()
        options.calls.maximumConcurrent = 1
        options.calls.maximumQueued = 0
        let guarded = Needy.tool("guarded", needs: Needs(.a), guards: [Guard("g", needs: .a) { _, _ in }])
        let held = Needy.tool("held") { _ in
            await gate.wait()
            return ""
        }
        let server = try Needy.server([.thing(.a, in: events)], tools: [guarded, held], options: options)
        let first = Task { await server.answer(.call("held")) }
        await gate.arrivals()
        #expect(await server.answer(.call("guarded")).status == 503)
        #expect(events.all == ["make a", "close a"])
        gate.open()
        _ = await first.value
    }
}
