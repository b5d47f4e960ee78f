import Gatehouse
import GatehouseStdio
import Logging
import ServiceLifecycle
import Testing

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

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

    @Test("An error that is answered last is written before the transport ends")
    func garbageAtEnd() async throws {
        let client = Client(try Samples.server([Samples.echo]))
        client.write("[1]\n[2]")
        client.end()
        try await client.wait()
        #expect(client.messages.compactMap { $0["error"]?["code"]?.integerValue } == [-32600, -32600])
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

    @Test("When the input ends, what is under way is finished and written")
    func drains() async throws {
        let gate = Gate()
        let client = Client(try Samples.server([Samples.held(by: gate)]))
        for index in Int64(0)..<5 { client.send(Samples.call(.integer(index), "held")) }
        await gate.arrivals(5)
        client.end()
        gate.open()
        try await client.wait()
        #expect(client.messages.filter { text($0) == "let go" }.count == 5)
    }

    @Test("What does not finish in time after the end of the input is cancelled")
    func drainTimeout() async throws {
        let stopped = Gate()
        stopped.open()
        let client = Client(
            try Samples.server([Samples.patient(stopped)]), limits: .init(drainTimeout: .milliseconds(1)))
        client.send(Samples.call(1, "patient", token: 1))
        await client.wait(for: 1)
        client.end()
        try await client.wait()
        await stopped.arrivals(1)
        #expect(client.lines.count == 1)
    }

    @Test("A message without a line feed at the end of the input is answered")
    func lastLine() async throws {
        let client = Client(try Samples.server([Samples.echo]))
        client.write(Samples.call(1, "echo", ["text": "last"]).description)
        client.end()
        try await client.wait()
        #expect(client.messages.map(text) == ["last"])
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
        var random = SystemRandomNumberGenerator()
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

    @Test("A client that no longer reads ends nothing but its own answers, and the log says so")
    func brokenPipe() async throws {
        var input: [Int32] = [0, 0]
        var output: [Int32] = [0, 0]
        try #require(pipe(&input) == 0 && pipe(&output) == 0)
        let log = LogLines()
        let transport = StdioTransport(
            responder: try Samples.server([Samples.echo]), input: input[0], output: output[1], logger: log.logger())
        close(output[0])
        let line = Array((Samples.call(1, "echo", ["text": "x"]).description + "\n").utf8)
        #expect(write(input[1], line, line.count) == line.count)
        close(input[1])
        try await transport.run()
        #expect(log.messages == ["the client no longer reads what is written to it"])
        close(output[1])
        close(input[0])
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
