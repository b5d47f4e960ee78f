import Testing

@testable import Gatehouse

@Suite("Calls in sessions of revisions up to 2025-11-25", .timeLimit(.minutes(1)))
struct SessionCallTests {
    /// A tool that reports, waits at a gate, and reports again.
    private func slow(_ gate: Gate) -> Tool {
        Tool(name: "slow", description: "", input: NoInput.self) { _, context -> String in
            await context.progress(1)
            await gate.wait()
            await context.progress(2)
            return "done"
        }
    }

    private func progressing(_ session: String) -> Ask {
        .legacy(
            "tools/call", ["name": "slow", "arguments": [:], "_meta": ["progressToken": "p"]], session: session)
    }

    @Test("A call goes on where its client is gone, and its result is there when the client comes back")
    func resumed() async throws {
        let gate = Gate()
        let server = try Samples.server(tools: [slow(gate)])
        let session = await server.openReadySession()
        let first = SentMessages()
        let call = Task { await server.answer(self.progressing(session), stream: first) }
        let events = await first.events(2)
        #expect(events[0].body.isEmpty)
        call.cancel()
        #expect(await call.value.reply.body == nil)
        gate.open()
        let second = SentMessages()
        let reply = await server.answer(.get(session: session, after: events[1].eventID), stream: second)
        #expect(reply.status == 200)
        let messages = second.messages
        #expect(messages.count == 2)
        #expect(messages.first?["params"]?["progress"] == 2)
        #expect(messages.last?["result"]?["content"]?[0]?["text"] == "done")
        #expect(Set((events + second.events).compactMap(\.eventID)).count == 4)
        let third = SentMessages()
        _ = await server.answer(.get(session: session, after: events[0].eventID), stream: third)
        #expect(third.messages.count == 3)
    }

    @Test("A stream that is resumed while its call runs carries what follows, and the first connection ends")
    func taken() async throws {
        let gate = Gate()
        let server = try Samples.server(tools: [slow(gate)])
        let session = await server.openReadySession()
        let first = SentMessages()
        let call = Task { await server.answer(self.progressing(session), stream: first) }
        let events = await first.events(2)
        let second = SentMessages()
        let resumed = Task {
            await server.answer(.get(session: session, after: events[1].eventID), stream: second)
        }
        #expect(await call.value.reply.body == nil)
        gate.open()
        _ = await resumed.value
        #expect(first.events.count == 2)
        #expect(second.messages.last?["result"] != nil)
    }

    @Test("A call may close its connection; its client is told when to come back, and finds the result")
    func disconnected() async throws {
        let gate = Gate()
        let tool = Tool(name: "long", description: "", input: NoInput.self) { _, context -> String in
            context.disconnect(retryAfter: .milliseconds(1_500))
            await gate.wait()
            return "done"
        }
        let server = try Samples.server(tools: [tool])
        let session = await server.openReadySession()
        let sent = SentMessages()
        let reply = await server.answer(.call("long", session: session), stream: sent)
        #expect(reply.status == 200)
        #expect(reply.reply.body == nil)
        #expect(sent.events.map(\.retry) == [nil, .milliseconds(1_500)])
        #expect(sent.events.allSatisfy { $0.body.isEmpty })
        gate.open()
        let second = SentMessages()
        _ = await server.answer(.get(session: session, after: sent.events.last?.eventID), stream: second)
        #expect(second.messages.last?["result"]?["content"]?[0]?["text"] == "done")
    }

    @Test("A client of 2025-06-18 could not take the sign to come back, so its connection stays")
    func stays() async throws {
        let tool = Tool(name: "long", description: "", input: NoInput.self) { _, context -> String in
            context.disconnect()
            return "done"
        }
        let server = try Samples.server(tools: [tool])
        let session = await server.openReadySession("2025-06-18")
        let sent = SentMessages()
        #expect(await server.answer(.call("long", session: session), stream: sent).toolText == "done")
        #expect(sent.events.isEmpty)
    }

    @Test("A request that its client takes back stops and is not answered; one that is unknown is ignored")
    func cancelled() async throws {
        let stopped = Gate()
        let started = Gate()
        let tool = Tool(name: "waiting", description: "", input: NoInput.self) { _, _ -> String in
            started.open()
            do { try await Task.sleep(for: .seconds(600)) } catch { stopped.open() }
            return ""
        }
        let server = try Samples.server(tools: [tool])
        let session = await server.openReadySession()
        let other = await server.openReadySession()
        let sent = SentMessages()
        let call = Task { await server.answer(.call("waiting", id: "c", session: session), stream: sent) }
        await started.wait()
        for (session, id) in [(session, "unknown"), (other, "c")] as [(String, JSONValue)] {
            #expect(
                await server.answer(.notification("notifications/cancelled", ["requestId": id], session: session))
                    .status == 202)
        }
        #expect(!stopped.isOpen)
        _ = await server.answer(.notification("notifications/cancelled", ["requestId": "c"], session: session))
        await stopped.wait()
        let answer = await call.value
        #expect(answer.status == 200)
        #expect(answer.reply.body == nil)
        #expect(sent.isOpen)
        #expect(sent.messages.isEmpty)
    }

    @Test("The end of a session ends the calls in it")
    func ended() async throws {
        let started = Gate()
        let stopped = Gate()
        let tool = Tool(name: "waiting", description: "", input: NoInput.self) { _, _ -> String in
            started.open()
            do { try await Task.sleep(for: .seconds(600)) } catch { stopped.open() }
            return ""
        }
        let server = try Samples.server(tools: [tool])
        let session = await server.openReadySession()
        let call = Task { await server.answer(.call("waiting", session: session), stream: SentMessages()) }
        await started.wait()
        #expect(await server.answer(.delete(session: session)).status == 204)
        await stopped.wait()
        #expect(await call.value.reply.body == nil)
    }

    @Test("A session is sent log messages of its level and above, and of info and above before it set one")
    func logging() async throws {
        let tool = Tool(name: "log", description: "", input: NoInput.self) { _, context -> String in
            for level in [LoggingLevel.debug, .info, .error] { await context.log(level, level.rawValue) }
            return ""
        }
        let server = try Samples.server(tools: [tool])
        for (level, expected) in [
            (nil, ["info", "error"]), ("debug", ["debug", "info", "error"]), ("critical", []),
        ] as [(JSONValue?, [String])] {
            let session = await server.openReadySession()
            if let level { _ = await server.answer(.legacy("logging/setLevel", ["level": level], session: session)) }
            let sent = SentMessages()
            _ = await server.answer(.call("log", session: session), stream: sent)
            #expect(sent.messages.compactMap { $0["params"]?["level"]?.stringValue } == expected)
        }
    }
}
