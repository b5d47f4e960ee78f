import NIOCore
import NIOPosix
import Synchronization

/// Listens on a free port of the loopback address, answers whatever comes with the same bytes and closes.
final class CannedServer: Sendable {
    /// Collects what comes, and answers once the request's head and body are there.
    private final class Handler: ChannelInboundHandler, Sendable {
        typealias InboundIn = ByteBuffer
        typealias OutboundOut = ByteBuffer

        let pieces: [String]
        let received: Mutex<String>

        init(pieces: [String], received: consuming Mutex<String>) {
            self.pieces = pieces
            self.received = received
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            let text = String(buffer: unwrapInboundIn(data))
            let whole = received.withLock { received in
                received += text
                return received
            }
            guard whole.hasSuffix("}") else { return }
            for piece in pieces { context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: piece)), promise: nil) }
            guard !pieces.isEmpty else { return }
            context.close(promise: nil)
        }
    }

    private let channel: any Channel
    private let handler: Handler

    /// Starts a server that answers with these pieces; without any it never answers.
    init(_ pieces: [String]) async throws {
        let handler = Handler(pieces: pieces, received: Mutex(""))
        self.handler = handler
        channel = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .childChannelInitializer { $0.pipeline.addHandler(handler) }
            .bind(host: "127.0.0.1", port: 0).get()
    }

    /// The URL of the server.
    var url: String { "http://127.0.0.1:\(channel.localAddress?.port ?? 0)/mcp" }

    /// Everything that came.
    var received: String { handler.received.withLock { $0 } }

    func stop() async throws {
        try await channel.close()
    }
}
