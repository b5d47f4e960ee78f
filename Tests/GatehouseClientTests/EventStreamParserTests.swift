import Testing

@testable import GatehouseClient

@Suite("Server-Sent Events")
struct EventStreamParserTests {
    private static let stream = """
        : comment

        event: message
        id: 1
        data: {"a":1}

        data:first
        data: second
        data:  third

        retry: 1000

        data

        data: ü€😀

        data: not ended
        """

    private static let expected = [#"{"a":1}"#, "first\nsecond\n third", "ü€😀"]

    private static func read(_ text: some Sequence<UInt8>, in parser: inout EventStreamParser) throws -> [String] {
        try parser.read(text).map { String(decoding: $0.data, as: UTF8.self) }
    }

    private static func whole(_ text: String) throws -> [String] {
        var parser = EventStreamParser(maximum: 1000)
        return try read(text.utf8, in: &parser)
    }

    @Test("Events with data are read, and nothing else", arguments: ["\n", "\r\n", "\r"])
    func events(lineBreak: String) throws {
        #expect(try Self.whole(Self.stream.replacing("\n", with: lineBreak)) == Self.expected)
    }

    @Test("A stream gives the same events wherever it is split", arguments: ["\n", "\r\n", "\r"])
    func splitAnywhere(lineBreak: String) throws {
        let bytes = Array(Self.stream.replacing("\n", with: lineBreak).utf8)
        for position in 0...bytes.count {
            var parser = EventStreamParser(maximum: 1000)
            let first = try Self.read(bytes[..<position], in: &parser)
            let second = try Self.read(bytes[position...], in: &parser)
            #expect(first + second == Self.expected, "split at \(position)")
        }
    }

    @Test("A stream that comes byte by byte gives the same events")
    func byteByByte() throws {
        var parser = EventStreamParser(maximum: 1000)
        var events: [String] = []
        for byte in Self.stream.utf8 { events += try Self.read([byte], in: &parser) }
        #expect(events == Self.expected)
    }

    @Test("A byte order mark at the beginning does not count")
    func byteOrderMark() throws {
        #expect(try Self.whole("\u{FEFF}data: a\n\n") == ["a"])
    }

    @Test("An event with an empty line of data is none")
    func emptyData() throws {
        #expect(try Self.whole("data\n\ndata:\n\n") == [])
        #expect(try Self.whole("data\ndata\n\n") == ["\n"])
    }

    @Test("A line beyond the bound is refused", arguments: [": ", "data: "])
    func longLine(prefix: String) {
        var parser = EventStreamParser(maximum: 64)
        #expect(throws: EventStreamParser.TooLarge(maximum: 64)) {
            _ = try parser.read((prefix + String(repeating: "a", count: 100)).utf8)
        }
    }

    @Test("An event beyond the bound is refused, though each of its lines is short")
    func longEvent() {
        var parser = EventStreamParser(maximum: 64)
        #expect(throws: EventStreamParser.TooLarge(maximum: 64)) {
            _ = try parser.read(String(repeating: "data: 0123456789\n", count: 10).utf8)
        }
    }

    @Test("Many short events stay within the bound")
    func manyEvents() throws {
        var parser = EventStreamParser(maximum: 64)
        #expect(try parser.read(String(repeating: "data: 0123456789\n\n", count: 100).utf8).count == 100)
    }

    @Test("Events say their type and the last id of the stream, and an id alone primes for resumption")
    func types() throws {
        var parser = EventStreamParser(maximum: 1000)
        let text =
            "event: endpoint\ndata: /m\n\nid: 7\ndata:\n\ndata: a\n\nid\nevent\ndata: b\n\nid: a\u{0}b\ndata: c\n\n"
        #expect(
            try parser.read(text.utf8) == [
                ServerSentEvent(type: "endpoint", data: Array("/m".utf8), id: nil),
                ServerSentEvent(type: "message", data: [], id: "7"),
                ServerSentEvent(type: "message", data: Array("a".utf8), id: "7"),
                ServerSentEvent(type: "message", data: Array("b".utf8), id: nil),
                ServerSentEvent(type: "message", data: Array("c".utf8), id: nil),
            ])
    }

    @Test(
        "The time to wait is taken where it is a number",
        arguments: [
            ("retry: 1500", 1500), ("retry: -1", nil), ("retry:", nil), ("retry: 1e3", nil),
            ("retry: 99999999999999999999", nil),
        ] as [(String, Int?)])
    func retry(line: String, expected: Int?) throws {
        var parser = EventStreamParser(maximum: 1000)
        _ = try parser.read((line + "\n\n").utf8)
        #expect(parser.retryMilliseconds == expected)
    }
}
