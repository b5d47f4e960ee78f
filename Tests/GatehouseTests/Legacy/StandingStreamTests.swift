import Testing

@testable import Gatehouse

@Suite("The stream of a session for what belongs to no request", .timeLimit(.minutes(1)))
struct StandingStreamTests {
    private func server() throws -> Server {
        var options = ServerOptions()
        options.announcesListChanges = true
        return try Samples.server(options: options)
    }

    @Test("A stream needs the session of its caller")
    func refused() async throws {
        let server = try server()
        let session = await server.openReadySession()
        #expect(await server.answer(.get(session: nil)).refusal == "400 -32600 Mcp-Session-Id is required")
        #expect(await server.answer(.get(session: "x")).status == 404)
        #expect(await server.answer(.get(session: session, as: "bob")).status == 404)
        let plain = Ask.get(session: session).with { $0.head.accept = "application/json" }
        #expect(await server.answer(plain).refusal == "406 -32600 Accept must list text/event-stream")
        for event in ["x", "0123456789abcdef-1"] {
            #expect(
                await server.answer(.get(session: session, after: event), stream: SentMessages()).refusal
                    == "400 -32600 Last-Event-ID names no event that can still be resumed from: open a stream without it"
            )
        }
    }

    @Test("A stream whose caller's credential has expired is let go, and the session stays")
    func expired() async throws {
        let server = try server()
        let session = await server.openReadySession()
        let sent = SentMessages()
        let answer = await server.answer(.get(session: session, as: "alice@1"), stream: sent)
        #expect(answer.status == 200)
        #expect(server.sessions.count == 1)
        #expect(server.listen.subscriptions.deadlines.count == 0)
        #expect(await server.answer(.legacy("ping", session: session)).status == 200)
    }

    @Test("What changed before the stream was there is told once it is")
    func before() async throws {
        let server = try server()
        let session = await server.openReadySession()
        for index in 0..<5 { try server.registry.add(Components(tools: [Registered.tool("t\(index)")])) }
        let sent = SentMessages()
        let stream = Task { await server.answer(.get(session: session), stream: sent) }
        let events = await sent.events(2)
        #expect(events[0].body.isEmpty)
        #expect(events[0].eventID?.hasSuffix("-0") == true)
        #expect(
            String(decoding: events[1].body, as: UTF8.self)
                == #"{"jsonrpc":"2.0","method":"notifications/tools/list_changed"}"#)
        #expect(events[1].eventID?.hasSuffix("-1") == true)
        #expect(await server.answer(.delete(session: session)).status == 204)
        #expect(await stream.value.status == 200)
    }

    @Test("A client of an earlier revision gets no event without a message", arguments: ["2024-11-05", "2025-06-18"])
    func noPriming(_ revision: String) async throws {
        let server = try server()
        let session = await server.openReadySession(revision)
        let sent = SentMessages()
        let stream = Task { await server.answer(.get(session: session), stream: sent) }
        while !sent.isOpen { await Task.yield() }
        try server.registry.add(Components(tools: [Registered.tool("t")]))
        #expect(await sent.events(1)[0].body.isEmpty == false)
        stream.cancel()
        _ = await stream.value
    }

    @Test("A second stream takes the place of the first, and alone is told")
    func replaced() async throws {
        let server = try server()
        let session = await server.openReadySession()
        let (first, second) = (SentMessages(), SentMessages())
        let firstTask = Task { await server.answer(.get(session: session), stream: first) }
        _ = await first.events(1)
        let secondTask = Task { await server.answer(.get(session: session), stream: second) }
        #expect(await firstTask.value.status == 200)
        try server.registry.add(Components(tools: [Registered.tool("t")]))
        _ = await second.events(2)
        #expect(first.events.count == 1)
        secondTask.cancel()
        _ = await secondTask.value
    }

    @Test("A stream that broke goes on where its client was")
    func resumed() async throws {
        let server = try server()
        let session = await server.openReadySession()
        let first = SentMessages()
        let firstTask = Task { await server.answer(.get(session: session), stream: first) }
        _ = await first.events(1)
        try server.registry.add(Components(tools: [Registered.tool("t")]))
        let events = await first.events(2)
        firstTask.cancel()
        _ = await firstTask.value
        try server.registry.add(Components(prompts: [Registered.prompt("p")]))
        let second = SentMessages()
        let secondTask = Task { await server.answer(.get(session: session, after: events[0].eventID), stream: second) }
        let methods = await second.messages(2).map { $0["method"]?.stringValue }
        #expect(methods == ["notifications/tools/list_changed", "notifications/prompts/list_changed"])
        #expect(second.events[0].eventID == events[1].eventID)
        secondTask.cancel()
        _ = await secondTask.value
    }

    @Test("Only who is subscribed to a resource is told that it changed")
    func resources() async throws {
        let server = try server()
        let session = await server.openReadySession()
        #expect(
            await server.answer(.legacy("resources/subscribe", ["uri": "nothing://here"], session: session)).refusal
                == "200 -32002 Resource not found")
        #expect(
            await server.answer(.legacy("resources/subscribe", session: session)).refusal
                == "200 -32602 resources/subscribe needs params.uri, a string")
        let uri = "test://static"
        try server.registry.add(Components(resources: [Registered.resource(uri)]))
        let subscribed = await server.answer(.legacy("resources/subscribe", ["uri": .string(uri)], session: session))
        #expect(subscribed.result == [:])
        let sent = SentMessages()
        let stream = Task { await server.answer(.get(session: session), stream: sent) }
        _ = await sent.events(2)
        server.resourceUpdated("test://other")
        server.resourceUpdated(uri)
        let last = await sent.messages(2).last
        #expect(
            last == ["jsonrpc": "2.0", "method": "notifications/resources/updated", "params": ["uri": .string(uri)]])
        #expect(
            await server.answer(.legacy("resources/unsubscribe", ["uri": .string(uri)], session: session)).result == [:]
        )
        server.resourceUpdated(uri)
        try server.registry.add(Components(prompts: [Registered.prompt("p")]))
        #expect(await sent.messages(3).last?["method"] == "notifications/prompts/list_changed")
        stream.cancel()
        _ = await stream.value
    }

    @Test("A level is one of eight words")
    func level() async throws {
        let server = try server()
        let session = await server.openReadySession()
        let wrong = await server.answer(.legacy("logging/setLevel", ["level": "loud"], session: session))
        #expect(
            wrong.refusal
                == "200 -32602 logging/setLevel needs params.level, one of debug, info, notice, warning, error, "
                + "critical, alert, emergency")
        #expect(await server.answer(.legacy("logging/setLevel", ["level": "error"], session: session)).result == [:])
    }
}
