import Gatehouse
import NIOCore
import NIOEmbedded
import Testing

@testable import GatehouseHTTP

@Suite("Requests are answered")
struct ConnectionTests {
    @Test("A request is answered in one write, on the loop, before the read is over")
    func echo() throws {
        let connection = try EmbeddedConnection()
        try connection.send(post(#"{"a":1}"#))
        let text = try connection.received()
        let lines = text.split(separator: "\r\n", omittingEmptySubsequences: false)
        #expect(lines.first == "HTTP/1.1 200 OK")
        #expect(lines.contains("Content-Type: application/json"))
        #expect(lines.contains("Content-Length: 7"))
        #expect(!text.contains("Connection:"))
        #expect(body(of: text) == #"{"a":1}"#)
        #expect(connection.isOpen)
    }

    @Test("A malformed request is refused with 400 and the connection is closed", arguments: MalformedRequests.all)
    func malformed(sample: MalformedRequests.Sample) throws {
        let connection = try EmbeddedConnection()
        try connection.send(sample.bytes + post("{}"))
        let text = try connection.received()
        #expect(text.hasPrefix("HTTP/1.1 \(sample.status) "))
        #expect(text.contains("Connection: close\r\n"))
        #expect(body(of: text).contains(sample.message))
        #expect(!connection.isOpen)
    }

    @Test("More header fields than allowed are refused with 431")
    func headerFields() throws {
        let fields = (0..<99).map { "X-\($0): 1" }
        let good = try EmbeddedConnection()
        try good.send(request("GET", "/health/live", fields: ["Host: a"] + fields))
        #expect(try good.received().hasPrefix("HTTP/1.1 200 "))
        let bad = try EmbeddedConnection()
        try bad.send(request("GET", "/health/live", fields: ["Host: a", "Y: 1"] + fields))
        let text = try bad.received()
        #expect(text.hasPrefix("HTTP/1.1 431 "))
        #expect(
            body(of: text) == """
                {"jsonrpc":"2.0","id":null,"error":{"code":-32600,"message":"\
                The request has more than 100 header fields \
                (http.max_header_fields).\
                ","data":{"reason":"too_many_header_fields"}}}
                """)
    }

    @Test("A larger header section than allowed is refused with 431, also before its end")
    func headerBytes() throws {
        // "Host: a" and the empty line take 11 bytes, "X: " and its line end 5.
        for (length, status) in [(32 * 1024 - 16, 200), (32 * 1024 - 15, 431)] {
            let connection = try EmbeddedConnection()
            try connection.send(
                request("GET", "/health/live", fields: ["Host: a", "X: " + String(repeating: "x", count: length)]))
            #expect(try connection.received().hasPrefix("HTTP/1.1 \(status) "))
        }
        let connection = try EmbeddedConnection()
        try connection.send("GET / HTTP/1.1\r\nX: " + String(repeating: "x", count: 32 * 1024))
        let text = try connection.received()
        #expect(text.hasPrefix("HTTP/1.1 431 "))
        #expect(
            body(of: text) == """
                {"jsonrpc":"2.0","id":null,"error":{"code":-32600,"message":"\
                The request's header section is larger than 32768 \
                bytes (http.max_header_bytes).\
                ","data":{"reason":"header_too_large"}}}
                """)
    }

    @Test("A longer target than allowed is refused with 414, also before its end")
    func target() throws {
        for (length, status) in [(8192, 404), (8193, 414)] {
            let connection = try EmbeddedConnection()
            try connection.send(request("GET", "/" + String(repeating: "x", count: length - 1)))
            #expect(try connection.received().hasPrefix("HTTP/1.1 \(status) "))
        }
        let connection = try EmbeddedConnection()
        try connection.send("GET /" + String(repeating: "x", count: 9000))
        let text = try connection.received()
        #expect(text.hasPrefix("HTTP/1.1 414 "))
        #expect(
            body(of: text) == """
                {"jsonrpc":"2.0","id":null,"error":{"code":-32600,"message":"\
                The request's target is longer than 8192 bytes \
                (http.max_target_bytes).\
                ","data":{"reason":"target_too_long"}}}
                """)
    }

    @Test("A larger body than allowed is refused with 413 by its length alone")
    func bodyByLength() throws {
        let connection = try EmbeddedConnection { $0.limits.bodyBytes = 10 }
        try connection.send(post("0123456789"))
        #expect(try connection.received().hasPrefix("HTTP/1.1 200 "))
        try connection.send("POST /mcp HTTP/1.1\r\nHost: a\r\nContent-Length: 11\r\n\r\n")
        let text = try connection.received()
        #expect(text.hasPrefix("HTTP/1.1 413 "))
        #expect(
            body(of: text) == """
                {"jsonrpc":"2.0","id":null,"error":{"code":-32600,"message":"\
                The request's body is larger than 10 bytes \
                (http.max_body_bytes).\
                ","data":{"reason":"body_too_large"}}}
                """)
    }

    @Test("A larger chunked body than allowed is refused with 413 at the chunk that crosses the bound")
    func bodyByChunks() throws {
        let connection = try EmbeddedConnection { $0.limits.bodyBytes = 10 }
        try connection.send("POST /mcp HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n")
        try connection.send("a\r\n0123456789\r\n")
        #expect(try connection.received() == "")
        try connection.send("1\r\n")
        #expect(try connection.received().hasPrefix("HTTP/1.1 413 "))
    }

    @Test("A peer that asks for it is told to go on with its body")
    func expectation() throws {
        let connection = try EmbeddedConnection()
        try connection.send("POST /mcp HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n")
        #expect(try connection.received() == "HTTP/1.1 100 Continue\r\n\r\n")
        try connection.send("{}")
        #expect(try connection.received().hasPrefix("HTTP/1.1 200 "))
    }

    @Test("An answer that needs no body comes after a small one was read away")
    func answerWithSmallBody() throws {
        let connection = try EmbeddedConnection()
        try connection.send(
            "POST /nowhere HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n{}" + post("[]"))
        let text = try connection.received()
        #expect(text.hasPrefix("HTTP/1.1 404 Not Found\r\n"))
        #expect(text.contains("HTTP/1.1 200 OK\r\n"))
        #expect(connection.isOpen)
    }

    @Test("A request with a small body is left to the responder, which can refuse it with its id")
    func refusalWithSmallBody() throws {
        let connection = try EmbeddedConnection(StubResponder(refusal: { _ in Reply(status: 401) }))
        try connection.send(post("{}"))
        #expect(try connection.received().hasPrefix("HTTP/1.1 200 OK\r\n"))
        #expect(connection.isOpen)
    }

    @Test("A refusal of a request with a large body is sent at once and closes the connection")
    func refusalWithLargeBody() throws {
        let connection = try EmbeddedConnection(StubResponder(refusal: { _ in Reply(status: 401) }))
        try connection.send("POST /mcp HTTP/1.1\r\nHost: a\r\nContent-Length: 65537\r\n\r\n")
        let text = try connection.received()
        #expect(text.hasPrefix("HTTP/1.1 401 "))
        #expect(text.contains("Connection: close\r\n"))
        #expect(!connection.isOpen)
    }

    @Test("A refused peer that waits to be told to go on is not told so")
    func refusalOfExpectation() throws {
        let connection = try EmbeddedConnection(StubResponder(refusal: { _ in Reply(status: 401) }))
        try connection.send("POST /mcp HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n")
        #expect(try connection.received().hasPrefix("HTTP/1.1 401 "))
        #expect(!connection.isOpen)
    }

    @Test("A reply without a body has its length and no content type")
    func accepted() throws {
        let connection = try EmbeddedConnection(StubResponder(answer: { _, _, _ in Reply(status: 202) }))
        try connection.send(post("{}"))
        let text = try connection.received()
        #expect(text.hasPrefix("HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n"))
        #expect(!text.contains("Content-Type"))
    }

    @Test("A reply's fields are sent, and one that would split the response is left out")
    func replyFields() throws {
        let fields = [
            Reply.Field("WWW-Authenticate", "Bearer"), Reply.Field("X-Bad", "a\r\nSet-Cookie: b"),
            Reply.Field("X Bad", "c"),
        ]
        let connection = try EmbeddedConnection(
            StubResponder(answer: { _, _, _ in Reply(status: 401, fields: fields) }))
        try connection.send(post("{}"))
        let text = try connection.received()
        #expect(text.contains("\r\nWWW-Authenticate: Bearer\r\n"))
        #expect(!text.contains("Bad"))
        #expect(!text.contains("Set-Cookie"))
    }

    @Test("The connection is closed where the reply, the request or its version asks for it")
    func closing() throws {
        let byReply = try EmbeddedConnection(
            StubResponder(answer: { _, _, _ in Reply(status: 200, closesConnection: true) }))
        try byReply.send(post("{}"))
        #expect(!byReply.isOpen)
        let byRequest = try EmbeddedConnection()
        try byRequest.send(post("{}", fields: ["Connection: keep-alive, Close"]))
        #expect(try byRequest.received().contains("Connection: close\r\n"))
        #expect(!byRequest.isOpen)
        let byVersion = try EmbeddedConnection()
        try byVersion.send("GET /health/live HTTP/1.0\r\n\r\n")
        #expect(try byVersion.received().hasPrefix("HTTP/1.1 200 OK\r\n"))
        #expect(!byVersion.isOpen)
    }

    @Test("Requests sent ahead are answered in order")
    func pipelining() throws {
        let connection = try EmbeddedConnection()
        try connection.send((0..<500).map { post("\($0)") }.joined())
        let bodies = try connection.received().components(between: "\r\n\r\n", and: "HTTP/1.1")
        #expect(bodies == (0..<500).map { "\($0)" })
    }

    @Test("No more requests are answered while the peer does not read the answers")
    func pipeliningBackPressure() throws {
        let connection = try EmbeddedConnection()
        connection.channel.isWritable = false
        try connection.send(post("1") + post("2"))
        #expect(try connection.received() == "")
        connection.channel.isWritable = true
        connection.channel.pipeline.fireChannelWritabilityChanged()
        #expect(try connection.received().components(between: "\r\n\r\n", and: "HTTP/1.1") == ["1", "2"])
    }

    @Test("A large reply is written in pieces as the peer takes them")
    func largeReply() throws {
        let large = [UInt8](repeating: 0x61, count: 200_000)
        let connection = try EmbeddedConnection(StubResponder(answer: { _, _, _ in Reply(status: 200, body: large) }))
        try connection.send(post("{}"))
        let text = try connection.received()
        #expect(text.contains("Content-Length: 200000\r\n"))
        #expect(body(of: text).utf8.count == 200_000)
        #expect(connection.isOpen)
        try connection.send(request("GET", "/health/live"))
        #expect(try connection.received().hasPrefix("HTTP/1.1 200 "))
    }

    @Test("HEAD gets a head alone")
    func head() throws {
        let connection = try EmbeddedConnection()
        try connection.send(request("HEAD", "/health/live"))
        let text = try connection.received()
        #expect(text.contains("Content-Length: 17\r\n"))
        #expect(text.hasSuffix("\r\n\r\n"))
    }

    // MARK: Paths

    @Test("Liveness and readiness are told apart")
    func health() throws {
        let connection = try EmbeddedConnection(isReady: false)
        try connection.send(request("GET", "/health/live"))
        #expect(body(of: try connection.received()) == #"{"status":"live"}"#)
        try connection.send(request("GET", "/health/ready"))
        let text = try connection.received()
        #expect(text.hasPrefix("HTTP/1.1 503 "))
        #expect(body(of: text) == #"{"status":"not ready"}"#)
    }

    @Test("A method that a known path does not have is refused with those it has")
    func wrongMethod() throws {
        let connection = try EmbeddedConnection(documents: ["/.well-known/x": HTTPDocument([])])
        try connection.send(request("DELETE", "/health/live"))
        #expect(try connection.received().contains("\r\nAllow: GET, HEAD\r\n"))
        try connection.send(request("DELETE", "/.well-known/x"))
        let text = try connection.received()
        #expect(text.hasPrefix("HTTP/1.1 405 "))
        #expect(text.contains("\r\nAllow: GET, HEAD, OPTIONS\r\n"))
        #expect(
            body(of: text) == """
                {"error":{"code":"method_not_allowed","message":"The methods allowed at this path are GET, HEAD, \
                OPTIONS."}}
                """)
    }

    @Test("An unknown path is answered with those that exist", arguments: ["/", "/mcp/", "/%6dcp", "/./mcp", "/MCP"])
    func notFound(path: String) throws {
        let connection = try EmbeddedConnection(documents: ["/.well-known/x": HTTPDocument([])])
        try connection.send(request("GET", path))
        let text = try connection.received()
        #expect(text.hasPrefix("HTTP/1.1 404 "))
        #expect(
            body(of: text) == """
                {"error":{"code":"not_found","message":"Nothing is served at this path. The paths are /mcp, \
                /health/live, /health/ready, /.well-known/x."}}
                """)
    }

    @Test("A document is served to every origin")
    func document() throws {
        let document = HTTPDocument(Array("{}".utf8), cacheControl: "max-age=60")
        let connection = try EmbeddedConnection(documents: ["/d": document])
        try connection.send(request("GET", "/d?x"))
        let text = try connection.received()
        #expect(text.contains("\r\nAccess-Control-Allow-Origin: *\r\n"))
        #expect(text.contains("\r\nCache-Control: max-age=60\r\n"))
        #expect(body(of: text) == "{}")
        try connection.send(request("OPTIONS", "/d"))
        #expect(try connection.received().hasPrefix("HTTP/1.1 204 No Content\r\nDate:"))
    }

    @Test("A document is not served to a request that is refused by its head")
    func refusedDocument() throws {
        let connection = try EmbeddedConnection(
            StubResponder(refusal: { _ in Reply(status: 403) }), documents: ["/d": HTTPDocument([])])
        try connection.send(request("GET", "/d"))
        #expect(try connection.received().hasPrefix("HTTP/1.1 403 "))
    }

    @Test("The endpoint gets every method but none is decided here", arguments: ["GET", "DELETE", "PATCH", "BREW"])
    func endpointMethods(method: String) throws {
        let connection = try EmbeddedConnection(
            StubResponder(answer: { head, _, _ in Reply(status: 405, body: Array(head.method.utf8)) }))
        try connection.send(request(method, "/mcp"))
        #expect(body(of: try connection.received()) == method)
    }

    // MARK: Draining

    @Test("While draining, readiness is refused, and what comes on an open connection is answered and closed")
    func draining() throws {
        let connection = try EmbeddedConnection()
        try connection.send(post("1"))
        _ = try connection.received()
        connection.loop.beginDraining()
        try connection.send(post("2"))
        let text = try connection.received()
        #expect(text.hasPrefix("HTTP/1.1 200 "))
        #expect(text.contains("Connection: close\r\n"))
        #expect(!connection.isOpen)
    }

    @Test("The date is in the fixed form")
    func date() {
        #expect(HTTPDate.format(784_111_777) == "Sun, 06 Nov 1994 08:49:37 GMT")
    }
}

extension String {
    /// The parts between a mark and the next mark of another kind.
    fileprivate func components(between start: String, and end: String) -> [String] {
        var parts: [String] = []
        var rest = self[...]
        while let from = rest.firstRange(of: start) {
            rest = rest[from.upperBound...]
            let to = rest.firstRange(of: end)?.lowerBound ?? rest.endIndex
            parts.append(String(rest[..<to]))
            rest = rest[to...]
        }
        return parts
    }
}
