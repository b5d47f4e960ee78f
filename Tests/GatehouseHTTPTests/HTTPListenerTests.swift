import Gatehouse
import GatehouseHTTP
import Synchronization
import Testing

@Suite("A listener on a socket", .serialized, .timeLimit(.minutes(2)))
struct HTTPListenerTests {
    @Test("It says where it listens and answers")
    func answers() async throws {
        try await withListener { running in
            #expect(running.port > 0)
            let client = try await RawClient.connect(running.port)
            try await client.send(post("{}"))
            #expect(await client.text(until: "{}").hasPrefix("HTTP/1.1 200 OK\r\n"))
            try await client.close()
        }
    }

    @Test("A port that is taken makes it fail")
    func taken() async throws {
        try await withListener { running in
            await #expect(throws: (any Error).self) {
                try await withListener(StubResponder(), { $0.port = running.port }) { _ in }
            }
        }
    }

    @Test("Bytes fed one at a time make the same request")
    func oneByOne() async throws {
        try await withListener { running in
            let client = try await RawClient.connect(running.port)
            for byte in post("hello").utf8 { try await client.send([byte]) }
            #expect(body(of: await client.text(until: "hello")) == "hello")
            try await client.close()
        }
    }

    // MARK: T01, T02, T03: time

    @Test("Silent and dripping peers are closed in time", arguments: ["", "POST /mcp HTTP/1.1\r\nX: 1\r\n"])
    func slowHeader(start: String) async throws {
        try await withListener(StubResponder(), { $0.timeouts.header = .milliseconds(200) }) { running in
            let begin = ContinuousClock.now
            let clients = try await connect(20, running.port)
            for client in clients where !start.isEmpty { try await client.send(start) }
            for client in clients {
                let text = await client.textToEnd()
                #expect(text.isEmpty == start.isEmpty)
            }
            #expect(ContinuousClock.now - begin < .seconds(5))
        }
    }

    @Test("A body that stops is answered 408 and closed")
    func slowBody() async throws {
        let change = { @Sendable (configuration: inout HTTPListenerConfiguration) in
            configuration.timeouts.bodyGrace = .milliseconds(200)
        }
        try await withListener(StubResponder(), change) { running in
            let client = try await RawClient.connect(running.port)
            try await client.send("POST /mcp HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nx")
            #expect(await client.textToEnd().hasPrefix("HTTP/1.1 408 "))
        }
    }

    @Test("A peer that does not read is dropped, and its request's body is not copied for it")
    func stalledReader() async throws {
        let large = [UInt8](repeating: 0x61, count: 16 << 20)
        let responder = StubResponder(answer: { _, _, _ in Reply(status: 200, body: large) })
        try await withListener(responder, { $0.timeouts.writeStall = .milliseconds(500) }) { running in
            var clients: [RawClient] = []
            for _ in 0..<10 { clients.append(try await RawClient.connect(running.port, reads: false)) }
            for client in clients { try await client.send(post("{}")) }
            while running.listener.statistics.connections > 0 { await Task.yield() }
            for client in clients { try await client.close() }
        }
    }

    // MARK: T05, T06: framing

    @Test("Malformed requests are refused and what follows them is not answered", arguments: MalformedRequests.all)
    func malformed(sample: MalformedRequests.Sample) async throws {
        try await withListener(StubResponder(), { $0.timeouts.closeLinger = .milliseconds(50) }) { running in
            let client = try await RawClient.connect(running.port)
            try await client.send(sample.bytes + post("smuggled"))
            let text = await client.textToEnd()
            #expect(text.hasPrefix("HTTP/1.1 \(sample.status) "))
            #expect(!text.contains("smuggled"))
        }
    }

    @Test("Ten thousand requests sent ahead get their own answers")
    func pipelining() async throws {
        try await withListener { running in
            let client = try await RawClient.connect(running.port)
            let sending = Task {
                for start in stride(from: 0, to: 10_000, by: 100) {
                    try await client.send((start..<start + 100).map { post("<\($0)>") }.joined())
                }
            }
            let text = await client.text(until: "<9999>")
            try await sending.value
            let numbers = text.split(separator: "<").dropFirst().map { $0.prefix { $0 != ">" } }
            #expect(numbers.compactMap { Int($0) } == Array(0..<10_000))
            try await client.close()
        }
    }

    @Test("A refused upload can read why")
    func refusedUpload() async throws {
        let change = { @Sendable (configuration: inout HTTPListenerConfiguration) in
            configuration.limits.bodyBytes = 1000
            configuration.timeouts.closeLinger = .milliseconds(500)
        }
        try await withListener(StubResponder(), change) { running in
            let client = try await RawClient.connect(running.port, stays: true)
            try await client.send("POST /mcp HTTP/1.1\r\nHost: a\r\nContent-Length: 50000\r\n\r\n")
            try await client.send([UInt8](repeating: 0x61, count: 50_000))
            #expect(await client.textToEnd().hasPrefix("HTTP/1.1 413 Content Too Large\r\n"))
            try await client.close()
        }
    }

    @Test("A refused peer that keeps its side open is closed after the linger")
    func lingeringPeer() async throws {
        try await withListener(StubResponder(), { $0.timeouts.closeLinger = .milliseconds(200) }) { running in
            let client = try await RawClient.connect(running.port, stays: true)
            try await client.send("GET / HTTP/1.1\r\n\r\n")
            #expect(await client.text(until: "}").hasPrefix("HTTP/1.1 400 "))
            let begin = ContinuousClock.now
            while running.listener.statistics.connections > 0 { await Task.yield() }
            #expect(ContinuousClock.now - begin > .milliseconds(100))
            try await client.close()
        }
    }

    // MARK: T07: connections

    @Test("Connections over the cap get 503, and a closed one makes room")
    func connectionCap() async throws {
        try await withListener(StubResponder(), { $0.limits.connections = 3 }) { running in
            let clients = try await connect(3, running.port)
            for client in clients { try await client.echo() }
            let refused = try await RawClient.connect(running.port)
            let text = await refused.textToEnd()
            #expect(text.hasPrefix("HTTP/1.1 503 Service Unavailable\r\n"))
            #expect(text.contains("\r\nRetry-After: 1\r\n"))
            #expect(
                body(of: text) == """
                    {"jsonrpc":"2.0","id":null,"error":{"code":503,"message":"\
                    The server has 3 connections open \
                    (http.max_connections).\
                    ","data":{"reason":"too_many_connections"}}}
                    """)
            for client in clients { try await client.echo() }
            try await clients[0].close()
            while running.listener.statistics.connections > 2 { await Task.yield() }
            let admitted = try await RawClient.connect(running.port)
            try await admitted.echo()
            for client in clients.dropFirst() + [admitted] { try await client.close() }
        }
    }

    @Test("Connections of one address over its cap get 503")
    func addressCap() async throws {
        try await withListener(StubResponder(), { $0.limits.connectionsPerAddress = 1 }) { running in
            let first = try await RawClient.connect(running.port)
            try await first.echo()
            let text = await (try RawClient.connect(running.port)).textToEnd()
            #expect(
                body(of: text) == """
                    {"jsonrpc":"2.0","id":null,"error":{"code":503,"message":"\
                    This address has 1 connections open \
                    (http.max_connections_per_address).\
                    ","data":{"reason":"too_many_connections"}}}
                    """)
            try await first.close()
        }
    }

    // MARK: T15: disconnects

    @Test("A peer that goes away cancels its request at once", arguments: [true, false])
    func disconnect(closesAll: Bool) async throws {
        let (started, cancelled) = (Gate(), Gate())
        let responder = StubResponder(answer: { _, _, _ in
            started.open()
            await Gate().pass()
            if Task.isCancelled { cancelled.open() }
            return Reply(status: 200)
        })
        try await withListener(responder) { running in
            let client = try await RawClient.connect(running.port)
            try await client.send(post("{}"))
            await started.pass()
            let begin = ContinuousClock.now
            if closesAll { try await client.close() } else { try await client.finishSending() }
            await cancelled.pass()
            #expect(ContinuousClock.now - begin < .seconds(1))
            #expect(await client.textToEnd() == "")
            while running.listener.statistics != HTTPListenerStatistics() { await Task.yield() }
        }
    }

    private func connect(_ count: Int, _ port: Int) async throws -> [RawClient] {
        var clients: [RawClient] = []
        for _ in 0..<count { clients.append(try await RawClient.connect(port)) }
        return clients
    }
}

extension RawClient {
    /// Sends a request and expects it back.
    func echo() async throws {
        try await send(post("ping"))
        #expect(body(of: await text(until: "ping")) == "ping")
    }
}
