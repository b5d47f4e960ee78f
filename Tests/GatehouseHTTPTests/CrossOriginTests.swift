import Gatehouse
import NIOCore
import Testing

@testable import GatehouseHTTP

@Suite("What browsers are told")
struct CrossOriginTests {
    private let page = "https://app.example.com"
    private let shared = [
        "Access-Control-Allow-Origin: https://app.example.com",
        "Access-Control-Expose-Headers: "
            + "Mcp-Session-Id, WWW-Authenticate, DPoP-Nonce, Retry-After, RateLimit, RateLimit-Policy, Allow",
        "Vary: Origin",
    ]

    @Test("A preflight of an origin that is not allowed is refused", arguments: ["https://evil.example", "null"])
    func refusal(origin: String) throws {
        let connection = try connection()
        try connection.send(request("OPTIONS", "/mcp", fields: ["Host: localhost", "Origin: \(origin)"]))
        let text = try connection.received()
        #expect(text.hasPrefix("HTTP/1.1 403 Forbidden\r\n"))
        #expect(!text.contains("Access-Control"))
    }

    @Test("An answer to an origin that is not allowed tells its page nothing")
    func refusedAnswer() throws {
        let connection = try connection()
        try connection.send(post("{}", fields: ["Origin: https://evil.example"]))
        #expect(!(try connection.received()).contains("Access-Control"))
        try connection.send(post("{}", fields: ["Origin: \(page)", "Origin: \(page)"]))
        #expect(!(try connection.received()).contains("Access-Control"))
    }

    @Test(
        "A refusal of the transport's own can be read by the page, once the request has said where it comes from",
        arguments: [
            ("413", ["Content-Length: 9999999"]), ("417", ["Expect: a miracle"]),
            ("431", (0..<101).map { "X-\($0): 1" }), ("400", ["Content-Length: 1", "Content-Length: 2"]),
        ])
    func refusalsOfTheTransport(_ status: String, _ fields: [String]) throws {
        let page = try connection()
        try page.send(request("POST", "/mcp", fields: ["Host: localhost", "Origin: \(self.page)"] + fields))
        let text = try page.received()
        #expect(text.hasPrefix("HTTP/1.1 \(status) "))
        for line in shared { #expect(text.contains("\r\n\(line)\r\n")) }
        for origin in ["https://evil.example", "null"] {
            let other = try connection()
            try other.send(request("POST", "/mcp", fields: ["Host: localhost", "Origin: \(origin)"] + fields))
            #expect(!(try other.received()).contains("Access-Control"))
        }
    }

    @Test("A body that turns out to be too large is refused so that the page can read it")
    func refusedBody() throws {
        let connection = try connection()
        let fields = ["Host: localhost", "Origin: \(page)", "Transfer-Encoding: chunked"]
        try connection.send(request("POST", "/mcp", fields: fields) + "FFFFFF\r\n")
        let text = try connection.received()
        #expect(text.hasPrefix("HTTP/1.1 413 "))
        for line in shared { #expect(text.contains("\r\n\(line)\r\n")) }
    }

    @Test("Without a policy nothing is told, and OPTIONS is the responder's")
    func off() throws {
        let connection = try EmbeddedConnection()
        try connection.send(request("OPTIONS", "/mcp", fields: ["Host: localhost", "Origin: \(page)"]))
        let text = try connection.received()
        #expect(text.hasPrefix("HTTP/1.1 200 OK\r\n"))
        #expect(!text.contains("Access-Control"))
    }

    @Test("A preflight is answered without a token, and names what may be sent")
    func preflight() throws {
        let connection = try connection(StubResponder(answer: { _, _, _ in Reply(status: 401) }))
        let asked = "authorization, content-type, mcp-param-Query, mcp-param-b d, x-evil, mcp-param-query"
        try connection.send(
            request(
                "OPTIONS", "/mcp",
                fields: [
                    "Host: localhost", "Origin: \(page)", "Access-Control-Request-Method: POST",
                    "Access-Control-Request-Headers: \(asked)",
                ]))
        let text = try connection.received()
        #expect(text.hasPrefix("HTTP/1.1 204 No Content\r\n"))
        for line in shared { #expect(text.contains("\r\n\(line)\r\n")) }
        #expect(text.contains("\r\nAccess-Control-Allow-Methods: GET, POST, DELETE, OPTIONS\r\n"))
        #expect(
            text.contains(
                "\r\nAccess-Control-Allow-Headers: accept, authorization, content-type, dpop, last-event-id, "
                    + "mcp-method, mcp-name, mcp-protocol-version, mcp-session-id, traceparent, tracestate, baggage, "
                    + "x-api-key, mcp-param-query, mcp-param-bd\r\n"))
        #expect(text.contains("\r\nAccess-Control-Max-Age: 7200\r\n"))
        #expect(text.contains("\r\nVary: Access-Control-Request-Headers\r\n"))
        #expect(!text.contains("Access-Control-Allow-Credentials"))
    }

    @Test("OPTIONS without an origin names the methods")
    func options() throws {
        let connection = try connection()
        try connection.send(request("OPTIONS", "/mcp"))
        let text = try connection.received()
        #expect(text.hasPrefix("HTTP/1.1 204 No Content\r\n"))
        #expect(text.contains("\r\nAllow: GET, POST, DELETE, OPTIONS\r\n"))
        #expect(!text.contains("Access-Control-Allow-Origin"))
    }

    @Test("Every answer may be read by the page, also an error", arguments: [200, 202, 400, 401, 404, 429, 503])
    func answers(status: Int) throws {
        let connection = try connection(StubResponder(answer: { _, _, _ in Reply(status: status) }))
        try connection.send(post("{}", fields: ["Origin: \(page)"]))
        let text = try connection.received()
        for line in shared { #expect(text.contains("\r\n\(line)\r\n")) }
    }

    @Test("The page may read that its body was too large, or too slow")
    func ownErrors() throws {
        let large = try connection { $0.limits.bodyBytes = 10 }
        try large.send(
            "POST /mcp HTTP/1.1\r\nHost: localhost\r\nOrigin: \(page)\r\nTransfer-Encoding: chunked\r\n\r\n20\r\n")
        let refused = try large.received()
        #expect(refused.hasPrefix("HTTP/1.1 413 "))
        for line in shared { #expect(refused.contains("\r\n\(line)\r\n")) }
        let slow = try connection()
        try slow.send("POST /mcp HTTP/1.1\r\nHost: localhost\r\nOrigin: \(page)\r\nContent-Length: 5\r\n\r\n")
        slow.advance(by: .seconds(30))
        let late = try slow.received()
        #expect(late.hasPrefix("HTTP/1.1 408 "))
        for line in shared { #expect(late.contains("\r\n\(line)\r\n")) }
    }

    @Test("A request without an origin is answered without a word on origins")
    func noOrigin() throws {
        let connection = try connection()
        try connection.send(post("{}"))
        #expect(!(try connection.received()).contains("Access-Control"))
    }

    @Test("The page of the server's own host is allowed, by the name that a trusted proxy gives it")
    func sameOrigin() throws {
        let connection = try connection { $0.trustedProxies = HTTPTrustedProxies(["192.0.2.1"]) ?? .none }
        try connection.send(
            post(
                "{}",
                fields: [
                    "Origin: https://mcp.example.com", "X-Forwarded-For: 198.51.100.7",
                    "X-Forwarded-Host: mcp.example.com",
                ]))
        #expect(try connection.received().contains("\r\nAccess-Control-Allow-Origin: https://mcp.example.com\r\n"))
    }

    private func connection(
        _ responder: StubResponder? = nil, _ change: (inout HTTPListenerConfiguration) -> Void = { _ in }
    ) throws -> EmbeddedConnection {
        let policy = try OriginPolicy(allowed: [page])
        var responder = responder ?? StubResponder()
        responder.refusal = { head in
            policy.check(head.origin, host: head.reachedHost).map { Reply(status: $0.status) }
        }
        return try EmbeddedConnection(responder) { configuration in
            configuration.origins = policy
            change(&configuration)
        }
    }
}
