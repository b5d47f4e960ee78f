import Gatehouse
import NIOCore
import NIOHTTP1
import Synchronization
import Testing

@testable import GatehouseClient

@Suite("Streamable HTTP of earlier revisions, and HTTP+SSE", .timeLimit(.minutes(1)))
struct LegacyHTTPTests {
    /// Shakes hands, accepts notifications and the end of the session, and has no stream but what a test gives.
    private static func session(
        _ revision: ProtocolRevision = .v2025_11_25,
        _ script: @escaping ScriptedHTTPServer.Script = { request, response in
            response.result(Samples.text("hi"), to: request)
        },
        get: @escaping ScriptedHTTPServer.Script = { _, response in response.send(405, "") }
    ) -> ScriptedHTTPServer.Script {
        { request, response in
            switch (request.method, request.message["method"]) {
            case ("GET", _): await get(request, response)
            case ("DELETE", _): response.send(204, "")
            case (_, "initialize"):
                response.result(Samples.handshake(revision), to: request, [("Mcp-Session-Id", "session-1")])
            case (_, nil), (_, "notifications/initialized"), (_, "notifications/cancelled"): response.send(202, "")
            default: await script(request, response)
            }
        }
    }

    @Test("The session goes with every message after the handshake, and ends with the client")
    func session() async throws {
        try await ScriptedHTTPServer.run(Self.session()) { server in
            let client = try await server.client(era: .legacy(), token: "t")
            _ = try await client.callTool("a")
            await client.close()
            let initialize = try #require(server.requests(of: "initialize").first)
            #expect(initialize.field("Mcp-Session-Id") == nil)
            #expect(initialize.field("MCP-Protocol-Version") == nil)
            for request in server.requests where request.message["method"] != "initialize" {
                #expect(request.field("Mcp-Session-Id") == "session-1")
                #expect(request.field("MCP-Protocol-Version") == "2025-11-25")
                #expect(request.field("Authorization") == "Bearer t")
                #expect(request.field("Mcp-Method") == nil)
            }
            #expect(server.requests.last?.method == "DELETE")
        }
    }

    @Test(
        "Revisions before 2025-06-18 do not name themselves in a field",
        arguments: [
            (ProtocolRevision.v2025_03_26, nil as String?), (.v2025_06_18, "2025-06-18"),
        ])
    func versionField(revision: ProtocolRevision, expected: String?) async throws {
        try await ScriptedHTTPServer.run(Self.session(revision)) { server in
            let client = try await server.client(era: .legacy(revision))
            _ = try await client.callTool("a")
            #expect(server.requests(of: "tools/call").first?.field("MCP-Protocol-Version") == expected)
            await client.close()
        }
    }

    @Test(
        "A server that answers a probe as earlier ones do is spoken to after a handshake",
        arguments: [
            (400, "Bad Request: no session"),
            (400, #"{"jsonrpc":"2.0","error":{"code":-32000,"message":"no"},"id":null}"#),
            (404, ""), (405, ""), (200, #"{"jsonrpc":"2.0","error":{"code":-32601,"message":"no"},"id":1}"#),
        ])
    func probed(status: Int, body: String) async throws {
        let script = Self.session { request, response in
            guard request.message["method"] == "server/discover" else {
                return response.result(Samples.text("hi"), to: request)
            }
            response.send(status, body)
        }
        try await ScriptedHTTPServer.run(script) { server in
            let client = try await server.client(era: .automatic)
            #expect(client.revision == .v2025_11_25)
            #expect(try await client.callTool("a").content.first?.text == "hi")
            await client.close()
        }
    }

    @Test("Requests of the server on a call's stream are answered by a message of their own")
    func serverRequest() async throws {
        let (responses, told) = AsyncStream.makeStream(of: JSONObject.self)
        let script = Self.session { request, response in
            response.beginEvents()
            response.event(["jsonrpc": "2.0", "id": "s", "method": "roots/list"])
            for await _ in responses { break }
            response.event([
                "jsonrpc": "2.0", "id": request.message["id"] ?? .null, "result": .object(Samples.text("x")),
            ])
            response.end()
        }
        try await ScriptedHTTPServer.run { request, response in
            if request.message["result"] != nil { told.yield(request.message) }
            await script(request, response)
        } _: { server in
            let client = try await server.client(era: .legacy()) { $0.handlers = Samples.handlers }
            _ = try await client.callTool("a")
            let answer = try #require(server.requests.first { $0.message["result"] != nil && $0.message["id"] == "s" })
            #expect(answer.message["result"] == ["roots": [["uri": "file:///work"]]])
            #expect(answer.field("Mcp-Session-Id") == "session-1")
            await client.close()
        }
    }

    @Test("The session's stream is listened to, and resumed where it ended after the time that the server names")
    func listening() async throws {
        let connections = Mutex(0)
        let clock = ManualClock()
        let script = Self.session(get: { request, response in
            let number = connections.withLock { count in
                count += 1
                return count
            }
            response.beginEvents()
            if number < 3 {
                response.write("retry: 1234\nid: e\(number)\ndata:\n\n")
                response.event(["jsonrpc": "2.0", "method": "notifications/tools/list_changed"], id: "f\(number)")
                response.end()
            } else {
                response.event(["jsonrpc": "2.0", "id": 5, "method": "ping"])
            }
        })
        try await ScriptedHTTPServer.run(script) { server in
            var options = Samples.options
            options.era = .legacy()
            options.timeout = nil
            options.clock = clock.clock
            let client = try await Client.connect(to: .http(server.url), options: options)
            await eventually("the request on the third connection was not answered") {
                server.requests.contains { $0.message["result"] == [:] }
            }
            let gets = server.requests.filter { $0.method == "GET" }
            #expect(gets.map { $0.field("Last-Event-ID") } == [nil, "f1", "f2"])
            #expect(gets.allSatisfy { $0.field("Mcp-Session-Id") == "session-1" })
            #expect(clock.sleeps.filter { $0 == .milliseconds(1_234) }.count == 2)
            await client.close()
        }
    }

    @Test("A call's stream that ends early is resumed until the response has come")
    func resumption() async throws {
        let clock = ManualClock()
        let ids = Mutex(JSONValue.null)
        let script = Self.session(
            .v2025_11_25,
            { request, response in
                ids.withLock { $0 = request.message["id"] ?? .null }
                response.beginEvents()
                response.write("retry: 70\nid: 1\ndata:\n\n")
                response.abort()
            },
            get: { request, response in
                guard request.field("Last-Event-ID") == "1" else { return response.send(405, "") }
                response.beginEvents()
                response.event(
                    ["jsonrpc": "2.0", "id": ids.withLock { $0 }, "result": .object(Samples.text("resumed"))], id: "2")
                response.end()
            })
        try await ScriptedHTTPServer.run(script) { server in
            var options = Samples.options
            options.era = .legacy()
            options.timeout = nil
            options.clock = clock.clock
            let client = try await Client.connect(to: .http(server.url), options: options)
            #expect(try await client.callTool("a").content.first?.text == "resumed")
            await client.close()
        }
    }

    @Test("Cancelling a call is told to the server, and a handshake is never cancelled")
    func cancellation() async throws {
        let script = Self.session { _, response in response.beginEvents() }
        try await ScriptedHTTPServer.run(script) { server in
            let client = try await server.client(era: .legacy())
            let call = Task { try await client.callTool("a") }
            await eventually("the call did not begin") { !server.requests(of: "tools/call").isEmpty }
            call.cancel()
            await #expect(throws: ClientError.self) { try await call.value }
            await eventually("the server was not told") { !server.requests(of: "notifications/cancelled").isEmpty }
            let id = server.requests(of: "tools/call").first?.message["id"]
            let params = server.requests(of: "notifications/cancelled").first?.message["params"]
            #expect(params == ["requestId": id ?? .null, "reason": "the caller gave up"])
            await client.close()
        }
    }

    @Test("A server of HTTP+SSE is found after a POST that it does not take", arguments: [Era.automatic, .legacy()])
    func eventStream(era: Era) async throws {
        let stream = Mutex<ScriptedHTTPServer.Response?>(nil)
        try await ScriptedHTTPServer.run { request, response in
            guard request.method == "POST" else {
                response.beginEvents()
                response.write("event: endpoint\ndata: /messages?session=7\n\n")
                stream.withLock { $0 = response }
                return
            }
            guard request.head.uri == "/messages?session=7" else { return response.send(405, "") }
            response.send(202, "Accepted")
            guard let id = request.message["id"], let stream = stream.withLock({ $0 }) else { return }
            if request.message["method"] == "tools/call" {
                stream.event(["jsonrpc": "2.0", "id": "s", "method": "ping"])
            }
            let result =
                request.message["method"] == "initialize" ? Samples.handshake(.v2024_11_05) : Samples.text("old")
            stream.event(["jsonrpc": "2.0", "id": id, "result": .object(result)])
        } _: { server in
            let client = try await server.client(era: era, token: "t")
            #expect(client.revision == .v2024_11_05)
            #expect(try await client.callTool("a").content.first?.text == "old")
            await eventually("the ping was not answered") {
                server.requests.contains { $0.message["result"] == [:] && $0.message["id"] == "s" }
            }
            #expect(server.requests.allSatisfy { $0.field("Authorization") == "Bearer t" })
            stream.withLock { $0 }?.abort()
            let failure = await #expect(throws: ClientError.self) { try await client.callTool("a") }
            #expect(failure?.kind == .disconnected || failure?.kind == .notConnected)
            await client.close()
        }
    }

    @Test(
        "A stream that leads the caller's token to another origin is refused",
        arguments: [
            "http://example.com/messages", "//example.com/m", "https://127.0.0.1/m",
        ])
    func foreignEndpoint(endpoint: String) async throws {
        try await ScriptedHTTPServer.run { request, response in
            guard request.method == "GET" else { return response.send(405, "") }
            response.beginEvents()
            response.write("event: endpoint\ndata: \(endpoint)\n\n")
        } _: { server in
            let failure = await #expect(throws: ClientError.self) {
                try await server.client(era: .legacy(), token: "t")
            }
            #expect(failure?.http?.status == 405)
            #expect(server.requests.allSatisfy { $0.head.uri == "/mcp" })
        }
    }
}
