import Gatehouse
import Testing

@Suite("Requests in sessions of revisions up to 2025-11-25")
struct LegacyRequestTests {
    @Test("A request without a session is refused, and told both ways to go on")
    func noSession() async throws {
        let server = try Samples.server()
        let answer = await server.answer(.legacy("tools/list"))
        #expect(
            answer.refusal
                == "400 -32602 Mcp-Session-Id is required: send initialize first, or name revision 2026-07-28 in "
                + "MCP-Protocol-Version and params._meta")
        #expect(answer.id == 1)
        let onStdio = await server.answer(Ask.legacy("tools/list").onStdio)
        #expect(
            onStdio.refusal == "400 -32602 send initialize first, or name revision 2026-07-28 in params._meta")
    }

    @Test("Two session ids are one too many")
    func twoSessions() async throws {
        let server = try Samples.server()
        let session = await server.openSession()
        let answer = await server.answer(
            Ask.legacy("ping", session: session).with { $0.head.sessionID.append(session) })
        #expect(answer.refusal == "400 -32600 Mcp-Session-Id appears more than once")
    }

    @Test("An unknown session is refused, and so is one that somebody else opened, in the same words")
    func unknownSession() async throws {
        let server = try Samples.server()
        let session = await server.openSession(as: "alice")
        let unknown = await server.answer(.legacy("ping", session: "0123456789abcdef0123456789abcdef", as: "bob"))
        let stolen = await server.answer(.legacy("ping", session: session, as: "bob"))
        #expect(unknown.refusal == "404 -32600 the session is unknown or has ended: send initialize again")
        #expect(stolen.text == unknown.text)
        #expect(stolen.status == unknown.status)
        #expect(await server.answer(.legacy("ping", session: session, as: "alice")).status == 200)
    }

    @Test("A version in the header that is not the session's is refused")
    func otherVersion() async throws {
        let server = try Samples.server()
        let session = await server.openSession("2025-06-18")
        let ask = Ask.legacy("ping", session: session)
        let other = await server.answer(ask.with { $0.head.protocolVersion = ["2025-11-25"] })
        #expect(
            other.refusal == "400 -32600 MCP-Protocol-Version is not the session's, which negotiated 2025-06-18")
        let twice = await server.answer(ask.with { $0.head.protocolVersion = ["2025-06-18", "2025-06-18"] })
        #expect(twice.refusal == "400 -32020 Header mismatch: MCP-Protocol-Version appears more than once")
        let unknown = await server.answer(ask.with { $0.head.protocolVersion = ["1900-01-01"] })
        #expect(unknown.refusal == "400 -32022 Unsupported protocol version")
        #expect(await server.answer(ask.with { $0.head.protocolVersion = ["2025-06-18"] }).status == 200)
        #expect(await server.answer(ask).status == 200)
    }

    @Test("A progress token of the wrong kind is refused")
    func progressToken() async throws {
        let server = try Samples.server()
        let session = await server.openSession()
        let ask = Ask.legacy("ping", ["_meta": ["progressToken": [1]]], session: session)
        #expect(
            await server.answer(ask).refusal
                == "400 -32602 progressToken must be a string or an integer, not an array")
    }

    @Test("A notification belongs to a session as a request does")
    func notification() async throws {
        let server = try Samples.server()
        let session = await server.openSession()
        let ask = Ask.legacy("notifications/initialized", session: session).with { $0.id = nil }
        let accepted = await server.answer(ask)
        #expect(accepted.status == 202)
        #expect(accepted.reply.body == nil)
        #expect(await server.answer(ask.with { $0.head.sessionID = ["gone"] }).status == 404)
        #expect(await server.answer(ask.with { $0.head.sessionID = [] }).status == 400)
    }

    @Test("A notification on stdio is never answered")
    func notificationOnStdio() async throws {
        let ask = Ask.legacy("notifications/initialized", session: "gone").onStdio.with { $0.id = nil }
        let answer = try await Samples.server().answer(ask)
        #expect(answer.status == 202)
        #expect(answer.reply.body == nil)
    }

    @Test("The end of a session needs its id, and is its opener's to ask for")
    func end() async throws {
        let server = try Samples.server()
        let session = await server.openSession(as: "alice")
        #expect(await server.answer(.delete(session: nil)).status == 400)
        let twice = Ask.delete(session: session).with { $0.head.sessionID.append(session) }
        #expect(await server.answer(twice).status == 400)
        #expect(await server.answer(.delete(session: "unknown")).status == 404)
        #expect(await server.answer(.delete(session: session, as: "bob")).status == 404)
        #expect(await server.answer(.legacy("ping", session: session)).status == 200)
        let ended = await server.answer(.delete(session: session))
        #expect(ended.status == 204)
        #expect(ended.reply.body == nil)
        #expect(await server.answer(.legacy("ping", session: session)).status == 404)
        #expect(await server.answer(.delete(session: session)).status == 404)
    }

    @Test("Clients of both eras are served side by side, by one caller")
    func bothEras() async throws {
        let server = try Samples.server()
        let session = await server.openSession()
        let modern = await server.answer(Ask.call("echo", ["text": "m"]).with { $0.head.sessionID = [session] })
        let legacy = await server.answer(
            .legacy("tools/call", ["name": "echo", "arguments": ["text": "l"]], session: session))
        #expect(modern.result?["resultType"] == "complete")
        #expect(modern.toolText == "m")
        #expect(legacy.result == ["content": [["type": "text", "text": "l"]]])
    }

    @Test("A sign of life is an empty result")
    func ping() async throws {
        let server = try Samples.server()
        let session = await server.openSession()
        #expect(await server.answer(.legacy("ping", session: session)).text == #"{"jsonrpc":"2.0","id":1,"result":{}}"#)
    }
}
