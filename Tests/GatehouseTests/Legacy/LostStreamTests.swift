import Testing

@testable import Gatehouse

@Suite("Streams whose server has ended", .timeLimit(.minutes(1)))
struct LostStreamTests {
    private let store = DurableEventStore()

    private func server(_ tools: [Tool] = []) throws -> Server {
        var options = ServerOptions()
        options.announcesListChanges = true
        options.sessions.events = store
        return try Samples.server(tools: tools, options: options)
    }

    /// A tool that reports so many times, and waits then.
    private func stuck(_ gate: Gate, reports: Int) -> Tool {
        Tool(name: "stuck", description: "", input: NoInput.self) { _, context -> String in
            for number in 0..<reports { await context.progress(Double(number + 1)) }
            await gate.wait()
            return "done"
        }
    }

    /// A session that is kept, with a call whose stream has begun.
    private func begun(_ gate: Gate, reports: Int = 1) async throws -> (
        session: String, place: String?, call: Task<Answer, Never>
    ) {
        let first = try server([stuck(gate, reports: reports)])
        let session = await first.openReadySession()
        while store.session(session) == nil { await Task.yield() }
        let sent = SentMessages()
        let ask = Ask.legacy(
            "tools/call", ["name": "stuck", "arguments": [:], "_meta": ["progressToken": "p"]], session: session
        ).with { $0.id = "seven" }
        let call = Task { await first.answer(ask, stream: sent) }
        let place = await sent.events(reports + 1)[0].eventID
        return (session, place, call)
    }

    private let ending: JSONValue = [
        "jsonrpc": "2.0", "id": "seven",
        "error": [
            "code": -32603,
            "message":
                "The answer is lost: the server ended while the request was under way, or could not keep what it answered",
        ],
    ]

    @Test("Who comes back for the answer of a call that is gone is given what was sent, and an error at last")
    func call() async throws {
        let gate = Gate()
        let (session, place, call) = try await begun(gate, reports: 2)
        let second = try server()
        let sent = SentMessages()
        let reply = await second.answer(.get(session: session, after: place), stream: sent)
        #expect(reply.status == 200)
        #expect(sent.messages.count == 3)
        #expect(sent.messages.last == ending)
        #expect(sent.events.last?.eventID?.hasSuffix("-3") == true)
        // It is the same for who comes once more, and over for who has it.
        let again = SentMessages()
        _ = await second.answer(.get(session: session, after: place), stream: again)
        #expect(again.messages == sent.messages)
        let behind = SentMessages()
        _ = await second.answer(.get(session: session, after: sent.events.last?.eventID), stream: behind)
        #expect(behind.count == 0)
        gate.open()
        _ = await call.value
    }

    @Test("A place that no event can follow is no reason to fail")
    func lastPlace() async throws {
        let gate = Gate()
        let (session, place, call) = try await begun(gate)
        let stream = try #require(place?.prefix(16))
        let second = try server()
        let sent = SentMessages()
        let reply = await second.answer(.get(session: session, after: "\(stream)-\(UInt64.max)"), stream: sent)
        #expect(reply.status == 200)
        #expect(sent.messages == [ending])
        gate.open()
        _ = await call.value
    }

    @Test("A call that ended has its result, and no error")
    func finished() async throws {
        let gate = Gate()
        let (session, place, call) = try await begun(gate)
        gate.open()
        _ = await call.value
        let second = try server()
        let sent = SentMessages()
        _ = await second.answer(.get(session: session, after: place), stream: sent)
        #expect(sent.messages.last?["result"]?["content"]?[0]?["text"] == "done")
    }

    @Test("Somebody else is told nothing of it")
    func stranger() async throws {
        let gate = Gate()
        let (session, place, call) = try await begun(gate)
        let second = try server()
        #expect(
            await second.answer(.get(session: session, after: place, as: "bob"), stream: SentMessages()).status == 404)
        gate.open()
        _ = await call.value
    }

    @Test("The stream for what belongs to no request goes on, with what was not seen and what is new")
    func standing() async throws {
        let first = try server()
        let session = await first.openReadySession()
        while store.session(session) == nil { await Task.yield() }
        let sent = SentMessages()
        let stream = Task { await first.answer(.get(session: session), stream: sent) }
        let place = await sent.events(1)[0].eventID
        try first.registry.add(Components(tools: [Registered.tool("t")]))
        _ = await sent.events(2)
        stream.cancel()
        _ = await stream.value
        let second = try server()
        let resumed = SentMessages()
        let next = Task { await second.answer(.get(session: session, after: place), stream: resumed) }
        // What was sent before, the sign from where to resume the new stream, and what is new.
        let events = await resumed.events(2)
        #expect(events[0].eventID == sent.events[1].eventID)
        #expect(events[0].body == sent.events[1].body)
        #expect(events[1].body.isEmpty)
        try second.registry.add(Components(tools: [Registered.tool("t")]))
        let told = await resumed.events(3)
        #expect(told[2].eventID?.prefix(16) == told[1].eventID?.prefix(16))
        #expect(told[2].body == sent.events[1].body)
        next.cancel()
        _ = await next.value
    }
}
