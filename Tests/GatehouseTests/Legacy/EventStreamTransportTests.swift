import Logging
import Testing

@testable import Gatehouse

@Suite("The HTTP+SSE transport of 2024-11-05", .timeLimit(.minutes(1)))
struct EventStreamTransportTests {
    private func open(_ caller: String = "alice") -> Ask {
        Ask.get(session: nil, as: caller).with { $0.head.path = "/sse" }
    }

    private func post(_ ask: Ask, _ endpoint: String) -> Ask {
        ask.with {
            $0.head.path = "/messages"
            $0.head.query = endpoint.split(separator: "?").last.map(String.init)
            $0.head.accept = "*/*"
        }
    }

    @Test("Messages need the stream of their caller")
    func refused() async throws {
        let server = try Samples.server()
        let sent = SentMessages()
        let stream = Task { await server.answer(self.open(), stream: sent) }
        let endpoint = String(decoding: await sent.events(1)[0].body, as: UTF8.self)
        #expect(
            await server.answer(post(.initialize("2024-11-05"), "/messages?x=1")).refusal
                == "400 -32600 session_id is required: open a stream at /sse first")
        let unknown = await server.answer(post(.initialize("2024-11-05"), "/messages?session_id=x"))
        let foreign = await server.answer(post(.initialize("2024-11-05", as: "bob"), endpoint))
        #expect(unknown.refusal == "404 -32600 the session is unknown or has ended: open a stream at /sse")
        #expect(foreign.refusal == unknown.refusal)
        let wrongMethod = Ask.initialize("2024-11-05").with { $0.head.path = "/sse" }
        #expect(await server.answer(wrongMethod).refusal == "405 -32600 this path takes GET alone")
        let evil = open().with { $0.head.origin = ["https://evil.example"] }
        #expect(await server.answer(evil, stream: SentMessages()).status == 403)
        stream.cancel()
        _ = await stream.value
    }

    @Test("A stream ends with the credential that opened it, and its session with it")
    func expired() async throws {
        let server = try Samples.server()
        let sent = SentMessages()
        #expect(await server.answer(open("alice@1"), stream: sent).status == 200)
        #expect(await sent.events(1)[0].eventName == "endpoint")
        #expect(server.sessions.count == 0)
    }

    @Test("A client speaks with the server over one stream and another path")
    func conversation() async throws {
        let server = try Samples.server()
        let sent = SentMessages()
        let stream = Task { await server.answer(self.open(), stream: sent) }
        let first = await sent.events(1)[0]
        #expect(first.eventName == "endpoint")
        let endpoint = String(decoding: first.body, as: UTF8.self)
        #expect(endpoint.hasPrefix("/messages?session_id="))
        #expect(await server.answer(post(.initialize("2024-11-05"), endpoint)).status == 202)
        #expect(await sent.events(2)[1].eventID == nil)
        #expect(sent.messages.last?["result"]?["protocolVersion"] == "2024-11-05")
        #expect(server.sessions.count == 1)
        let ready = Ask.legacy("notifications/initialized").with { $0.id = nil }
        #expect(await server.answer(post(ready, endpoint)).status == 202)
        let call = Ask.legacy("tools/call", ["name": "echo", "arguments": ["text": "hello"]])
        #expect(await server.answer(post(call, endpoint)).status == 202)
        #expect(await sent.events(3)[2].body.isEmpty == false)
        #expect(sent.messages.last?["result"]?["content"]?[0]?["text"] == "hello")
        stream.cancel()
        _ = await stream.value
        #expect(server.sessions.count == 0)
        #expect(server.eventStreams?.count == 0)
        #expect(await server.answer(post(call, endpoint)).status == 404)
    }

    @Test("The client's answers reach the functions that asked")
    func asking() async throws {
        let tool = Tool(name: "roots", description: "", input: NoInput.self) { _, context -> String in
            try await context.roots().first?.uri ?? ""
        }
        let server = try Samples.server(tools: [tool])
        let sent = SentMessages()
        let stream = Task { await server.answer(self.open(), stream: sent) }
        let endpoint = String(decoding: await sent.events(1)[0].body, as: UTF8.self)
        _ = await server.answer(post(.initialize("2024-11-05", capabilities: ["roots": [:]]), endpoint))
        _ = await sent.events(2)
        _ = await server.answer(post(Ask.legacy("notifications/initialized").with { $0.id = nil }, endpoint))
        while !(server.sessions.all.first?.isInitialized ?? false) {
            await Task.yield()
        }
        _ = await server.answer(post(Ask.legacy("tools/call", ["name": "roots", "arguments": [:]]), endpoint))
        _ = await sent.events(3)
        let id = sent.messages.last?["id"]
        _ = await server.answer(
            post(.reply("result", ["roots": [["uri": "file:///here"]]], to: id, session: ""), endpoint))
        _ = await sent.events(4)
        #expect(sent.messages.last?["result"]?["content"]?[0]?["text"] == "file:///here")
        stream.cancel()
        _ = await stream.value
    }

    @Test("A server may do without the transport")
    func off() async throws {
        var options = ServerOptions()
        options.sessions.eventStreamPaths = nil
        let server = try Samples.server(options: options)
        #expect(server.paths.isEmpty)
        #expect(await server.answer(open(), stream: SentMessages()).status == 400)
    }

    @Test("A session that is opened when its connection has ended already is left to be closed")
    func lateSession() {
        let keeping = SessionStream.Keeping(store: nil, session: "", logger: Logger(label: "test"))
        let connection = EventStreamConnection(identity: "alice", stream: SessionStream(keeping: keeping))
        #expect(connection.note(session: "first"))
        #expect(connection.end() == "first")
        #expect(!connection.note(session: "late"))
        #expect(connection.sessionID == nil)
    }
}
