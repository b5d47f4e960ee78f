import Gatehouse
import NIOCore
import Testing

@testable import GatehouseHTTP

@Suite("Requests are read")
struct RequestReaderTests {
    /// What a reader makes of bytes that come in pieces.
    struct Outcome: Equatable {
        var heads: [String] = []
        var bodies: [String] = []
        var refusal: HTTPRefusal?
    }

    static let good = [
        "POST /mcp HTTP/1.1\r\nHost: localhost:80\r\nContent-Length: 5\r\n\r\nhello",
        "\r\nGET /health/live?x=1 HTTP/1.1\r\nhOsT:\t[::1]:8080 \r\n\r\n",
        "POST /mcp HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: Chunked\r\n\r\n"
            + "5\r\nhello\r\n00B;x=\"y\"\r\n, big world\r\n0\r\nX-Sum: 1\r\n\r\n",
        "POST /mcp HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\nxGET / HTTP/1.0\r\n\r\n",
        "GET http://Example.com:80/mcp?q HTTP/1.1\r\nHost: example.com:80\r\n\r\n",
        "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n",
    ]

    @Test("A request is read alike however its bytes are split", arguments: good + MalformedRequests.all.map(\.bytes))
    func splits(text: String) throws {
        let bytes = Array(text.utf8)
        let whole = read([bytes])
        for index in bytes.indices {
            #expect(read([Array(bytes[..<index]), Array(bytes[index...])]) == whole)
        }
        #expect(read(bytes.map { [$0] }) == whole)
    }

    @Test("A request and its body come out as they were sent")
    func plain() {
        let outcome = read([Array(Self.good[0].utf8)])
        #expect(outcome == Outcome(heads: ["POST /mcp"], bodies: ["hello"]))
    }

    @Test("Chunks are joined, and extensions and trailers are dropped")
    func chunks() {
        let outcome = read([Array(Self.good[2].utf8)])
        #expect(outcome == Outcome(heads: ["POST /mcp"], bodies: ["hello, big world"]))
    }

    @Test("Requests that follow each other come out in order")
    func pipelined() {
        let outcome = read([Array(Self.good[3].utf8)])
        #expect(outcome == Outcome(heads: ["POST /mcp", "GET /"], bodies: ["x", ""]))
    }

    @Test("A target in absolute form gives its path, and the query is left off")
    func absolute() {
        #expect(read([Array(Self.good[4].utf8)]).heads == ["GET /mcp"])
    }

    @Test("Every field that the request path looks at is kept, whatever the case of its name")
    func fields() throws {
        let lines = [
            "POST /mcp HTTP/1.1", "HOST: h", "Origin: o1", "origin: o2", "AUTHORIZATION: Bearer t", "Content-type: a/b",
            "accept: x/y", "Accept:  z/w", "mcp-protocol-version: v", "MCP-METHOD: m", "Mcp-Name: n",
            "Mcp-Session-Id: s", "Mcp-Param-Region: us", "MCP-PARAM-zone: \tb ", "X-Other: 1",
        ]
        var buffer = ByteBuffer(string: lines.joined(separator: "\r\n") + "\r\n\r\n")
        var reader = RequestReader(limits: HTTPLimits(), peer: RequestHead(remoteAddress: "192.0.2.7"))
        guard case .head(let received) = reader.next(&buffer) else {
            Issue.record("The head was not read")
            return
        }
        let head = received.request
        #expect(head.method == "POST")
        #expect(head.path == "/mcp")
        #expect(head.remoteAddress == "192.0.2.7")
        #expect(head.host == ["h"])
        #expect(head.origin == ["o1", "o2"])
        #expect(head.authorization == ["Bearer t"])
        #expect(head.contentType == "a/b")
        #expect(head.accept == "x/y, z/w")
        #expect(head.protocolVersion == ["v"])
        #expect(head.mcpMethod == ["m"])
        #expect(head.mcpName == ["n"])
        #expect(head.sessionID == ["s"])
        #expect(head.parameters.map(\.name) == ["region", "zone"])
        #expect(head.parameters.map(\.value) == ["us", "b"])
    }

    @Test("A request that could be read in two ways is refused", arguments: MalformedRequests.all)
    func malformed(sample: MalformedRequests.Sample) throws {
        let refusal = try #require(read([Array(sample.bytes.utf8)]).refusal)
        #expect(refusal.status == sample.status)
        #expect(refusal.message == sample.message)
    }

    @Test("Header fields that somebody asks for are kept as they came, every line, and no others")
    func keptFields() throws {
        let lines = ["POST /mcp HTTP/1.1", "Host: h", "X-Tenant: A b ", "x-tenant: c", "X-Other: 1", "Accept: x/y"]
        var buffer = ByteBuffer(string: lines.joined(separator: "\r\n") + "\r\n\r\n")
        var reader = RequestReader(limits: HTTPLimits(), peer: RequestHead(), keptFields: ["x-tenant", "accept"])
        guard case .head(let received) = reader.next(&buffer) else {
            Issue.record("The head was not read")
            return
        }
        #expect(received.request.fields.map(\.name) == ["x-tenant", "x-tenant", "accept"])
        #expect(received.request.fields.map(\.value) == ["A b", "c", "x/y"])
        #expect(received.request.accept == "x/y")
    }

    @Test("Nothing behind a refused request is read")
    func afterRefusal() {
        var buffer = ByteBuffer(string: "GET / HTTP/1.1\nHost: a\r\n\r\n" + Self.good[0])
        var reader = RequestReader(limits: HTTPLimits(), peer: RequestHead())
        guard case .refused = reader.next(&buffer), case .needsMore = reader.next(&buffer) else {
            Issue.record("The reader went on")
            return
        }
    }

    @Test("Random bytes are refused or awaited, and nothing else", arguments: 0..<64)
    func noise(seed: UInt64) {
        var random = SplitMix(state: seed)
        for _ in 0..<200 {
            var bytes = Array(Self.good.randomElement(using: &random)?.utf8 ?? "".utf8)
            for _ in 0..<Int.random(in: 1...6, using: &random) where !bytes.isEmpty {
                let index = Int.random(in: bytes.indices, using: &random)
                bytes[index] = UInt8.random(in: .min ... .max, using: &random)
            }
            let cut = Int.random(in: 0...bytes.count, using: &random)
            #expect(read([bytes]) == read([Array(bytes[..<cut]), Array(bytes[cut...])]))
        }
    }

    private func read(_ pieces: [[UInt8]]) -> Outcome {
        var outcome = Outcome()
        var reader = RequestReader(limits: HTTPLimits(), peer: RequestHead())
        var buffer = ByteBuffer()
        for piece in pieces {
            buffer.writeBytes(piece)
            loop: while true {
                switch reader.next(&buffer) {
                case .needsMore: break loop
                case .head(let head): outcome.heads.append("\(head.request.method) \(head.request.path)")
                case .complete: outcome.bodies.append(String(decoding: reader.takeBody(), as: UTF8.self))
                case .refused(let refusal):
                    outcome.refusal = refusal
                    return outcome
                }
            }
        }
        return outcome
    }
}
