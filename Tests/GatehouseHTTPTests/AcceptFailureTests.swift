import Logging
import NIOCore
import NIOEmbedded
import Testing

@testable import GatehouseHTTP

@Suite("Connections that cannot be accepted")
struct AcceptFailureTests {
    @Test("A failure does not reach the server, and accepting pauses and goes on")
    func pause() throws {
        let reads = ReadCounter()
        let witness = ErrorWitness()
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        let channel = EmbeddedChannel(handlers: [reads, AcceptFailureHandler(logger: logger), witness])
        channel.pipeline.fireErrorCaught(IOError(errnoCode: 24, reason: "accept"))
        #expect(witness.errors == 0)
        channel.read()
        channel.read()
        #expect(reads.count == 0)
        channel.embeddedEventLoop.advanceTime(by: .milliseconds(99))
        #expect(reads.count == 0)
        channel.embeddedEventLoop.advanceTime(by: .milliseconds(1))
        #expect(reads.count == 1)
        channel.read()
        #expect(reads.count == 2)
    }
}

private final class ReadCounter: ChannelOutboundHandler {
    typealias OutboundIn = Never
    var count = 0

    func read(context: ChannelHandlerContext) {
        count += 1
        context.read()
    }
}

private final class ErrorWitness: ChannelInboundHandler {
    typealias InboundIn = Never
    var errors = 0

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        errors += 1
    }
}
