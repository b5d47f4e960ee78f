import Gatehouse
import Testing

@Suite("Step 3, decode: messages")
struct EnvelopeTests {
    @Test(
        "What is no message of JSON-RPC is refused with its reason and, where it can be read, its id",
        arguments: BadMessage.all)
    func refused(_ bad: BadMessage) async throws {
        let ask = Ask.modern("tools/list").with { $0.text = bad.text }
        let answer = try await Samples.server().answer(ask)
        #expect(answer.refusal == "400 \(bad.code) \(bad.message)")
        #expect(answer.id == bad.id)
    }

    @Test("Bytes that are not UTF-8 are refused")
    func invalidUTF8() async throws {
        let ask = Ask.modern("tools/list")
        let body = Array("{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"".utf8) + [0xFF, 0xFE] + Array("\"}".utf8)
        let answer = Answer(try await Samples.server().respond(to: ask.head, body: body, stream: nil))
        #expect(answer.refusal == "400 -32700 Parse error: the string at offset 33 is not UTF-8")
    }

    @Test("A body that is nested too deeply is refused")
    func tooDeep() async throws {
        let text = String(repeating: "[", count: 100) + String(repeating: "]", count: 100)
        let answer = try await Samples.server().answer(Ask.modern("tools/list").with { $0.text = text })
        #expect(
            answer.refusal == "400 -32700 Parse error: offset 64 is nested deeper than the 64 levels that are allowed")
    }

    @Test("A body with more bytes than the server's bound is refused")
    func tooLarge() async throws {
        var options = ServerOptions()
        options.json = JSONLimits(maximumBytes: 100)
        let answer = try await Samples.server(options: options).answer(.modern("tools/list"))
        #expect(answer.refusal == "400 -32700 Parse error: the text has more than the 100 bytes that are allowed")
    }

    @Test("A response is not accepted under 2026-07-28")
    func responseInModernEra() async throws {
        let ask = Ask.modern("tools/list").with { $0.text = "{\"jsonrpc\":\"2.0\",\"id\":7,\"result\":{}}" }
        let answer = try await Samples.server().answer(ask)
        #expect(
            answer.refusal == "400 -32600 a body holds a request or a notification; responses are not accepted")
        #expect(answer.id == 7)
    }

    @Test("A response is accepted and dropped in a session")
    func responseInSession() async throws {
        let server = try Samples.server()
        let session = await server.openSession()
        let ask = Ask.legacy("ping", session: session).with { $0.text = "{\"jsonrpc\":\"2.0\",\"id\":7,\"result\":{}}" }
        let answer = await server.answer(ask)
        #expect(answer.status == 202)
        #expect(answer.reply.body == nil)
    }

    @Test(
        "A reply has the request's id, of the same type and with the same bytes",
        arguments: [
            "1", "\"1\"", "0", "-5", "9223372036854775807", "-9223372036854775808", "\"\"", "\"e\u{301}\"", "\"é\"",
            "\"a\\u0000b\"",
        ])
    func idIsKept(_ id: String) async throws {
        let value = try JSONValue(parsing: id)
        let server = try Samples.server()
        #expect(await server.answer(Ask.modern("tools/list").with { $0.id = value }).id == value)
        #expect(await server.answer(Ask.modern("no/such").with { $0.id = value }).id == value)
        #expect(await server.answer(Ask.call("no-such").with { $0.id = value }).id == value)
    }

    @Test(
        "A notification is accepted without a word",
        arguments: ["notifications/cancelled", "notifications/initialized", "notifications/unheard-of", "tools/call"])
    func notification(_ method: String) async throws {
        let ask = Ask.modern(method).with { $0.id = nil }
        let server = try Samples.server()
        let answer = await server.answer(ask)
        #expect(answer.status == 202)
        #expect(answer.reply.body == nil)
        let bare = await server.answer(ask.with { $0.params = nil })
        #expect(bare.status == 202)
        #expect(bare.reply.body == nil)
    }
}
