import Gatehouse
import NIOCore

/// Tells a connection over the limits so, and closes it without reading from it.
final class RefusedConnectionHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    /// How long the peer has to read the refusal.
    private static let linger = TimeAmount.milliseconds(50)

    private let answer: Answer?

    /// - Parameter answer: What it is told; nothing where it is only hung up on.
    init(_ answer: Answer?) {
        self.answer = answer
    }

    func channelActive(context: ChannelHandlerContext) {
        guard let answer else {
            context.close(promise: nil)
            return
        }
        var buffer = context.channel.allocator.buffer(capacity: 512)
        var date = HTTPDate()
        let head = ResponseHead(
            status: answer.status, contentType: answer.contentType, fields: answer.fields,
            body: .length(answer.body?.count ?? 0), closes: true)
        head.write(to: &buffer, date: date.current())
        buffer.writeBytes(answer.body ?? [])
        context.writeAndFlush(wrapOutboundOut(buffer), promise: nil)
        context.close(mode: .output, promise: nil)
        let channel = context.channel
        context.eventLoop.scheduleTask(in: Self.linger) { channel.close(promise: nil) }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {}

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if event is ChannelShouldQuiesceEvent { context.close(promise: nil) }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        // The peer hung up on its refusal.
        context.close(promise: nil)
    }
}
