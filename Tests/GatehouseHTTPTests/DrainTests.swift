import Gatehouse
import GatehouseHTTP
import Logging
import Synchronization
import Testing

@Suite("A shutdown", .serialized, .timeLimit(.minutes(2)))
struct DrainTests {
    @Test("Requests in flight get their answers, with the connection's close announced, and then it ends")
    func inFlight() async throws {
        let gate = Gate()
        let started = Mutex(0)
        let responder = StubResponder(answer: { _, body, _ in
            started.withLock { $0 += 1 }
            await gate.pass()
            return Reply(status: 200, body: body)
        })
        try await withListener(responder, Self.lingering) { running in
            var clients: [RawClient] = []
            for number in 0..<50 {
                let client = try await RawClient.connect(running.port)
                try await client.send(post("answer \(number)"))
                clients.append(client)
            }
            while started.withLock({ $0 }) < 50 { await Task.yield() }
            running.shutDown()
            let probe = try await notReady(running.port)
            #expect(probe.contains("Connection: close\r\n"))
            gate.open()
            for (number, client) in clients.enumerated() {
                let text = await client.textToEnd()
                #expect(text.contains("Connection: close\r\n"))
                #expect(body(of: text) == "answer \(number)")
            }
            let last = ContinuousClock.now
            #expect(await running.ended.wait() - last < .seconds(5))
        }
    }

    @Test("New connections are accepted while it drains, and told to come again")
    func newConnections() async throws {
        let (gate, started) = (Gate(), Gate())
        let responder = StubResponder(answer: { _, body, _ in
            started.open()
            await gate.pass()
            return Reply(status: 200, body: body)
        })
        try await withListener(responder, Self.lingering) { running in
            let client = try await RawClient.connect(running.port)
            try await client.send(post("first"))
            await started.pass()
            running.shutDown()
            _ = try await notReady(running.port)
            let late = try await RawClient.connect(running.port)
            try await late.send(post("late"))
            let text = await late.textToEnd()
            #expect(text.hasPrefix("HTTP/1.1 503 "))
            #expect(text.contains("\r\nRetry-After: 1\r\n"))
            #expect(
                body(of: text)
                    == #"{"jsonrpc":"2.0","id":null,"error":{"code":503,"message":"The server is shutting down; ask again.","data":{"reason":"shutting_down"}}}"#
            )
            gate.open()
            #expect(body(of: await client.textToEnd()) == "first")
        }
    }

    @Test("Idle connections are closed after the linger, and nothing holds it up")
    func idle() async throws {
        try await withListener(StubResponder(), { $0.timeouts.drainLinger = .milliseconds(250) }) { running in
            let client = try await RawClient.connect(running.port)
            try await client.echo()
            let silent = try await RawClient.connect(running.port)
            let begin = ContinuousClock.now
            running.shutDown()
            try await client.closed()
            try await silent.closed()
            #expect(ContinuousClock.now - begin >= .milliseconds(240))
            #expect(await running.ended.wait() - begin < .seconds(5))
        }
    }

    @Test("Requests that outlast the drain are cancelled, and their last words are sent")
    func timeout() async throws {
        let started = Gate()
        let responder = StubResponder(answer: { _, _, _ in
            started.open()
            await Gate().pass()
            return Reply(status: 503, body: Array("cancelled".utf8))
        })
        try await withListener(responder, { $0.timeouts.drain = .milliseconds(400) }) { running in
            let client = try await RawClient.connect(running.port)
            try await client.send(post("{}"))
            await started.pass()
            let begin = ContinuousClock.now
            running.shutDown()
            #expect(body(of: await client.textToEnd()) == "cancelled")
            #expect(ContinuousClock.now - begin >= .milliseconds(390))
            #expect(await running.ended.wait() - begin < .seconds(5))
        }
    }

    @Test("Cancelling the service ends it at once, with its requests")
    func cancellation() async throws {
        let (started, cancelled) = (Gate(), Gate())
        let responder = StubResponder(answer: { _, _, _ in
            started.open()
            await Gate().pass()
            cancelled.open()
            return Reply(status: 200)
        })
        var configuration = HTTPListenerConfiguration()
        configuration.port = 0
        let (ports, port) = AsyncStream.makeStream(of: Int.self)
        let listener = HTTPListener(
            configuration: configuration, responder: responder,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
            onListening: { _, number in port.yield(number) })
        let running = Task { try await listener.run() }
        let number = try #require(await ports.first { _ in true })
        let client = try await RawClient.connect(number)
        try await client.send(post("{}"))
        await started.pass()
        let begin = ContinuousClock.now
        running.cancel()
        await cancelled.pass()
        #expect(await client.textToEnd() == "")
        try await running.value
        #expect(ContinuousClock.now - begin < .seconds(5))
        #expect(listener.statistics == HTTPListenerStatistics())
    }

    @Test("Streams that are told to end send their last event")
    func streams() async throws {
        let (closing, started) = (Gate(), Gate())
        let responder = StubResponder(answer: { _, _, stream in
            try? await stream?.send(Array("1".utf8), fields: [])
            started.open()
            await closing.pass()
            return Reply(status: 200, body: Array("2".utf8))
        })
        try await withListener(responder) { running in
            running.listener.onDrain { closing.open() }
            let client = try await RawClient.connect(running.port)
            try await client.send(post("{}"))
            await started.pass()
            running.shutDown()
            #expect(await client.textToEnd().hasSuffix("event: message\ndata: 2\n\n\r\n0\r\n\r\n"))
        }
    }

    @Test("A request that is being sent when it begins is still answered")
    func halfSent() async throws {
        try await withListener(StubResponder(), Self.lingering) { running in
            let client = try await RawClient.connect(running.port)
            let text = post("whole")
            try await client.send(String(text.prefix(40)))
            while running.listener.statistics.connections == 0 { await Task.yield() }
            running.shutDown()
            _ = try await notReady(running.port)
            try await client.send(String(text.dropFirst(40)))
            #expect(body(of: await client.textToEnd()) == "whole")
        }
    }

    /// Leaves a new connection the time to send what it was opened for, on a busy machine too.
    private static func lingering(_ configuration: inout HTTPListenerConfiguration) {
        configuration.timeouts.drainLinger = .seconds(1)
    }

    /// Asks for readiness until it is refused.
    private func notReady(_ port: Int) async throws -> String {
        while true {
            let probe = try await RawClient.connect(port)
            try await probe.send(request("GET", "/health/ready", fields: ["Host: a", "Connection: close"]))
            let text = await probe.textToEnd()
            if text.hasPrefix("HTTP/1.1 503 ") { return text }
        }
    }
}
