import Gatehouse
import NIOCore
import Testing

@testable import GatehouseHTTP

@Suite("Time that a peer may take")
struct ConnectionTimeTests {
    @Test("A connection that sends nothing is closed after the header's time, without a word")
    func silent() throws {
        let connection = try EmbeddedConnection()
        connection.advance(by: .milliseconds(4999))
        #expect(connection.isOpen)
        connection.advance(by: .milliseconds(1))
        #expect(!connection.isOpen)
        #expect(try connection.received() == "")
    }

    @Test("A header section that drips in is cut off with 408 after the header's time")
    func drip() throws {
        let connection = try EmbeddedConnection()
        try connection.send("POST /mcp HTTP/1.1\r\n")
        for number in 0..<4 {
            connection.advance(by: .seconds(1))
            try connection.send("X-\(number): 1\r\n")
        }
        connection.advance(by: .milliseconds(999))
        #expect(connection.isOpen)
        connection.advance(by: .milliseconds(1))
        let text = try connection.received()
        #expect(text.hasPrefix("HTTP/1.1 408 Request Timeout\r\n"))
        #expect(
            body(of: text) == """
                {"jsonrpc":"2.0","id":null,"error":{"code":-32600,"message":"\
                The request's header section was not complete within \
                5.0 seconds (http.header_timeout).\
                ","data":{"reason":"header_timeout"}}}
                """)
        #expect(text.contains("Connection: close\r\n"))
        #expect(!connection.isOpen)
    }

    @Test("The header's time of a later request runs from its first byte")
    func laterRequest() throws {
        let connection = try EmbeddedConnection()
        try connection.send(post("{}"))
        connection.advance(by: .seconds(30))
        try connection.send("P")
        _ = try connection.received()
        connection.advance(by: .milliseconds(4999))
        #expect(connection.isOpen)
        connection.advance(by: .milliseconds(1))
        #expect(try connection.received().hasPrefix("HTTP/1.1 408 "))
    }

    @Test("An idle connection is closed after the keep-alive time, and every request renews it")
    func idle() throws {
        let connection = try EmbeddedConnection()
        for _ in 0..<3 {
            try connection.send(post("{}"))
            connection.advance(by: .milliseconds(59_999))
            #expect(connection.isOpen)
        }
        connection.advance(by: .milliseconds(1))
        #expect(!connection.isOpen)
    }

    @Test("A body that stops is cut off with 408 once the grace is over")
    func stoppedBody() throws {
        let connection = try EmbeddedConnection()
        try connection.send("POST /mcp HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nx")
        connection.advance(by: .milliseconds(4999))
        #expect(connection.isOpen)
        connection.advance(by: .milliseconds(1))
        let text = try connection.received()
        #expect(text.hasPrefix("HTTP/1.1 408 Request Timeout\r\n"))
        #expect(
            body(of: text) == """
                {"jsonrpc":"2.0","id":null,"error":{"code":-32600,"message":"\
                The request's body did not come within 15.0 seconds, or came \
                more slowly than 1024 bytes a second (http.body_timeout, http.min_body_rate).\
                ","data":{"reason":"body_timeout"}}}
                """)
    }

    @Test("A body slower than the rate is cut off as soon as its average falls below it")
    func slowBody() throws {
        let connection = try EmbeddedConnection()
        try connection.send("POST /mcp HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\n")
        for _ in 0..<5 {
            try connection.send(String(repeating: "x", count: 1500))
            connection.advance(by: .milliseconds(990))
        }
        // 7,500 bytes pay for 7.32 seconds; 4.95 have passed.
        connection.advance(by: .milliseconds(2370))
        #expect(connection.isOpen)
        connection.advance(by: .milliseconds(10))
        #expect(try connection.received().hasPrefix("HTTP/1.1 408 "))
    }

    @Test("A body that keeps the rate is still cut off at the absolute bound")
    func longBody() throws {
        let connection = try EmbeddedConnection()
        try connection.send("POST /mcp HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\n")
        for _ in 0..<14 {
            try connection.send(String(repeating: "x", count: 4000))
            connection.advance(by: .seconds(1))
        }
        connection.advance(by: .milliseconds(999))
        #expect(connection.isOpen)
        connection.advance(by: .milliseconds(1))
        #expect(try connection.received().hasPrefix("HTTP/1.1 408 "))
    }

    @Test("A request that was answered by its head gets its answer where its body stops")
    func refusedBody() throws {
        let connection = try EmbeddedConnection()
        try connection.send("POST /nowhere HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nx")
        connection.advance(by: .seconds(5))
        #expect(try connection.received().hasPrefix("HTTP/1.1 404 "))
        #expect(!connection.isOpen)
    }

    @Test("A silent stream gets a comment at the interval")
    func comments() async throws {
        let connection = try EmbeddedConnection()
        try connection.openStreamThatNeverEnds()
        _ = try connection.received()
        connection.advance(by: .milliseconds(14_999))
        #expect(try connection.received() == "")
        connection.advance(by: .milliseconds(1))
        #expect(try connection.received() == "e\r\n: keep-alive\n\n\r\n")
        connection.advance(by: .seconds(15))
        #expect(try connection.received() == "e\r\n: keep-alive\n\n\r\n")
    }

    @Test("A message puts the next comment off")
    func commentAfterMessage() throws {
        let connection = try EmbeddedConnection()
        try connection.openStreamThatNeverEnds()
        connection.advance(by: .seconds(10))
        #expect(connection.handler.sendEvent(StreamMessage(Array("2".utf8)), fields: [], of: 1) == .written)
        _ = try connection.received()
        connection.advance(by: .milliseconds(14_999))
        #expect(try connection.received() == "")
        connection.advance(by: .milliseconds(1))
        #expect(try connection.received() == "e\r\n: keep-alive\n\n\r\n")
    }

    @Test("A refused peer that stays is closed after the linger")
    func linger() throws {
        var wait = ConnectionWait.close(since: .uptimeNanoseconds(0))
        let times = ConnectionTimes(HTTPTimeouts())
        #expect(wait.deadline(times, bodyBytes: 0) == .uptimeNanoseconds(1_000_000_000))
        wait = .none
        #expect(wait.deadline(times, bodyBytes: 0) == nil)
    }

    @Test("Times without measure are brought within one")
    func extremes() {
        var timeouts = HTTPTimeouts()
        (timeouts.header, timeouts.keepAlive) = (.seconds(Int64.max), .seconds(-1))
        (timeouts.streamComment, timeouts.bodyBytesPerSecond) = (.zero, 0)
        let times = ConnectionTimes(timeouts)
        #expect(times.header == .hours(365 * 24))
        #expect(times.keepAlive == .zero)
        #expect(times.streamComment == .milliseconds(10))
        #expect(
            ConnectionWait.body(since: .uptimeNanoseconds(0)).deadline(times, bodyBytes: .max)
                == .uptimeNanoseconds(15_000_000_000))
    }

    @Test("Where no rate is asked for, a body has the whole time")
    func noRate() {
        var timeouts = HTTPTimeouts()
        timeouts.bodyBytesPerSecond = 0
        let times = ConnectionTimes(timeouts)
        let wait = ConnectionWait.body(since: .uptimeNanoseconds(0))
        #expect(wait.deadline(times, bodyBytes: 0) == .uptimeNanoseconds(15_000_000_000))
        #expect(wait.deadline(times, bodyBytes: 1) == .uptimeNanoseconds(15_000_000_000))
    }

    @Test("A peer that takes nothing is given up within the bound, and one that takes a little is not")
    func stall() {
        let start = NIODeadline.uptimeNanoseconds(0)
        var watch = StallWatch(bound: .seconds(10), taken: 0, now: start)
        var looks = 0
        while !watch.look(taken: 0, now: watch.nextLook) { looks += 1 }
        #expect(looks == 8)
        // The watch begins a little after the write, and the bound counts from the write.
        #expect(watch.nextLook + StallWatch.delay(.seconds(10)) == .uptimeNanoseconds(10_000_000_000))

        watch = StallWatch(bound: .seconds(10), taken: 0, now: start)
        for second in 1...100 {
            let hasStalled = watch.look(taken: second / 5, now: .uptimeNanoseconds(UInt64(second) * 1_000_000_000))
            #expect(!hasStalled)
        }
    }
}

extension EmbeddedConnection {
    /// Puts the handler where it is while a request's stream is open.
    fileprivate func openStreamThatNeverEnds() throws {
        handler.phase = .answering
        handler.isAwaitingReply = true
        handler.exchange.number = 1
        handler.wait = .none
        #expect(handler.sendEvent(StreamMessage(Array("1".utf8)), fields: [], of: 1) == .written)
    }
}
