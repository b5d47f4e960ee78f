import Testing

@testable import Gatehouse

@Suite("Dependencies: what lives with the server", .timeLimit(.minutes(1)))
struct ServerLifetimeTests {
    private let events = Events()
    private let log = LogLines()

    private var chain: [DependencyProvider] {
        [
            .thing(.c, scope: .server, needs: .b, .a, in: events), .thing(.a, scope: .server, in: events),
            .thing(.b, scope: .server, needs: .a, in: events),
        ]
    }

    private func naming(_ dependency: Dependency<Thing>) -> Tool {
        Needy.tool(needs: Needs(dependency)) { try await $0.resolve(dependency).name }
    }

    @Test("Values are made in the order of their needs at the start, and closed in reverse order at the stop")
    func order() async throws {
        let server = try Needy.server(chain, tools: [naming(.c)])
        try await server.start()
        #expect(events.all == ["make a", "make b", "make c"])
        for _ in 0..<3 { #expect(await server.answer(.call("t")).toolText == "c") }
        #expect(events.all == ["make a", "make b", "make c"])
        await server.stop()
        #expect(events.all == ["make a", "make b", "make c", "close c", "close b", "close a"])
    }

    @Test("A start that fails names the chain, and closes what was made")
    func failingStart() async throws {
        let server = try Needy.server(
            [
                .thing(.a, scope: .server, in: events),
                .provide(.b, scope: .server, needs: .a) { _ in throw Broken(description: "connection refused") },
                .thing(.c, scope: .server, needs: .b, in: events), .thing(.d, needs: .c, in: events),
            ], tools: [Needy.tool("other"), Needy.tool("search", needs: Needs(.d))])
        let error = await #expect(throws: DependencyStartError.self) { try await server.start() }
        #expect(error?.description == "tool \"search\" → \"d\" → \"c\" → \"b\" did not start: connection refused")
        #expect(events.all == ["make a", "close a"])
    }

    @Test("A failing value that no component needs is named alone")
    func failingUnused() async throws {
        let server = try Needy.server([
            .provide(.b, scope: .server) { throw Broken(description: "connection refused") }
        ])
        let error = await #expect(throws: DependencyStartError.self) { try await server.start() }
        #expect(error?.description == "dependency \"b\" did not start: connection refused")
    }

    @Test("A start that is cancelled closes what was made")
    func cancelledStart() async throws {
        let gate = Gate()
        let server = try Needy.server([
            .thing(.a, scope: .server, in: events),
            .provide(.b, scope: .server, needs: .a) { thing in
                await gate.wait()
                return thing
            } close: { [events] _ in
                events.add("close b, cancelled: \(Task.isCancelled)")
            }, .thing(.c, scope: .server, needs: .b, in: events),
        ])
        let task = Task { try await server.start() }
        await gate.arrivals()
        task.cancel()
        gate.open()
        let error = await #expect(throws: DependencyStartError.self) { try await task.value }
        #expect(error?.description == "dependency \"c\" did not start: CancellationError()")
        #expect(events.all == ["make a", "close b, cancelled: false", "close a"])
    }

    @Test("A close that throws is logged, and the others are closed all the same")
    func failingClose() async throws {
        let server = try Needy.server(
            [
                .thing(.a, scope: .server, in: events),
                .provide(.b, scope: .server, needs: .a) {
                    $0
                } close: { _ in
                    throw Broken(description: "no answer")
                },
            ], log: log)
        try await server.start()
        await server.stop()
        #expect(events.all == ["make a", "close a"])
        #expect(
            log.lines("a dependency failed to close").map(\.metadata) == [["dependency": "b", "error": "no answer"]])
    }

    @Test("A server that was not started gives none of its values, and the log says why")
    func notStarted() async throws {
        let server = try Needy.server(chain, tools: [naming(.c)], log: log)
        let answer = await server.answer(.call("t"))
        let reference = try #require(log.lines("request").first?.metadata["request"])
        #expect(answer.toolText == "The tool failed. Reference: \(reference)")
        #expect(
            log.lines("a function threw an error that is not meant for the caller").first?.metadata["error"]
                == "dependency \"c\": it lives with the server, which was not started")
    }

    @Test("Starting twice makes everything once, and a stopped server can be started again")
    func twice() async throws {
        let server = try Needy.server([.thing(.a, scope: .server, in: events)])
        try await server.start()
        try await server.start()
        await server.stop()
        await server.stop()
        try await server.start()
        await server.stop()
        #expect(events.all == ["make a", "close a", "make a", "close a"])
    }

    @Test("A server cannot be started while it is being started")
    func startingTwiceAtOnce() async throws {
        let gate = Gate()
        let server = try Needy.server([
            .provide(.a, scope: .server) {
                await gate.wait()
                return Thing(name: "a")
            }
        ])
        let task = Task { try await server.start() }
        await gate.arrivals()
        let error = await #expect(throws: DependencyStartError.self) { try await server.start() }
        #expect(error?.description == "the server is being started or stopped already")
        gate.open()
        try await task.value
        await server.stop()
    }

    @Test("Running starts and stops, also where the body throws")
    func running() async throws {
        let server = try Needy.server([.thing(.a, scope: .server, in: events)])
        #expect(try await server.run { 7 } == 7)
        await #expect(throws: Broken.self) {
            try await server.run { [events] in
                events.add("body")
                throw Broken(description: "")
            }
        }
        #expect(events.all == ["make a", "close a", "make a", "body", "close a"])
    }

    @Test("A stop waits for requests that still use a value")
    func waiting() async throws {
        let gate = Gate()
        let server = try Needy.server(
            [.thing(.a, scope: .server, in: events)],
            tools: [
                Needy.tool(needs: Needs(.a)) { [events] _ in
                    await gate.wait()
                    events.add("end")
                    return ""
                }
            ])
        try await server.start()
        let call = Task { await server.answer(.call("t")) }
        await gate.arrivals()
        let stop = Task { await server.stop(waitingAtMost: .seconds(60)) }
        for _ in 0..<100 { await Task.yield() }
        gate.open()
        await stop.value
        _ = await call.value
        #expect(events.all == ["make a", "end", "close a"])
    }

    @Test("A stop does not wait longer than it may, and says so")
    func impatient() async throws {
        let gate = Gate()
        let server = try Needy.server(
            [.thing(.a, scope: .server, in: events)],
            tools: [
                Needy.tool(needs: Needs(.a)) { _ in
                    await gate.wait()
                    return ""
                }
            ], log: log)
        try await server.start()
        let call = Task { await server.answer(.call("t")) }
        await gate.arrivals()
        await server.stop(waitingAtMost: .milliseconds(20))
        #expect(events.all == ["make a", "close a"])
        #expect(log.lines("the server stops while requests still use what lives with it").count == 1)
        gate.open()
        _ = await call.value
    }
}
