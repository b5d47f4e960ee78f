import Gatehouse
import GatehouseStdio
import Testing

@Suite("stdio", .timeLimit(.minutes(2)))
struct StdioTransportTests {
    private func text(_ message: JSONValue?) -> String? { message?["result"]?["content"]?[0]?["text"]?.stringValue }

    @Test("What is no message is answered with an error, and the next message is read")
    func garbage() async throws {
        let client = Client(try Samples.server([Samples.echo]))
        client.write("garbage\n")
        await client.wait(for: 1)
        #expect(
            client.lines == [
                #"{"jsonrpc":"2.0","error":{"code":-32700,"message":"Parse error: byte 0x67 at offset 0 cannot stand there"}}"#
            ])
        #expect(text(await client.ask(Samples.call(1, "echo", ["text": "still here"]))) == "still here")
        client.end()
        try await client.wait()
    }

    @Test("A message that is too long is refused, and the next one is read")
    func tooLong() async throws {
        let client = Client(try Samples.server([Samples.echo]), limits: .init(maximumMessageBytes: 1_000))
        client.write(String(repeating: "x", count: 5_000) + "\n")
        await client.wait(for: 1)
        #expect(client.messages.first?["error"]?["code"] == -32600)
        #expect(
            client.messages.first?["error"]?["message"]?.stringValue?.hasPrefix(
                "a message has more than the 1000 bytes that are allowed") == true)
        #expect(client.messages.first?["id"] == nil)
        #expect(text(await client.ask(Samples.call(1, "echo", ["text": "hello"]))) == "hello")
        client.end()
        try await client.wait()
    }

    @Test("Messages are read as lines, however their bytes arrive")
    func byteByByte() async throws {
        let client = Client(try Samples.server([Samples.echo]))
        let message = Samples.call("a", "echo", ["text": "zwölf"]).description
        for byte in Array((message + "\r\n").utf8) { client.write([byte]) }
        await client.wait(for: 1)
        #expect(text(client.messages.first) == "zwölf")
        client.end()
        try await client.wait()
    }

    @Test("A message may be cut anywhere")
    func cutAnywhere() async throws {
        let client = Client(try Samples.server([Samples.echo]))
        let message = Array((Samples.call(1, "echo", ["text": "é"]).description + "\n").utf8)
        for cut in message.indices {
            client.write(Array(message[..<cut]))
            client.write(Array(message[cut...]))
        }
        await client.wait(for: message.count)
        #expect(client.messages.allSatisfy { text($0) == "é" })
        #expect(client.lines.count == message.count)
        client.end()
        try await client.wait()
    }

    @Test("Several requests are under way at once, and each answer has its request's id")
    func concurrent() async throws {
        let gate = Gate()
        let client = Client(try Samples.server([Samples.echo, Samples.held(by: gate)]))
        client.send(Samples.call("slow", "held"))
        await gate.arrivals(1)
        for index in Int64(0)..<50 { client.send(Samples.call(.integer(index), "echo", ["text": .string("\(index)")])) }
        await client.wait(for: 50)
        #expect(client.messages.allSatisfy { text($0) == $0["id"]?.description })
        gate.open()
        await client.wait(for: 51)
        #expect(client.messages.last?["id"] == "slow")
        client.end()
        try await client.wait()
    }

    @Test("No more messages are taken than may be under way, and none is lost")
    func bounded() async throws {
        let gate = Gate()
        let client = Client(try Samples.server([Samples.held(by: gate)]), limits: .init(maximumPending: 4))
        for index in Int64(0)..<20 { client.send(Samples.call(.integer(index), "held")) }
        await gate.arrivals(4)
        #expect(client.lines.isEmpty)
        gate.open()
        await client.wait(for: 20)
        #expect(Set(client.messages.compactMap { $0["id"]?.integerValue }) == Set(0..<20))
        client.end()
        try await client.wait()
    }

    @Test("Requests that are written together with the handshake belong to its session")
    func pipelined() async throws {
        let client = Client(try Samples.server([Samples.echo]))
        let call: JSONValue = [
            "jsonrpc": "2.0", "id": 2, "method": "tools/call",
            "params": ["name": "echo", "arguments": ["text": "in session"]],
        ]
        let lines: [JSONValue] = [
            Samples.initialize(1), ["jsonrpc": "2.0", "method": "notifications/initialized"], call,
            ["jsonrpc": "2.0", "id": 3, "method": "ping"],
        ]
        client.write(lines.map { $0.description + "\n" }.joined())
        client.end()
        try await client.wait()
        let byID = Dictionary(grouping: client.messages) { $0["id"]?.integerValue ?? 0 }
        #expect(client.messages.count == 3)
        #expect(byID[1]?.first?["result"]?["protocolVersion"] == "2025-06-18")
        #expect(byID[2]?.first?["result"] == ["content": [["type": "text", "text": "in session"]]])
        #expect(byID[3]?.first?["result"] == [:])
    }

    @Test("A call that is written together with the end of the handshake may ask the client")
    func pipelinedAsking() async throws {
        let asking = Tool(name: "roots", description: "Asks.", input: NoInput.self) { _, context -> String in
            try await context.roots().map(\.uri).joined(separator: ",")
        }
        for _ in 0..<20 {
            let client = Client(try Samples.server([asking]))
            let call: JSONValue = [
                "jsonrpc": "2.0", "id": 2, "method": "tools/call", "params": ["name": "roots", "arguments": [:]],
            ]
            let lines: [JSONValue] = [
                Samples.initialize(1, capabilities: ["roots": [:]]),
                ["jsonrpc": "2.0", "method": "notifications/initialized"], call,
            ]
            client.write(lines.map { $0.description + "\n" }.joined())
            await client.wait(for: 2)
            let question = client.messages.last
            #expect(question?["method"] == "roots/list", "\(client.lines)")
            client.send([
                "jsonrpc": "2.0", "id": question?["id"] ?? .null, "result": ["roots": [["uri": "file:///a"]]],
            ])
            await client.wait(for: 3)
            #expect(text(client.messages.last) == "file:///a")
            client.end()
            try await client.wait()
        }
    }

    @Test("Without a handshake a request of an earlier revision is refused")
    func noHandshake() async throws {
        let client = Client(try Samples.server([Samples.echo]))
        let answer = await client.ask(["jsonrpc": "2.0", "id": 1, "method": "tools/list"])
        #expect(
            answer?["error"]?["message"]
                == "send initialize first, or name revision 2026-07-28 in params._meta")
        client.end()
        try await client.wait()
    }

    @Test("Notifications and responses are never answered")
    func silence() async throws {
        let client = Client(try Samples.server([Samples.echo]))
        client.send(["jsonrpc": "2.0", "method": "notifications/initialized"])
        client.send(["jsonrpc": "2.0", "method": "notifications/no-such"])
        client.send(["jsonrpc": "2.0", "id": 9, "result": [:]])
        client.send(["jsonrpc": "2.0", "id": 9, "error": ["code": 1, "message": "x"]])
        _ = await client.ask(Samples.call(1, "echo", ["text": "x"]))
        client.end()
        try await client.wait()
        #expect(client.lines.count == 1)
    }

    @Test("Nothing but messages is written, a line each, whatever comes in")
    func onlyMessages() async throws {
        let client = Client(try Samples.server([Samples.echo]))
        var random = SplitMix64(seed: 11)
        for _ in 0..<300 {
            let count = Int.random(in: 0..<60, using: &random)
            client.write((0..<count).map { _ in UInt8.random(in: 0...255, using: &random) } + [0x0A])
        }
        client.send(Samples.call(1, "echo", ["text": "a\nb\r\u{2028}"]))
        client.end()
        try await client.wait()
        #expect(client.messages.count == client.lines.count)
        #expect(client.messages.allSatisfy { $0["jsonrpc"] == "2.0" })
        #expect(client.messages.contains { text($0) == "a\nb\r\u{2028}" })
    }

    @Test("Many large answers are written whole")
    func large() async throws {
        let client = Client(try Samples.server([Samples.echo]))
        let long = String(repeating: "0123456789", count: 20_000)
        for index in Int64(0)..<20 { client.send(Samples.call(.integer(index), "echo", ["text": .string(long)])) }
        client.end()
        try await client.wait()
        #expect(client.messages.count == 20)
        #expect(client.messages.allSatisfy { text($0) == long })
    }
}
