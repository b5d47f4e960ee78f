import Testing

@testable import Gatehouse

@Suite("Batches of revision 2025-03-26", .timeLimit(.minutes(1)))
struct BatchTests {
    private func batch(_ text: String, _ session: String) -> Ask {
        Ask.legacy("", session: session).with { $0.text = text }
    }

    private let ping = #"{"jsonrpc":"2.0","id":1,"method":"ping"}"#

    @Test("Other revisions have no batches", arguments: ["2024-11-05", "2025-06-18", "2025-11-25"])
    func otherRevisions(_ revision: String) async throws {
        let server = try Samples.server()
        let session = await server.openReadySession(revision)
        #expect(
            await server.answer(batch("[\(ping)]", session)).refusal
                == "400 -32600 a body holds one message; batches are not accepted")
    }

    @Test("A batch that is empty, too long, nested, or holds a handshake is refused as a whole")
    func refused() async throws {
        let server = try Samples.server()
        let session = await server.openReadySession("2025-03-26")
        #expect(await server.answer(batch("[]", session)).refusal == "400 -32600 a batch must not be empty")
        let long = "[" + Array(repeating: ping, count: 65).joined(separator: ",") + "]"
        #expect(
            await server.answer(batch(long, session)).refusal == "400 -32600 a batch has at most 64 messages, not 65")
        #expect(
            await server.answer(batch("[[\(ping)]]", session)).refusal
                == "400 -32600 a batch holds messages, which are objects, not an array")
        let handshake = #"[{"jsonrpc":"2.0","id":1,"method":"initialize","params":{}}]"#
        #expect(
            await server.answer(batch(handshake, session)).refusal
                == "400 -32600 initialize must not be part of a batch")
        #expect(await server.answer(batch("[", session)).code == -32700)
    }

    @Test("Notifications and responses alone are accepted without an answer")
    func notifications() async throws {
        let server = try Samples.server()
        let session = await server.openReadySession("2025-03-26")
        let text = #"[{"jsonrpc":"2.0","method":"notifications/initialized"},{"jsonrpc":"2.0","id":"x","result":{}}]"#
        let answer = await server.answer(batch(text, session))
        #expect(answer.status == 202)
        #expect(answer.reply.body == nil)
    }

    @Test("Each request of a batch is answered, in one array", arguments: [true, false])
    func mixed(_ onStdio: Bool) async throws {
        let server = try Samples.server()
        let session = await server.openReadySession("2025-03-26")
        let text = """
            [\(ping),{"jsonrpc":"2.0","method":"notifications/initialized"},\
            {"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"echo","arguments":{"text":"x"}}},\
            {"jsonrpc":"2.0","id":3,"method":"nothing"}]
            """
        let ask = batch(text, session)
        let answer = await server.answer(onStdio ? ask.onStdio : ask, stream: SentMessages())
        #expect(answer.status == 200)
        let answers = try #require(answer.json?.arrayValue)
        #expect(Set(answers.compactMap { $0["id"]?.integerValue }) == [1, 2, 3])
        #expect(answers.first { $0["id"] == 3 }?["error"]?["code"] == -32601)
        #expect(answers.first { $0["id"] == 2 }?["result"]?["content"]?[0]?["text"] == "x")
    }

    @Test("Where a request of a batch reports, the batch is answered by one stream")
    func streamed() async throws {
        let tool = Tool(name: "report", description: "", input: NoInput.self) { _, context -> String in
            await context.progress(1)
            return "x"
        }
        let server = try Samples.server(tools: [tool])
        let session = await server.openReadySession("2025-03-26")
        let sent = SentMessages()
        let text = """
            [\(ping),{"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"report","arguments":{},\
            "_meta":{"progressToken":"t"}}}]
            """
        let answer = await server.answer(batch(text, session), stream: sent)
        #expect(answer.reply.body == nil)
        #expect(sent.messages.count == 3)
        #expect(Set(sent.messages.compactMap { $0["id"]?.integerValue }) == [1, 2])
    }
}
