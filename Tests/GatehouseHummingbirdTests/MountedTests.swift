import Gatehouse
import GatehouseHTTP
import GatehouseHummingbird
import Hummingbird
import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle
import Synchronization
import Testing

@Suite("A server in an application of Hummingbird", .serialized, .timeLimit(.minutes(1)))
struct MountedTests {
    @Test("A body over the bound is answered 413")
    func tooLarge() async throws {
        try await withApplication(StubResponder(), { $0.bodyBytes = 10 }) { port in
            let client = try await Client.connect(port)
            try await client.send(post("01234567890"))
            #expect(await client.text(until: "\r\n\r\n").hasPrefix("HTTP/1.1 413 "))
            try await client.close()
        }
    }

    @Test("A request that is refused by its head is answered before its body")
    func refused() async throws {
        let responder = StubResponder(refusal: { head in
            head.host.first == "evil" ? Reply(status: 421, body: Array("no".utf8)) : nil
        })
        try await withApplication(responder) { port in
            let client = try await Client.connect(port)
            try await client.send("POST /mcp HTTP/1.1\r\nHost: evil\r\nContent-Length: 5\r\n\r\n")
            #expect(await client.text(until: "no").hasPrefix("HTTP/1.1 421 "))
            try await client.close()
        }
    }

    @Test("Requests are answered on a connection that goes on, and their heads are whole")
    func answers() async throws {
        let responder = StubResponder(answer: { head, body, _ in
            let names = head.parameters.map { "\($0.name)=\($0.value)" }.joined()
            let text = "\(head.method) \(head.path) \(head.host.first ?? "") \(head.mcpMethod.first ?? "") \(names) "
            return Reply(status: 200, fields: [Reply.Field("X-Test", "1")], body: Array(text.utf8) + body)
        })
        try await withApplication(responder) { port in
            let client = try await Client.connect(port)
            for number in 1...3 {
                try await client.send(post("<\(number)>", fields: ["Mcp-Method: a/b", "Mcp-Param-City: Ulm"]))
                let text = await client.text(until: "<\(number)>")
                #expect(text.hasPrefix("HTTP/1.1 200 OK\r\n"))
                #expect(text.contains("POST /mcp localhost a/b city=Ulm <\(number)>"))
                #expect(text.lowercased().contains("\r\nx-test: 1\r\n"))
            }
            try await client.close()
        }
    }

    @Test("Each mounted path has metadata of its own, at its place")
    func metadata() async throws {
        try await withApplication(StubResponder()) { port in
            for path in ["mcp", "a/b"] {
                let client = try await Client.connect(port)
                let target = "/.well-known/oauth-protected-resource/\(path)"
                try await client.send("GET \(target) HTTP/1.1\r\nHost: localhost\r\n\r\n")
                let text = await client.text(until: "}")
                #expect(text.hasPrefix("HTTP/1.1 200 OK\r\n"))
                #expect(text.lowercased().contains("\r\ncontent-type: application/json\r\n"))
                #expect(text.hasSuffix("{\"resource\":\"http://localhost/\(path)\"}"))
                try await client.close()
            }
        }
    }

    @Test("The application's own routes go on")
    func routes() async throws {
        try await withApplication(StubResponder()) { port in
            let client = try await Client.connect(port)
            try await client.send("GET /own HTTP/1.1\r\nHost: localhost\r\n\r\n")
            #expect(await client.text(until: "mine").hasPrefix("HTTP/1.1 200 OK\r\n"))
            try await client.close()
        }
    }

    @Test("Messages are events as they come, and the reply is the last one", arguments: [0, 100])
    func events(delay: Int) async throws {
        let responder = StubResponder(answer: { _, _, stream in
            for number in 1...3 {
                try? await Task.sleep(for: .milliseconds(delay))
                try? await stream?.send(Array("<\(number)>".utf8), fields: [])
            }
            return Reply(status: 200, body: Array("<reply>".utf8))
        })
        try await withApplication(responder) { port in
            let client = try await Client.connect(port)
            try await client.send(post("{}"))
            let text = await client.text(until: "<reply>")
            #expect(text.lowercased().contains("content-type: text/event-stream"))
            for event in ["<1>", "<2>", "<3>", "<reply>"] {
                #expect(text.contains("event: message\ndata: \(event)"))
            }
            try await client.close()
        }
    }

    @Test("A silent stream gets comments")
    func comments() async throws {
        let gate = AsyncStream.makeStream(of: Void.self)
        let responder = StubResponder(answer: { _, _, stream in
            try? await stream?.open(fields: [])
            for await _ in gate.stream {}
            return Reply(status: 200, body: Array("<reply>".utf8))
        })
        try await withApplication(responder, { $0.streamComment = .milliseconds(50) }) { port in
            let client = try await Client.connect(port)
            try await client.send(post("{}"))
            #expect(await client.text(until: ": keep-alive").contains("200 OK"))
            gate.continuation.finish()
            try await client.close()
        }
    }

    @Test("A client that goes away cancels its request", arguments: [true, false])
    func disconnect(isStream: Bool) async throws {
        let (started, cancelled) = (AsyncStream.makeStream(of: Void.self), AsyncStream.makeStream(of: Void.self))
        let responder = StubResponder(answer: { _, _, stream in
            if isStream { try? await stream?.send(Array("<1>".utf8), fields: []) }
            started.continuation.finish()
            for await _ in AsyncStream<Void>.makeStream().stream {}
            if Task.isCancelled { cancelled.continuation.finish() }
            return Reply(status: 200)
        })
        try await withApplication(responder) { port in
            let client = try await Client.connect(port)
            try await client.send(post("{}"))
            for await _ in started.stream {}
            if isStream { _ = await client.text(until: "<1>") }
            let begin = ContinuousClock.now
            try await client.close()
            for await _ in cancelled.stream {}
            #expect(ContinuousClock.now - begin < .seconds(2))
        }
    }

    private func post(_ body: String, fields: [String] = []) -> String {
        let lines = ["POST /mcp HTTP/1.1", "Host: localhost", "Content-Length: \(body.utf8.count)"] + fields
        return lines.joined(separator: "\r\n") + "\r\n\r\n" + body
    }

    private func withApplication(
        _ responder: StubResponder, _ change: (inout MountOptions) -> Void = { _ in },
        _ body: @escaping @Sendable (Int) async throws -> Void
    ) async throws {
        var options = MountOptions()
        change(&options)
        let router = Router()
        router.get("/own") { _, _ in "mine" }
        router.mcp("/mcp", server: responder, options: options)
        for path in ["mcp", "a/b"] {
            let document = HTTPDocument { head in
                Array("{\"resource\":\"http://\(head.host.first ?? "")/\(path)\"}".utf8)
            }
            router.mcpMetadata(of: "/\(path)", document)
        }
        let (ports, port) = AsyncStream.makeStream(of: Int.self)
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        let application = Application(
            router: router, configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { port.yield($0.localAddress?.port ?? 0) }, logger: logger)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await application.run() }
            if let number = await ports.first(where: { _ in true }) { try await body(number) }
            group.cancelAll()
        }
    }
}
