import Testing

@testable import GatehouseStdio

@Suite("Lines of a stream")
struct LineFramerTests {
    private func feed(_ pieces: [[UInt8]], maximum: Int = 64) -> [LineFramer.Element] {
        var framer = LineFramer(maximumBytes: maximum)
        var elements: [LineFramer.Element] = []
        for piece in pieces { elements += framer.feed(piece) }
        if let last = framer.finish() { elements.append(last) }
        return elements
    }

    private func line(_ text: String) -> LineFramer.Element { .line(Array(text.utf8)) }

    @Test("A line that is too long is reported once, wherever it is cut, and the next one is read")
    func tooLong() {
        let text = Array((String(repeating: "x", count: 9) + "\nok\n").utf8)
        for cut in 0...text.count {
            let elements = feed([Array(text[..<cut]), Array(text[cut...])], maximum: 8)
            #expect(elements == [.tooLong, line("ok")])
        }
        #expect(feed(text.map { [$0] }, maximum: 8) == [.tooLong, line("ok")])
    }

    @Test("A line that is too long and never ends is reported at the end")
    func tooLongAtEnd() {
        #expect(feed([Array(String(repeating: "x", count: 100).utf8)], maximum: 8) == [.tooLong])
    }

    @Test("A line of exactly the bound passes")
    func bound() {
        #expect(feed([Array("12345678\n123456789\n".utf8)], maximum: 8) == [line("12345678"), .tooLong])
    }

    @Test("A line that is too long takes no memory")
    func memory() {
        var framer = LineFramer(maximumBytes: 1_024)
        let piece = [UInt8](repeating: 0x78, count: 65_536)
        for _ in 0..<100 { #expect(framer.feed(piece).isEmpty) }
        #expect(framer.feed(Array("\nok\n".utf8)) == [.tooLong, line("ok")])
    }

    @Test("Lines are the same wherever the stream is cut, and byte by byte")
    func cuts() {
        let text = Array("{\"a\":1}\n\r\n\n{\"é\":2}\r\nlast\rpart".utf8)
        let expected = [line("{\"a\":1}"), line("{\"é\":2}"), line("last\rpart")]
        for first in 0...text.count {
            for second in first...text.count {
                let pieces = [Array(text[..<first]), Array(text[first..<second]), Array(text[second...])]
                #expect(feed(pieces) == expected)
            }
        }
        #expect(feed(text.map { [$0] }) == expected)
    }

    @Test("Empty lines are no messages")
    func empty() {
        #expect(feed([Array("\n\r\n\n".utf8)]) == [])
        #expect(feed([[]]) == [])
    }

    @Test("One carriage return before the line feed is not part of the line")
    func carriageReturns() {
        #expect(feed([Array("a\r\r\nb\r".utf8)]) == [line("a\r"), line("b")])
    }
}
