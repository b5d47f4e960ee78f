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

@Suite("stdio: the end", .timeLimit(.minutes(2)))
struct StdioEndTests {
    private func text(_ message: JSONValue?) -> String? { message?["result"]?["content"]?[0]?["text"]?.stringValue }

    @Test("An error that is answered last is written before the transport ends")
    func garbageAtEnd() async throws {
        let client = Client(try Samples.server([Samples.echo]))
        client.write("[1]\n[2]")
        client.end()
        try await client.wait()
        #expect(client.messages.compactMap { $0["error"]?["code"]?.integerValue } == [-32600, -32600])
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

    @Test("A client that neither reads nor goes away does not keep the process")
    func stuckWriter() async throws {
        var input: [Int32] = [0, 0]
        var output: [Int32] = [0, 0]
        try #require(pipe(&input) == 0 && pipe(&output) == 0)
        let log = LogLines()
        let transport = StdioTransport(
            responder: try Samples.server([Samples.echo]), input: input[0], output: output[1],
            limits: .init(drainTimeout: .milliseconds(10)), logger: log.logger())
        let long = String(repeating: "x", count: 40_000)
        let descriptor = input[1]
        let text = (0..<5).map { Samples.call(.integer($0), "echo", ["text": .string(long)]).description + "\n" }
            .joined()
        let writing = Task.detached {
            let bytes = Array(text.utf8)
            var offset = 0
            while offset < bytes.count {
                let written = bytes[offset...].withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
                guard written > 0 else { break }
                offset += written
            }
            close(descriptor)
        }
        try await transport.run()
        await writing.value
        #expect(log.messages == ["requests were still under way after the drain timeout"])
        close(output[0])
        close(input[0])
    }

    @Test("A shutdown of the process ends the reading, and what is under way is finished")
    func gracefulShutdown() async throws {
        var input: [Int32] = [0, 0]
        var output: [Int32] = [0, 0]
        try #require(pipe(&input) == 0 && pipe(&output) == 0)
        let gate = Gate()
        let transport = StdioTransport(
            responder: try Samples.server([Samples.held(by: gate)]), input: input[0], output: output[1],
            logger: LogLines().logger())
        let group = ServiceGroup(services: [transport], logger: LogLines().logger())
        let running = Task { try await group.run() }
        let line = Array((Samples.call(1, "held").description + "\n").utf8)
        #expect(write(input[1], line, line.count) == line.count)
        await gate.arrivals(1)
        await group.triggerGracefulShutdown()
        gate.open()
        try await running.value
        var buffer = [UInt8](repeating: 0, count: 4_096)
        let count = read(output[0], &buffer, buffer.count)
        let answer = try JSONValue(parsing: Array(buffer.prefix(max(0, count)).dropLast()))
        #expect(text(answer) == "let go")
        for descriptor in [input[1], output[0], output[1]] { close(descriptor) }
    }

    @Test("A message without a line feed at the end of the input is answered")
    func lastLine() async throws {
        let client = Client(try Samples.server([Samples.echo]))
        client.write(Samples.call(1, "echo", ["text": "last"]).description)
        client.end()
        try await client.wait()
        #expect(client.messages.map(text) == ["last"])
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
}
