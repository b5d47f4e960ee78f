import Foundation
import Logging
import Testing

@testable import Gatehouse

@Suite("The whole path on damaged requests")
struct FuzzTests {
    /// For how long each test tries; GATEHOUSE_FUZZ_SECONDS makes it longer.
    private static let seconds =
        ProcessInfo.processInfo.environment["GATEHOUSE_FUZZ_SECONDS"].flatMap { Double($0) } ?? 2

    private static let tools = [
        Samples.echo, Samples.add, Samples.crash, Samples.refuse, Samples.guarded("guarded", .permission("p")),
        Tool(
            name: "regional", description: "",
            inputSchema: ["type": "object", "properties": ["region": ["type": "string", "x-mcp-header": "Region"]]]
        ) { arguments, _ in arguments["region"]?.stringValue ?? "" },
    ]

    private static func asks(session: String) -> [Ask] {
        var asks: [Ask] = [
            .call("echo", ["text": "hällo \u{1F642}"]), .call("add", ["a": 1, "b": -2]), .call("crash"),
            .call("refuse"),
            .call("guarded"), .modern("tools/list", ["cursor": "p1"]), .modern("prompts/list"),
            .modern("prompts/get", ["name": "greet", "arguments": ["who": "x"]]), .modern("server/discover"),
            .modern("resources/read", ["uri": "notes://note/1%20"]), .modern("resources/list"),
            .modern("resources/templates/list"), .initialize("2025-11-25"),
            .legacy("tools/call", ["name": "echo", "arguments": ["text": "x"]], session: session),
            .legacy("ping", session: session), .delete(session: session),
            Ask.modern("notifications/cancelled", ["requestId": 1]).with { $0.id = nil },
        ]
        asks.append(
            Ask.call("regional", ["region": "eu"]).with {
                $0.head.parameters = [(name: "region", value: "=?base64?ZXU=?=")]
            })
        asks.append(Ask.call("echo", ["text": "x"]).with { $0.meta[MetaKey.progressToken] = "t" })
        return asks + asks.map(\.onStdio)
    }

    @Test("Whatever is changed in a request, there is one reply, of one line, with the id that the request has")
    func requests() async throws {
        let options = ServerOptions()
        let components = Components(
            tools: Self.tools, prompts: [Samples.greet], resources: [Samples.motto, Samples.note])
        let server = try Samples.server(components, options: options, logger: LogLines().logger(.critical))
        let asks = Self.asks(session: await server.openSession())
        let end = ContinuousClock.now + .seconds(Self.seconds)
        var seed: UInt64 = 1
        while ContinuousClock.now < end || seed <= 300 {
            var damage = Damage(seed: seed)
            let ask = asks[Int(seed % UInt64(asks.count))]
            let head = damage.head(ask.head)
            let body = damage.body(ask.body)
            let refused = server.refuse(head)
            let reply = await server.reply(to: head, body: body, stream: SentMessages())
            if let refused { #expect(refused.status == reply.status, "seed \(seed)") }
            check(reply, body: body, seed)
            seed += 1
        }
    }

    private func check(_ reply: Reply, body: [UInt8], _ seed: UInt64) {
        #expect((200..<600).contains(reply.status), "seed \(seed)")
        guard let text = reply.body else {
            #expect([202, 204, 400, 404].contains(reply.status), "seed \(seed)")
            return
        }
        #expect(!text.contains(0x0A) && !text.contains(0x0D), "seed \(seed)")
        guard let answer = try? JSONValue(parsing: text), answer["jsonrpc"] == "2.0" else {
            Issue.record("seed \(seed): the reply is no message: \(String(decoding: text, as: UTF8.self))")
            return
        }
        #expect((answer["result"] == nil) != (answer["error"] == nil), "seed \(seed)")
        // A request that is refused before its body is read has the id that stands in the body, be that JSON or not.
        guard let id = answer["id"], let request = try? JSONValue(parsing: body) else { return }
        #expect(request["id"] == id, "seed \(seed)")
    }

    @Test("A reply to a request on stdio always has the id that can be read")
    func ids() async throws {
        let server = try Samples.server(tools: Self.tools, logger: LogLines().logger(.critical))
        let asks = Self.asks(session: "none").map(\.onStdio)
        let end = ContinuousClock.now + .seconds(Self.seconds)
        var seed: UInt64 = 1
        while ContinuousClock.now < end || seed <= 300 {
            var damage = Damage(seed: seed)
            let body = damage.body(asks[Int(seed % UInt64(asks.count))].body)
            var head = RequestHead(transport: .stdio)
            head.authorization = ["Bearer alice"]
            let answer = Answer(await server.reply(to: head, body: body, stream: nil))
            if let value = try? JSONValue(parsing: body), let id = value["id"], (try? RequestID(json: id)) != nil,
                answer.reply.body != nil
            {
                #expect(answer.id == id, "seed \(seed)")
            }
            seed += 1
        }
    }

    @Test("A header value decodes to what it encodes, or to nothing, and one text stands for each value in Base64")
    func headerValues() {
        let end = ContinuousClock.now + .seconds(Self.seconds)
        var random = SplitMix64(seed: 7)
        let alphabet = Array("=?base64?QUJD+/=Zz09?= \t\u{E9}\u{0}".utf8)
        while ContinuousClock.now < end {
            let bytes = (0..<Int.random(in: 0..<24, using: &random)).map { _ in
                alphabet.randomElement(using: &random) ?? 0
            }
            let text = String(decoding: bytes, as: UTF8.self)
            let inner = String(decoding: bytes.filter { $0 < 0x80 }, as: UTF8.self)
            _ = HeaderValue.decode(text)
            _ = HeaderValue.decode("=?base64?" + text + "?=")
            if let decoded = Base64.decodeCanonical(bytes) {
                #expect(Data(decoded).base64EncodedString() == String(decoding: bytes, as: UTF8.self))
            }
            let encoded = "=?base64?" + Data(inner.utf8).base64EncodedString() + "?="
            #expect(HeaderValue.decode(encoded)?.isExactly(inner) == true)
        }
    }
}
