import GatehouseJSON
import Synchronization
import Testing

@testable import GatehouseApplication

@Suite("The client over HTTP", .sampleApplication)
struct HTTPRequestSenderTests {
    private static let result = #"{"jsonrpc":"2.0","id":1,"result":{"tools":[]}}"#
    private static let progress =
        #"{"jsonrpc":"2.0","method":"notifications/progress","params":{"progressToken":1,"progress":1,"total":2}}"#

    private func send(
        to url: String,
        token: String? = "abc",
        timeout: Duration = .seconds(20)
    ) async throws -> (reply: ServerReply, notifications: [JSONObject]) {
        let endpoint = try ClientEndpoint(url: url, token: token, environment: [:])
        let notifications = Mutex<[JSONObject]>([])
        let request = ClientRequest(id: 1, method: "tools/list", parameters: [:])
        let reply = try await HTTPRequestSender(endpoint: endpoint, timeout: timeout).send(request) { notification in
            notifications.withLock { $0.append(notification) }
        }
        return (reply, notifications.withLock { $0 })
    }

    private func exchange(_ pieces: [String]) async throws -> (
        reply: ServerReply, notifications: [JSONObject], received: String
    ) {
        let server = try await CannedServer(pieces)
        let (reply, notifications) = try await send(to: server.url)
        try await server.stop()
        return (reply, notifications, server.received)
    }

    private static func head(_ status: String, _ contentType: String, _ fields: String = "") -> String {
        "HTTP/1.1 \(status)\r\nContent-Type: \(contentType)\r\nConnection: close\r\n\(fields)\r\n"
    }

    @Test("A response of JSON is read, and the request carries the fields and the token")
    func json() async throws {
        let (reply, _, received) = try await exchange([Self.head("200 OK", "application/json"), Self.result])
        #expect(reply.result == ["tools": []])
        let lines = received.lowercased().split(separator: "\r\n").map(String.init)
        #expect(lines.first == "post /mcp http/1.1")
        #expect(lines.contains("mcp-protocol-version: 2026-07-28"))
        #expect(lines.contains("mcp-method: tools/list"))
        #expect(lines.contains("authorization: bearer abc"))
    }

    @Test("A response as a stream is read with its notifications")
    func stream() async throws {
        let (reply, notifications, _) = try await exchange([
            Self.head("200 OK", "text/event-stream"), ": hello\n\nda", "ta: \(Self.progress)\n\n",
            "data: \(Self.result)\n\n",
        ])
        #expect(reply.result == ["tools": []])
        #expect(notifications.compactMap(ProgressLine.text) == ["1/2"])
    }

    @Test("A refusal keeps its status and fields, whatever its body is")
    func refusal() async throws {
        let fields = "Retry-After: 7\r\nWWW-Authenticate: Bearer\r\n"
        let (reply, _, _) = try await exchange([Self.head("429 Too Many Requests", "text/html", fields), "<html>"])
        #expect(reply.status == 429)
        #expect(reply.retryAfter == "7")
        #expect(reply.challenge == "Bearer")
        #expect(reply.message == nil)
    }

    @Test("A redirection is not followed, so that the token stays where it was meant to go")
    func redirection() async throws {
        let head = "HTTP/1.1 307 Temporary Redirect\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n"
        let (reply, _, _) = try await exchange([head])
        #expect(reply.status == 307)
    }

    @Test("An answer of success that is not JSON is none of MCP")
    func unreadable() async throws {
        let server = try await CannedServer([Self.head("200 OK", "text/html"), "<html>"])
        let expected = CommandFailure(.refused, "\(server.url) sent an answer that is not one of MCP: it is not JSON")
        await #expect(throws: expected) { try await send(to: server.url) }
        try await server.stop()
    }

    @Test("A refused connection names the URL and how to start a server")
    func connectionRefused() async throws {
        let server = try await CannedServer([])
        let url = server.url
        try await server.stop()
        let expected = CommandFailure(
            .unreachable,
            """
            cannot connect to \(url): connection refused. Start the server with "gatehouse serve", or name another one \
            with --url.
            """
        )
        await #expect(throws: expected) { try await send(to: url) }
    }

    @Test("A server that does not answer in time is given up")
    func timeout() async throws {
        let server = try await CannedServer([])
        let expected = CommandFailure(
            .unreachable, "\(server.url) did not answer within 100ms; a longer time can be given with --timeout")
        await #expect(throws: expected) { try await send(to: server.url, timeout: .milliseconds(100)) }
        try await server.stop()
    }

    @Test("A connection that breaks in the middle is told from one that never was")
    func broken() async throws {
        let server = try await CannedServer(["HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{"])
        let failure = await #expect(throws: CommandFailure.self) { try await send(to: server.url) }
        #expect(failure?.status == .unreachable)
        #expect(
            failure?.message.hasPrefix("the connection to \(server.url) broke before the answer was complete: ") == true
        )
        try await server.stop()
    }
}
