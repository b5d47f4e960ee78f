import Gatehouse
import Testing

/// A body that is no message, and what its sender is told.
struct BadMessage: Sendable, CustomTestStringConvertible {
    let text: String
    let message: String
    var code: Int64 = -32600
    var id: JSONValue? = 7

    var testDescription: String { text }

    static let all: [BadMessage] = [
        BadMessage(text: "", message: "Parse error: the text ends at byte 0, inside a value", code: -32700, id: nil),
        BadMessage(
            text: "{\"jsonrpc\":\"2.0\",\"id\":7,", message: "Parse error: the text ends at byte 24, inside a value",
            code: -32700, id: nil),
        BadMessage(
            text: "nonsense", message: "Parse error: a word at offset 0 is neither true, false nor null", code: -32700,
            id: nil),
        BadMessage(
            text: "{\"id\":7,\"id\":8}", message: "Parse error: the name at offset 8 stands twice in one object",
            code: -32700, id: nil),
        BadMessage(
            text: "{} {}", message: "Parse error: something follows the value at offset 3; a text holds one value",
            code: -32700, id: nil),
        BadMessage(text: "[]", message: "a body holds one message; batches are not accepted", id: nil),
        BadMessage(
            text: "[{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"tools/list\"}]",
            message: "a body holds one message; batches are not accepted", id: nil),
        BadMessage(text: "null", message: "a message is a JSON object, not null", id: nil),
        BadMessage(text: "\"hello\"", message: "a message is a JSON object, not a string", id: nil),
        BadMessage(text: "12", message: "a message is a JSON object, not an integer", id: nil),
        BadMessage(
            text: "{\"jsonrpc\":\"2.0\",\"id\":null,\"method\":\"tools/list\"}",
            message: "id must be a string or an integer, not null", id: nil),
        BadMessage(
            text: "{\"jsonrpc\":\"2.0\",\"id\":1.5,\"method\":\"tools/list\"}",
            message: "id must be a string or an integer, not a number", id: nil),
        BadMessage(
            text: "{\"jsonrpc\":\"2.0\",\"id\":99999999999999999999,\"method\":\"tools/list\"}",
            message: "id must be a string or an integer, not a number", id: nil),
        BadMessage(
            text: "{\"jsonrpc\":\"2.0\",\"id\":{},\"method\":\"tools/list\"}",
            message: "id must be a string or an integer, not an object", id: nil),
        BadMessage(
            text: "{\"jsonrpc\":\"2.0\",\"id\":[7],\"method\":\"tools/list\"}",
            message: "id must be a string or an integer, not an array", id: nil),
        BadMessage(
            text: "{\"jsonrpc\":\"2.0\",\"id\":true,\"method\":\"tools/list\"}",
            message: "id must be a string or an integer, not a boolean", id: nil),
        BadMessage(text: "{\"id\":7,\"method\":\"tools/list\"}", message: "jsonrpc must be \"2.0\""),
        BadMessage(text: "{\"jsonrpc\":2.0,\"id\":7,\"method\":\"tools/list\"}", message: "jsonrpc must be \"2.0\""),
        BadMessage(text: "{\"jsonrpc\":\"1.0\",\"id\":7,\"method\":\"tools/list\"}", message: "jsonrpc must be \"2.0\""),
        BadMessage(text: "{\"jsonrpc\":\"2.0\",\"id\":7}", message: "the message has no method"),
        BadMessage(
            text: "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":5}", message: "method must be a string, not an integer"),
        BadMessage(
            text: "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":null}", message: "method must be a string, not null"),
        BadMessage(
            text: "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"tools/list\",\"params\":[]}",
            message: "params must be an object, not an array"),
        BadMessage(
            text: "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"tools/list\",\"params\":null}",
            message: "params must be an object, not null"),
        BadMessage(
            text: "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"tools/list\",\"params\":\"x\"}",
            message: "params must be an object, not a string"),
    ]
}

@Suite("Step 3, decode: messages")
struct EnvelopeTests {
    @Test("What is no message of JSON-RPC is refused with its reason and, where it can be read, its id", arguments: BadMessage.all)
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
