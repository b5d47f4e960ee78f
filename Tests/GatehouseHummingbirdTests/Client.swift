import NIOCore
import NIOPosix

/// A TCP connection that sends and gets bytes as they are.
struct Client: Sendable {
    private let channel: any Channel
    private let incoming: AsyncStream<[UInt8]>

    static func connect(_ port: Int) async throws -> Client {
        let (incoming, continuation) = AsyncStream.makeStream(of: [UInt8].self)
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(Collector(continuation))
                }
            }
            .connect(host: "127.0.0.1", port: port).get()
        return Client(channel: channel, incoming: incoming)
    }

    func send(_ text: String) async throws {
        try await channel.writeAndFlush(ByteBuffer(string: text))
    }

    /// Closes the connection, unless the server has done so before.
    func close() async throws {
        do {
            try await channel.close()
        } catch ChannelError.alreadyClosed {}
    }

    /// Collects what comes until it holds a text; all of it where the peer closes before.
    func text(until mark: String) async -> String {
        var text = ""
        for await part in incoming {
            text += String(decoding: part, as: UTF8.self)
            if text.contains(mark) { break }
        }
        return text
    }
}

private final class Collector: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let continuation: AsyncStream<[UInt8]>.Continuation

    init(_ continuation: AsyncStream<[UInt8]>.Continuation) {
        self.continuation = continuation
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        continuation.yield(Array(buffer: unwrapInboundIn(data)))
    }

    func channelInactive(context: ChannelHandlerContext) {
        continuation.finish()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }
}
