import NIOCore
import NIOPosix

/// A TCP connection that sends and gets bytes as they are.
final class RawClient: Sendable {
    private let channel: any Channel
    private let incoming: AsyncStream<[UInt8]>

    private init(_ channel: any Channel, _ incoming: AsyncStream<[UInt8]>) {
        self.channel = channel
        self.incoming = incoming
    }

    /// Connects to this machine.
    ///
    /// - Parameters:
    ///   - reads: Whether the client reads. One that does not has a small receive buffer.
    ///   - stays: Whether the client keeps its side open when the peer closes the other.
    ///   - tls: How it speaks TLS; nothing for bare TCP.
    static func connect(
        _ port: Int, reads: Bool = true, stays: Bool = false, tls: ClientTLS? = nil
    ) async throws -> RawClient {
        let (incoming, continuation) = AsyncStream.makeStream(of: [UInt8].self)
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelOption(.autoRead, value: reads)
            .channelOption(.allowRemoteHalfClosure, value: stays)
            .channelOption(.socketOption(.so_rcvbuf), value: reads ? 1 << 18 : 2048)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    if let tls { try channel.pipeline.syncOperations.addHandler(try tls.handler()) }
                    try channel.pipeline.syncOperations.addHandler(Collector(continuation))
                }
            }
            .connect(host: "127.0.0.1", port: port).get()
        return RawClient(channel, incoming)
    }

    /// Connects to a Unix domain socket.
    static func connect(path: String) async throws -> RawClient {
        let (incoming, continuation) = AsyncStream.makeStream(of: [UInt8].self)
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(Collector(continuation))
                }
            }
            .connect(unixDomainSocketPath: path).get()
        return RawClient(channel, incoming)
    }

    func send(_ text: String) async throws {
        try await send(Array(text.utf8))
    }

    func send(_ bytes: [UInt8]) async throws {
        try await channel.writeAndFlush(ByteBuffer(bytes: bytes))
    }

    /// Closes the sending side only.
    func finishSending() async throws {
        try await channel.close(mode: .output)
    }

    func close() async throws {
        try await channel.close()
    }

    /// Waits until the peer has closed the connection.
    func closed() async throws {
        try await channel.closeFuture.get()
    }

    /// Collects what comes until it holds a text; all of it where the peer closes before.
    func text(until mark: String) async -> String {
        var bytes: [UInt8] = []
        let mark = Array(mark.utf8)
        for await part in incoming {
            let start = max(0, bytes.count - mark.count)
            bytes += part
            if bytes[start...].contains(mark) { break }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Collects what comes until the peer closes.
    func textToEnd() async -> String {
        var bytes: [UInt8] = []
        for await part in incoming { bytes += part }
        return String(decoding: bytes, as: UTF8.self)
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

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case ChannelEvent.inputClosed = event { continuation.finish() }
    }

    func channelInactive(context: ChannelHandlerContext) {
        continuation.finish()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }
}
