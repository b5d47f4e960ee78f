import Gatehouse
import NIOHPACK
import Testing

@testable import GatehouseHTTP

@Suite("Heads of HTTP/2")
struct HTTP2HeadTests {
    private static let usual = [
        (":method", "POST"), (":scheme", "https"), (":authority", "localhost"), (":path", "/mcp"),
    ]

    struct Sample: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let fields: [(String, String)]
        let message: String

        init(_ name: String, _ fields: [(String, String)], _ message: String) {
            testDescription = name
            self.fields = fields
            self.message = message
        }
    }

    private static let target = "The request's target is missing, or has bytes that a target must not have."
    private static let slash = "The request's target must be a path that begins with a slash."
    private static let value = "A header field's value must not have control characters."
    private static let hosts = "The request's target and its Host field name different hosts."
    private static let length = "Content-Length must be a number of bytes in decimal digits."

    static let hostile = [
        Sample("line end in a value", usual + [("x", "1\r\nHost: evil")], value),
        Sample("NUL in a value", usual + [("x", "\0")], value),
        Sample("colon in a name", usual + [("x:y", "1")], "A header field's name must be a token."),
        Sample("line end in a name", usual + [("x\r\ny", "1")], "A header field's name must be a token."),
        Sample("line end in a path", changed(":path", "/mcp\r\nX: 1"), target),
        Sample(
            "space in a path", changed(":path", "/a HTTP/1.1\r\n"),
            "The request line does not end with a space and HTTP/1.1."),
        Sample("absolute path", changed(":path", "http://localhost/mcp"), slash),
        Sample("no path", changed(":path", ""), slash),
        Sample("star for POST", changed(":path", "*"), slash),
        Sample(
            "method with a space", changed(":method", "GET /"),
            "The request line does not end with a space and HTTP/1.1."),
        Sample("no method", changed(":method", ""), "The request line does not begin with a method and a space."),
        Sample("another scheme", changed(":scheme", "http"), "The request's scheme is not the connection's."),
        Sample("another host", usual + [("host", "evil")], hosts),
        Sample("two hosts", usual + [("host", "localhost"), ("host", "localhost")], hosts),
        Sample("no host", [usual[0], usual[1], usual[3]], "The request names no host."),
        Sample(
            "user in the authority", changed(":authority", "u@localhost"),
            "The Host field is not a host with an optional port."),
        Sample("signed length", usual + [("content-length", "+1")], length),
        Sample(
            "two lengths", usual + [("content-length", "1"), ("content-length", "1")],
            "A request must have one Content-Length field, not several."),
        Sample("chunks", usual + [("transfer-encoding", "chunked")], "HTTP/2 has no Transfer-Encoding."),
    ]

    @Test("A head that could mean something else in HTTP/1.1 is refused", arguments: hostile)
    func refusals(sample: Sample) {
        let error = #expect(throws: HTTPRefusal.self) { try read(sample.fields) }
        #expect(error?.message == sample.message)
    }

    @Test("A head is read as its lines would be")
    func head() throws {
        let fields = [
            ("content-type", "application/json"), ("content-length", "2"), ("mcp-method", "tools/call"),
            ("mcp-param-city", "Ulm"), ("authorization", "Bearer x"), ("origin", "https://a.example"),
        ]
        let head = try read(Self.usual + fields)
        #expect(head.isStream)
        #expect(head.body == .length(2))
        #expect(head.request.method == "POST")
        #expect(head.request.path == "/mcp")
        #expect(Array(head.request.host) == ["localhost"])
        #expect(Array(head.request.origin) == ["https://a.example"])
        #expect(Array(head.request.mcpMethod) == ["tools/call"])
        #expect(head.request.parameters.map(\.name) == ["city"])
        #expect(head.request.contentType == "application/json")
    }

    @Test("Whether there is a body follows from the frames, and its length from the field where there is one")
    func bodies() throws {
        #expect(try read(Self.usual).body == .chunked)
        #expect(try read(Self.usual, isWhole: true).body == .none)
        #expect(try read(Self.usual + [("content-length", "0")]).body == .chunked)
        #expect(try read(Self.usual + [("expect", "100-continue")]).expectsContinue)
        #expect(try !read(Self.usual + [("expect", "100-continue")], isWhole: true).expectsContinue)
    }

    private static func changed(_ name: String, _ value: String) -> [(String, String)] {
        usual.map { $0.0 == name ? (name, value) : $0 }
    }

    private func read(_ fields: [(String, String)], isWhole: Bool = false) throws(HTTPRefusal) -> ReceivedHead {
        var draft = HeadDraft(RequestHead(scheme: "https"))
        return try draft.take(HPACKHeaders(fields), isWhole: isWhole, limits: HTTPLimits())
    }
}
