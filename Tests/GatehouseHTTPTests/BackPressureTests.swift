import Gatehouse
import NIOCore
import NIOEmbedded
import Testing

@testable import GatehouseHTTP

@Suite("A connection is read only as far as there is room")
struct BackPressureTests {
    @Test("No more is read once a peer has sent the bound ahead of an answer, until the answer is sent")
    func sentAhead() throws {
        let connection = try EmbeddedConnection { $0.limits.pipelinedBytes = 100 }
        connection.handler.phase = .answering
        connection.handler.isAwaitingReply = true
        try connection.send([UInt8](repeating: 0x61, count: 99))
        connection.channel.read()
        #expect(!connection.handler.isReadHeld)
        try connection.send("a")
        connection.channel.read()
        #expect(connection.handler.isReadHeld)
        connection.handler.finish(connection.handler.exchange.number, Answer(status: 200))
        #expect(!connection.handler.isReadHeld)
    }

    @Test("What the system hands over beyond the bound when the peer has closed is not kept")
    func overrun() throws {
        let connection = try EmbeddedConnection { $0.limits.pipelinedBytes = 100 }
        connection.handler.phase = .answering
        for _ in 0..<1000 { try connection.send([UInt8](repeating: 0x61, count: 100)) }
        #expect(connection.handler.inbound.readableBytes == 200)
        #expect(connection.handler.exchange.closes)
    }

    @Test("A refused peer is not read beyond what may be thrown away")
    func discarded() throws {
        let connection = try EmbeddedConnection { $0.limits.lingeringBytes = 100 }
        connection.handler.phase = .closing
        try connection.send([UInt8](repeating: 0x61, count: 99))
        connection.channel.read()
        #expect(!connection.handler.isReadHeld)
        try connection.send("a")
        connection.channel.read()
        #expect(connection.handler.isReadHeld)
        #expect(connection.handler.inbound.readableBytes == 0)
    }

    @Test("An idle connection keeps no buffer")
    func idle() throws {
        let connection = try EmbeddedConnection()
        try connection.send(post(String(repeating: "x", count: 100_000)))
        _ = try connection.received()
        #expect(connection.handler.inbound.storageCapacity == 0)
        #expect(connection.handler.output == nil)
        #expect(connection.handler.reader.body.capacity == 0)
    }

    @Test("A large reply goes out in pieces of half of the buffer's bound, the first with the header section")
    func pieces() throws {
        let reply = [UInt8](repeating: 0x61, count: 100_000)
        let connection = try EmbeddedConnection(StubResponder(answer: { _, _, _ in Reply(status: 200, body: reply) })) {
            $0.limits.streamBufferBytes = 20_000
        }
        try connection.send(post("{}"))
        var sizes: [Int] = []
        while let part = try connection.channel.readOutbound(as: ByteBuffer.self) { sizes.append(part.readableBytes) }
        #expect(sizes.dropFirst() == Array(repeating: 10_000, count: 9)[...])
    }
}
