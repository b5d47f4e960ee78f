import NIOCore

/// Counts the bytes that are written to a connection, next to its socket.
final class OutboundMeter: ChannelOutboundHandler {
    typealias OutboundIn = ByteBuffer

    private(set) var written = 0

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        written += unwrapOutboundIn(data).readableBytes
        context.write(data, promise: promise)
    }
}
