import Gatehouse
import GatehouseHTTP
import NIOCore
import NIOHPACK
import NIOHTTP2
import Synchronization
import Testing

@Suite("A listener that speaks HTTP/2", .serialized, .timeLimit(.minutes(2)))
struct HTTP2Tests {
    private let authority: TestAuthority

    init() throws {
        authority = try TestAuthority()
        try authority.issue("server")
    }

    // MARK: Refusals

    @Test("A body over the bound is answered 413, and the connection goes on")
    func bodyTooLarge() async throws {
        try await with(StubResponder(), { $0.limits.bodyBytes = 1000 }) { running, client in
            let announced = try await client.open(
                HTTP2Client.head("POST", fields: [("content-length", "1001")]), ends: false)
            #expect(await announced.response().status == "413")
            let found = try await client.open(HTTP2Client.head("POST"), ends: false)
            try await found.send([UInt8](repeating: 0x61, count: 1001), ends: false)
            let answer = await found.response()
            #expect(answer.status == "413")
            #expect(answer.body.contains("The request's body is larger than 1000 bytes (http.max_body_bytes)."))
            try await expect(client.post("hello"), "hello")
        }
    }

    @Test("Unfinished bodies of one connection are bounded together, and what has ended makes room")
    func bodiesTooLarge() async throws {
        let change = { @Sendable (configuration: inout HTTPListenerConfiguration) in
            configuration.limits.bodyBytes = 1000
            configuration.limits.connectionBodyBytes = 2500
        }
        try await with(StubResponder(), change) { running, client in
            let part = [UInt8](repeating: 0x61, count: 900)
            var open: [HTTP2Client.Stream] = []
            for _ in 0..<2 {
                let stream = try await client.open(HTTP2Client.head("POST"), ends: false)
                try await stream.send(part, ends: false)
                open.append(stream)
            }
            let third = try await client.open(HTTP2Client.head("POST"), ends: false)
            try await third.send(part, ends: false)
            let answer = await third.response()
            #expect(answer.status == "503")
            #expect(
                answer.body.contains(
                    "The unfinished bodies of this connection's requests are larger than 2500 bytes together "
                        + "(http.max_connection_body_bytes)."))
            for stream in open {
                try await stream.send([0x62], ends: true)
                #expect(await stream.response().body.count == 901)
            }
            // There is room again for as many.
            for _ in 0..<3 {
                try await expect(client.post(String(repeating: "c", count: 900)), String(repeating: "c", count: 900))
            }
            let again = try await client.open(HTTP2Client.head("POST"), ends: false)
            try await again.send(part, ends: false)
            try await again.send([0x62], ends: true)
            #expect(await again.response().body.count == 901)
        }
    }

    @Test("A head over a bound is answered 431 or 414")
    func headTooLarge() async throws {
        let change = { @Sendable (configuration: inout HTTPListenerConfiguration) in
            configuration.limits.headerFields = 20
            configuration.limits.headerBytes = 2000
            configuration.limits.targetBytes = 300
        }
        try await with(StubResponder(), change) { running, client in
            let many = (0..<21).map { ("x-\($0)", "1") }
            try await expect(client.open(HTTP2Client.head("POST", fields: many), ends: true), "431")
            let long = [("x-long", String(repeating: "a", count: 2000))]
            try await expect(client.open(HTTP2Client.head("POST", fields: long), ends: true), "431")
            let path = "/" + String(repeating: "a", count: 300)
            try await expect(client.open(HTTP2Client.head("GET", path), ends: true), "414")
            try await expect(client.post("hello"), "hello")
        }
    }

    @Test("More requests at once than announced are not served")
    func tooManyStreams() async throws {
        let gate = Gate()
        let running = Mutex((now: 0, most: 0))
        let responder = StubResponder(answer: { _, _, _ in
            running.withLock { running in
                running.now += 1
                running.most = max(running.most, running.now)
            }
            await gate.pass()
            running.withLock { $0.now -= 1 }
            return Reply(status: 200)
        })
        try await with(responder, { $0.limits.streamsPerConnection = 3 }) { _, client in
            var streams: [HTTP2Client.Stream] = []
            for _ in 0..<3 { streams.append(try await client.post("{}")) }
            while running.withLock({ $0.now }) < 3 { await Task.yield() }
            // This client heeds what the server announces, and holds the others back until there is room.
            let others = (0..<6).map { _ in Task { try await client.post("{}").response().status } }
            gate.open()
            for stream in streams { #expect(await stream.response().status == "200") }
            for other in others { #expect(try await other.value == "200") }
            #expect(running.withLock { $0.most } == 3)
        }
    }

    @Test("A peer that begins and takes back requests too often loses its connection")
    func rapidReset() async throws {
        let responder = StubResponder(answer: { _, _, _ in
            await Gate().pass()
            return Reply(status: 200)
        })
        try await with(responder, { $0.limits.resetsPerConnection = 20 }) { running, client in
            let task = Task {
                while true { try await client.post("{}").reset() }
            }
            try await client.closed()
            task.cancel()
            _ = await task.result
            while running.listener.statistics.requests > 0 { await Task.yield() }
            let next = try await HTTP2Client.connect(running.port, authority.authorities)
            try await expect(next.open(HTTP2Client.head("GET", "/health/live"), ends: true), "200")
            try await next.close()
        }
    }

    @Test("A connection on which no request begins is closed in time")
    func silence() async throws {
        try await with(StubResponder(), { $0.timeouts.header = .milliseconds(300) }) { running, client in
            try await client.closed()
        }
    }

    @Test("A connection without requests is closed after a while, and says so before")
    func idle() async throws {
        try await with(StubResponder(), { $0.timeouts.keepAlive = .milliseconds(200) }) { running, client in
            try await expect(client.post("hello"), "hello")
            #expect(await client.goAways.first { _ in true } == 1)
            try await client.closed()
        }
    }

    @Test("A body that stops is answered 408")
    func slowBody() async throws {
        try await with(StubResponder(), { $0.timeouts.bodyGrace = .milliseconds(200) }) { running, client in
            let stream = try await client.open(HTTP2Client.head("POST"), ends: false)
            try await stream.send([0x61], ends: false)
            #expect(await stream.response().status == "408")
            try await expect(client.post("hello"), "hello")
        }
    }

    @Test("A request whose peer opens no window is dropped, and its sender is held back")
    func stalledStream() async throws {
        let sent = Mutex(0)
        let ended = Gate()
        let message = [UInt8](repeating: 0x61, count: 1000)
        let responder = StubResponder(answer: { _, _, stream in
            do {
                while true {
                    try await stream?.send(message, fields: [])
                    sent.withLock { $0 += 1 }
                }
            } catch {
                ended.open()
            }
            return Reply(status: 200)
        })
        let change = { @Sendable (configuration: inout HTTPListenerConfiguration) in
            configuration.timeouts.writeStall = .milliseconds(500)
        }
        try await with(responder, change) { running, client in
            let stalled = try await client.open(HTTP2Client.head("POST"), ends: true, reads: false)
            await ended.pass()
            #expect(sent.withLock { $0 } < 200)
            _ = stalled
            try await expect(client.open(HTTP2Client.head("GET", "/health/live"), ends: true), "200")
        }
    }

    @Test("A peer that reads nothing of its connection is dropped")
    func stalledConnection() async throws {
        let large = [UInt8](repeating: 0x61, count: 16 << 20)
        let responder = StubResponder(answer: { _, _, _ in Reply(status: 200, body: large) })
        try await with(responder, { $0.timeouts.writeStall = .milliseconds(500) }, window: 1 << 30) {
            running, client in
            // All windows are wide open, so that it is the socket that fills.
            let update = HTTP2Frame(streamID: .rootStream, payload: .windowUpdate(windowSizeIncrement: 1 << 29))
            try await client.channel.writeAndFlush(update)
            for _ in 0..<10 { _ = try await client.post("{}") }
            try await client.channel.setOption(.autoRead, value: false).get()
            while running.listener.statistics.connections > 0 { await Task.yield() }
        }
    }

    // MARK: Requests

    @Test("Requests are answered as each is ready, whichever came first")
    func outOfOrder() async throws {
        let gate = Gate()
        let responder = StubResponder(answer: { head, body, _ in
            if body == Array("first".utf8) { await gate.pass() }
            return Reply(status: 200, fields: [Reply.Field("X-Scheme", head.scheme)], body: body)
        })
        try await with(responder) { running, client in
            let first = try await client.post("first")
            let second = try await client.post("second").response()
            #expect(second.body == "second")
            #expect(second.field("x-scheme") == "https")
            #expect(second.field("content-length") == "6")
            gate.open()
            #expect(await first.response().body == "first")
        }
    }

    @Test("A large answer arrives whole")
    func large() async throws {
        let text = String(repeating: "0123456789", count: 100_000)
        try await with(StubResponder(answer: { _, _, _ in Reply(status: 200, body: Array(text.utf8)) })) {
            running, client in
            let answers = try await withThrowingTaskGroup(of: String.self) { group in
                for _ in 0..<4 { group.addTask { try await client.post("{}").response().body } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(answers == [text, text, text, text])
        }
    }

    @Test("A large body arrives whole, also where it is fed in pieces")
    func largeBody() async throws {
        let responder = StubResponder(answer: { _, body, _ in
            Reply(status: 200, body: Array("\(body.count)".utf8))
        })
        try await with(responder) { running, client in
            let stream = try await client.open(HTTP2Client.head("POST"), ends: false)
            for _ in 0..<100 { try await stream.send([UInt8](repeating: 0x61, count: 10_000), ends: false) }
            try await stream.send([], ends: true)
            #expect(await stream.response().body == "1000000")
        }
    }

    @Test("HEAD has the fields of GET and no body, and a status of its own has none")
    func head() async throws {
        try await with(StubResponder(answer: { _, _, _ in Reply(status: 202) })) { running, client in
            let head = try await client.open(HTTP2Client.head("HEAD", "/health/live"), ends: true).response()
            #expect((head.status, head.body) == ("200", ""))
            #expect(head.field("content-length") == "17")
            try await expect(client.post("{}"), "202")
        }
    }

    @Test("A client that waits to be told sends its body when it is")
    func expectation() async throws {
        try await with(StubResponder()) { running, client in
            let stream = try await client.open(
                HTTP2Client.head("POST", fields: [("expect", "100-continue")]), ends: false)
            let told = await stream.frames.first { _ in true }
            guard case .headers(let headers) = told else {
                Issue.record("the first frame is no head")
                return
            }
            #expect(headers.headers.first(name: ":status") == "100")
            try await stream.send(Array("hello".utf8), ends: true)
            #expect(await stream.response().body == "hello")
        }
    }

    @Test("Messages are events, and the reply is the last one")
    func events() async throws {
        let responder = StubResponder(answer: { _, _, stream in
            for number in 1...3 { try? await stream?.send(Array("<\(number)>".utf8), fields: []) }
            return Reply(status: 200, body: Array("<reply>".utf8))
        })
        try await with(responder) { running, client in
            let answer = try await client.post("{}").response()
            #expect(answer.field("content-type") == "text/event-stream")
            #expect(answer.field("transfer-encoding") == nil)
            #expect(answer.body.split(separator: "\n\n").count == 4)
            #expect(answer.body.hasSuffix("data: <reply>\n\n"))
        }
    }

    // MARK: Disconnects

    @Test("A request that is taken back is cancelled at once, and the others go on")
    func reset() async throws {
        let (started, cancelled, gate) = (Gate(), Gate(), Gate())
        let responder = StubResponder(answer: { _, body, _ in
            if body == Array("stays".utf8) {
                await gate.pass()
                return Reply(status: 200, body: body)
            }
            started.open()
            await Gate().pass()
            if Task.isCancelled { cancelled.open() }
            return Reply(status: 200)
        })
        try await with(responder) { running, client in
            let stays = try await client.post("stays")
            let goes = try await client.post("goes")
            await started.pass()
            let begin = ContinuousClock.now
            try await goes.reset()
            await cancelled.pass()
            #expect(ContinuousClock.now - begin < .seconds(1))
            gate.open()
            #expect(await stays.response().body == "stays")
        }
    }

    @Test("A peer that goes away cancels all of its requests at once")
    func disconnect() async throws {
        let started = Mutex(0)
        let responder = StubResponder(answer: { _, _, stream in
            try? await stream?.send(Array("{}".utf8), fields: [])
            started.withLock { $0 += 1 }
            await Gate().pass()
            return Reply(status: 200)
        })
        try await with(responder) { running, client in
            for _ in 0..<5 { _ = try await client.post("{}") }
            while started.withLock({ $0 }) < 5 { await Task.yield() }
            #expect(running.listener.statistics.streams == 5)
            #expect(running.listener.statistics.connections == 1)
            let begin = ContinuousClock.now
            try await client.close()
            while running.listener.statistics != HTTPListenerStatistics() { await Task.yield() }
            #expect(ContinuousClock.now - begin < .seconds(2))
        }
    }

    // MARK: Draining

    @Test("A shutdown tells the peer, answers what has begun, and then ends")
    func drain() async throws {
        let (started, gate) = (Gate(), Gate())
        let responder = StubResponder(answer: { _, body, _ in
            started.open()
            await gate.pass()
            return Reply(status: 200, body: body)
        })
        try await with(responder) { running, client in
            let stream = try await client.post("slow")
            await started.pass()
            running.shutDown()
            var last: [HTTP2StreamID] = []
            for await goAway in client.goAways {
                last.append(goAway)
                if last.count == 2 { break }
            }
            #expect(last == [.maxID, 1])
            gate.open()
            let answer = await stream.response()
            #expect((answer.status, answer.body) == ("200", "slow"))
            try await client.closed()
            _ = await running.ended.wait()
        }
    }

    @Test("A shutdown does not wait for a connection without requests")
    func drainIdle() async throws {
        try await with(StubResponder()) { running, client in
            try await expect(client.post("hello"), "hello")
            let begin = ContinuousClock.now
            running.shutDown()
            #expect(await running.ended.wait() - begin < .seconds(3))
        }
    }

    /// Waits for an answer, and holds its status or its body to what is expected.
    private func expect(
        _ stream: HTTP2Client.Stream, _ text: String, sourceLocation: SourceLocation = #_sourceLocation
    ) async {
        let answer = await stream.response()
        #expect(answer.status == text || answer.body == text, sourceLocation: sourceLocation)
    }

    private func with(
        _ responder: StubResponder,
        _ change: @escaping @Sendable (inout HTTPListenerConfiguration) -> Void = { _ in },
        window: Int = 65_535,
        _ body: @escaping @Sendable (RunningListener, HTTP2Client) async throws -> Void
    ) async throws {
        let authority = authority
        let configure = { (configuration: inout HTTPListenerConfiguration) in
            configuration.tls = HTTPTLSConfiguration(
                certificateFile: authority.path("server.pem"), keyFile: authority.path("server.key"))
            change(&configuration)
        }
        try await withListener(responder, configure) { running in
            let client = try await HTTP2Client.connect(running.port, authority.authorities, window: window)
            try await body(running, client)
            try? await client.close()
        }
    }
}
