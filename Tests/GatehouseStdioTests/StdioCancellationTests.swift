import Gatehouse
import GatehouseStdio
import Testing

@Suite("stdio: cancellation and progress", .timeLimit(.minutes(2)))
struct StdioCancellationTests {
    private func text(_ message: JSONValue?) -> String? { message?["result"]?["content"]?[0]?["text"]?.stringValue }

    @Test("A cancelled request is stopped, and nothing more is sent for it")
    func cancelled() async throws {
        let stopped = Gate()
        stopped.open()
        let client = Client(try Samples.server([Samples.echo, Samples.patient(stopped)]))
        client.send(Samples.call(7, "patient", token: "t"))
        await client.wait(for: 1)
        #expect(client.messages.first?["method"] == "notifications/progress")
        client.send(Samples.cancel(7))
        await stopped.arrivals(1)
        #expect(text(await client.ask(Samples.call(8, "echo", ["text": "next"]))) == "next")
        client.end()
        try await client.wait()
        #expect(client.lines.count == 2)
    }

    @Test("Whoever cancels what is not there, or in no known way, is ignored")
    func badCancellations() async throws {
        let gate = Gate()
        let client = Client(try Samples.server([Samples.echo, Samples.held(by: gate)]))
        client.send(Samples.call(1, "held"))
        await gate.arrivals(1)
        client.send(Samples.cancel("1"))
        client.send(Samples.cancel(2))
        client.send(Samples.cancel(.null))
        client.send(["jsonrpc": "2.0", "method": "notifications/cancelled"])
        client.send(["jsonrpc": "2.0", "method": "notifications/cancelled", "params": ["requestId": [1]]])
        #expect(text(await client.ask(Samples.call(3, "echo", ["text": "on"]))) == "on")
        client.send(Samples.cancel(3))
        gate.open()
        await client.wait(for: 2)
        #expect(client.messages.last?["id"] == 1)
        client.end()
        try await client.wait()
        #expect(client.lines.count == 2)
    }

    @Test("Two requests of the same id are both answered, also where the input ends meanwhile")
    func sameID() async throws {
        let gate = Gate()
        let client = Client(try Samples.server([Samples.echo, Samples.held(by: gate)]))
        client.send(Samples.call(1, "held"))
        await gate.arrivals(1)
        _ = await client.ask(Samples.call(1, "echo", ["text": "quick"]))
        client.send(Samples.call(1, "held"))
        await gate.arrivals(2)
        client.end()
        gate.open()
        try await client.wait()
        #expect(client.messages.compactMap(text).sorted() == ["let go", "let go", "quick"])
    }

    @Test("Progress stands before the answer, each on a line of its own")
    func progress() async throws {
        let gate = Gate()
        gate.open()
        let client = Client(try Samples.server([Samples.held(by: gate)]))
        client.send(Samples.call(1, "held", token: 5))
        await client.wait(for: 3)
        #expect(client.messages.compactMap { $0["params"]?["progress"]?.doubleValue } == [0.5, 1])
        #expect(client.messages.compactMap { $0["params"]?["progressToken"] } == [5, 5])
        #expect(client.messages.last?["id"] == 1)
        client.end()
        try await client.wait()
    }
}
