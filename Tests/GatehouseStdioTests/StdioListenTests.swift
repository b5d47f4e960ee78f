import Gatehouse
import GatehouseStdio
import Testing

@Suite("stdio: streams of notifications", .timeLimit(.minutes(2)))
struct StdioListenTests {
    private static let meta = #""_meta":{"io.modelcontextprotocol/subscriptionId":"#

    private func listen(_ id: JSONValue, _ filter: JSONValue) -> JSONValue {
        Samples.modern(id, "subscriptions/listen", ["notifications": filter])
    }

    private func server() throws -> Server {
        try Samples.server([Samples.echo])
    }

    /// The subscription that a line belongs to.
    private func subscription(_ message: JSONValue) -> JSONValue? {
        (message["params"] ?? message["result"])?["_meta"]?["io.modelcontextprotocol/subscriptionId"]
    }

    @Test("Acknowledgment, changes, and at the input's end the result and a cancellation, byte for byte")
    func bytes() async throws {
        let server = try server()
        let client = Client(server)
        client.send(listen("L", ["toolsListChanged": true]))
        await client.wait(for: 1)
        server.registry.disable(.tool("echo"))
        await client.wait(for: 2)
        client.end()
        try await client.wait()
        #expect(
            client.lines == [
                #"{"jsonrpc":"2.0","method":"notifications/subscriptions/acknowledged","params":{\#(Self.meta)"L"},"#
                    + #""notifications":{"toolsListChanged":true}}}"#,
                #"{"jsonrpc":"2.0","method":"notifications/tools/list_changed","params":{\#(Self.meta)"L"}}}"#,
                #"{"jsonrpc":"2.0","id":"L","result":{"resultType":"complete",\#(Self.meta)"L","#
                    + #""io.modelcontextprotocol/serverInfo":{"name":"sample","version":"1"}}}}"#,
                #"{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":"L","#
                    + #""reason":"the server has ended the subscription"}}"#,
            ])
    }

    @Test("A cancelled stream is heard no more, and not answered; another one goes on")
    func cancelled() async throws {
        let server = try server()
        let client = Client(server)
        client.send(listen(1, ["toolsListChanged": true]))
        await client.wait(for: 1)
        client.send(listen("1", ["toolsListChanged": true]))
        await client.wait(for: 2)
        client.send(Samples.cancel(1))
        // What is answered after the cancellation was read after it.
        _ = await client.ask(Samples.call(2, "echo", ["text": "x"]))
        server.registry.disable(.tool("echo"))
        await client.wait(for: 4)
        client.end()
        try await client.wait()
        #expect(client.messages.dropFirst(3).compactMap(subscription) == ["1", "1"])
        #expect(client.lines.count == 6)
    }

    @Test("Streams take the place of no other message, however many there are")
    func room() async throws {
        let server = try server()
        let client = Client(server, limits: .init(maximumPending: 2))
        for number in 0..<20 as Range<Int64> { client.send(listen(.integer(number), [:])) }
        await client.wait(for: 20)
        let answer = await client.ask(Samples.call("c", "echo", ["text": "still here"]))
        #expect(answer?["result"]?["content"]?[0]?["text"] == "still here")
        client.end()
        try await client.wait()
        #expect(client.lines.count == 61)
    }
}
