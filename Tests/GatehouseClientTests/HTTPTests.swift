import GatehouseClient
import Synchronization
import Testing

@Suite("Streamable HTTP", .timeLimit(.minutes(1)))
struct HTTPTests {
    private static let progress: JSONObject = [
        "jsonrpc": "2.0", "method": "notifications/progress", "params": ["progressToken": 1, "progress": 1],
    ]

    private static func response(_ request: ScriptedHTTPServer.Request, _ text: String = "hi") -> JSONObject {
        ["jsonrpc": "2.0", "id": request.message["id"] ?? .null, "result": .object(Samples.text(text))]
    }

    @Test("A call has the fields that mirror it, and the token")
    func fields() async throws {
        let tool: JSONValue = [
            "name": "dépl oy",
            "inputSchema": [
                "type": "object",
                "properties": [
                    "region": ["type": "string", "x-mcp-header": "Region"],
                    "count": ["type": "integer", "x-mcp-header": "Count"],
                    "inner": ["type": "object", "properties": ["dry": ["type": "boolean", "x-mcp-header": "Dry"]]],
                    "absent": ["type": "string", "x-mcp-header": "Absent"],
                    "null": ["type": "string", "x-mcp-header": "Null"],
                ],
            ],
        ]
        try await ScriptedHTTPServer.run { request, response in
            response.result(
                request.message["method"] == "tools/list"
                    ? ["resultType": "complete", "tools": [tool]] : Samples.text("hi"), to: request)
        } _: { server in
            let client = try await server.client(token: "secret")
            _ = try await client.listTools()
            _ = try await client.callTool(
                "dépl oy",
                arguments: ["region": " eu ", "count": 7, "inner": ["dry": true], "null": .null])
            await client.close()
            let (list, call) = (server.requests[0], server.requests[1])
            #expect(list.field("Mcp-Name") == nil)
            #expect(list.field("Mcp-Method") == "tools/list")
            for request in [list, call] {
                #expect(request.method == "POST")
                #expect(request.field("MCP-Protocol-Version") == "2026-07-28")
                #expect(request.field("Content-Type") == "application/json")
                #expect(request.field("Accept") == "application/json, text/event-stream")
                #expect(request.field("Authorization") == "Bearer secret")
                #expect(request.field("User-Agent") == "test-client/1.0.0")
                #expect(request.field("Mcp-Session-Id") == nil)
            }
            #expect(call.field("Mcp-Name") == "=?base64?ZMOpcGwgb3k=?=")
            #expect(call.field("Mcp-Param-Region") == "=?base64?IGV1IA==?=")
            #expect(call.field("Mcp-Param-Count") == "7")
            #expect(call.field("Mcp-Param-Dry") == "true")
            #expect(call.field("Mcp-Param-Absent") == nil)
            #expect(call.field("Mcp-Param-Null") == nil)
        }
    }

    @Test("A server that misses a field is asked for the definition, and called once more")
    func headerMismatch() async throws {
        try await ScriptedHTTPServer.run { request, response in
            if request.message["method"] == "tools/list" {
                let schema: JSONValue = [
                    "type": "object", "properties": ["region": ["type": "string", "x-mcp-header": "Region"]],
                ]
                return response.result(
                    ["resultType": "complete", "tools": [["name": "a", "inputSchema": schema]]], to: request)
            }
            guard request.field("Mcp-Param-Region") == "eu" else {
                return response.error(400, -32020, "Mcp-Param-Region is missing", to: request)
            }
            response.result(Samples.text("done"), to: request)
        } _: { server in
            let client = try await server.client()
            let result = try await client.callTool("a", arguments: ["region": "eu"])
            #expect(result.content.first?.text == "done")
            let failure = await #expect(throws: ClientError.self) { try await client.callTool("b") }
            #expect(failure?.code == .headerMismatch)
            await client.close()
        }
    }

    @Test("A response as a stream is read with what comes before it, however it is cut")
    func stream() async throws {
        try await ScriptedHTTPServer.run { request, response in
            response.beginEvents()
            response.write(": hello\r\n\r\nda")
            response.write("ta: \(JSONValue.object(Self.progress))\n\n")
            response.event(["jsonrpc": "2.0", "id": 99, "result": [:]])
            response.event(Self.response(request))
            // The stream stays open: what matters of it has come.
        } _: { server in
            let client = try await server.client()
            let reports = Mutex(0)
            let options = RequestOptions(progress: { _ in reports.withLock { $0 += 1 } })
            #expect(try await client.callTool("a", options: options).content.first?.text == "hi")
            #expect(reports.withLock { $0 } == 1)
            await client.close()
        }
    }

    @Test("A stream that ends without a response is a connection that was lost")
    func cutStream() async throws {
        try await ScriptedHTTPServer.run { _, response in
            response.beginEvents()
            response.event(Self.progress, id: "7")
            response.end()
        } _: { server in
            let client = try await server.client()
            let failure = await #expect(throws: ClientError.self) { try await client.callTool("a") }
            #expect(failure?.kind == .disconnected)
            #expect(server.requests.count == 1)
            await client.close()
        }
    }

    private static let refusals: [(status: Int, body: String, kind: ClientError.Kind, text: String)] = [
        (502, "<html>", .httpStatus, "the server answered with HTTP status 502"),
        (307, "", .httpStatus, "the server answered with HTTP status 307"),
        (
            400, #"{"jsonrpc":"2.0","id":1,"error":{"code":-32602,"message":"bad"}}"#, .serverError,
            "the server refused: bad (code -32602)"
        ),
        (
            200, #"{"jsonrpc":"2.0","id":1,"error":{"code":-32602}}"#, .serverError,
            "the server refused: it gives no reason (code -32602)"
        ),
        (500, #"{"jsonrpc":"2.0","id":1,"result":{}}"#, .httpStatus, "the server answered with HTTP status 500"),
        (
            200, "<html>", .unreadable,
            "the server's answer is not one of MCP: it is not JSON: byte 0x3C at offset 0 cannot stand there"
        ),
        (200, "[]", .unreadable, "the server's answer is not one of MCP: it is an array, where an object is expected"),
        (200, "{}", .unreadable, "the server's answer is not one of MCP: it has neither a result nor an error"),
        (200, "", .unreadable, "the server's answer is not one of MCP: it is empty"),
    ]

    @Test("What is no result is told from it", arguments: refusals)
    func refused(status: Int, body: String, kind: ClientError.Kind, text: String) async throws {
        try await ScriptedHTTPServer.run { _, response in
            response.send(status, body, [("Retry-After", "7"), ("Location", "http://127.0.0.1:1/")])
        } _: { server in
            let client = try await server.client()
            let failure = await #expect(throws: ClientError.self) { try await client.callTool("a") }
            #expect(failure?.kind == kind)
            #expect(failure?.description == text)
            if status >= 300 {
                #expect(failure?.http == HTTPFailure(status: status, retryAfter: "7"))
            }
            await client.close()
        }
    }

    @Test("A redirection is not followed, so that the token stays where it was meant to go")
    func redirection() async throws {
        try await ScriptedHTTPServer.run { _, response in
            response.send(307, "", [("Location", "/elsewhere")])
        } _: { server in
            let client = try await server.client(token: "secret")
            let failure = await #expect(throws: ClientError.self) { try await client.callTool("a") }
            #expect(failure?.http?.status == 307)
            #expect(server.requests.count == 1)
            await client.close()
        }
    }

    @Test("More than the bound is not read", arguments: [true, false])
    func tooLarge(asStream: Bool) async throws {
        try await ScriptedHTTPServer.run { request, response in
            let text = String(repeating: "x", count: 5_000)
            guard asStream else { return response.result(Samples.text(text), to: request) }
            response.beginEvents()
            response.write("data: " + text)
        } _: { server in
            let client = try await server.client { $0.limits.maximumMessageBytes = 4_000 }
            let failure = await #expect(throws: ClientError.self) { try await client.callTool("a") }
            #expect(failure?.description == "the server's answer is not one of MCP: it has more than 4000 bytes")
            await client.close()
        }
    }

    @Test("A server that is not there, or is silent, is told apart")
    func unreachable() async throws {
        let urls = Mutex("")
        try await ScriptedHTTPServer.run { _, _ in
        } _: { server in
            urls.withLock { $0 = server.url }
            let client = try await server.client { $0.timeout = .milliseconds(100) }
            let failure = await #expect(throws: ClientError.self) { try await client.callTool("a") }
            #expect(failure?.description == "the server did not answer within 100ms")
            let other = await #expect(throws: ClientError.self) {
                try await client.callTool("a", options: RequestOptions(timeout: .after(.milliseconds(50))))
            }
            #expect(other?.description == "the server did not answer within 50ms")
            await client.close()
        }
        let client = try await Client.connect(
            to: .http(urls.withLock { $0 }),
            options: {
                var options = Samples.options; options.era = .modern; return options
            }())
        let failure = await #expect(throws: ClientError.self) { try await client.callTool("a") }
        #expect(failure?.description == "cannot connect: connection refused")
        await client.close()
        let closed = await #expect(throws: ClientError.self) { try await client.callTool("a") }
        #expect(closed?.kind == .closed)
    }

    @Test("Cancelling a call closes its stream, and no notification is sent")
    func cancellation() async throws {
        let closed = Mutex(false)
        try await ScriptedHTTPServer.run { request, response in
            response.beginEvents()
            response.event(Self.progress)
            await response.closed()
            closed.withLock { $0 = true }
        } _: { server in
            let client = try await server.client()
            let call = Task { try await client.callTool("a") }
            await eventually("the call did not begin") { !server.requests.isEmpty }
            call.cancel()
            let failure = await #expect(throws: ClientError.self) { try await call.value }
            #expect(failure?.kind == .cancelled)
            await eventually("the stream was not closed") { closed.withLock { $0 } }
            #expect(server.requests(of: "notifications/cancelled").isEmpty)
            await client.close()
        }
    }
}
