import NIOCore
import NIOHPACK
import NIOHTTP2

/// One stream of an HTTP/2 connection: makes of its frames what a ``ConnectionHandler`` reads and writes (RFC 9113,
/// section 8.1).
///
/// The handler above sees a connection that carries one request: its body is bytes, and the end of its output ends the
/// stream. What a connection of HTTP/1.1 writes before a body goes through ``send(_:date:)`` instead.
final class HTTP2StreamFrames: ChannelDuplexHandler {
    typealias InboundIn = HTTP2Frame.FramePayload
    typealias InboundOut = ByteBuffer
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = HTTP2Frame.FramePayload

    /// Whether the stream's connection was accepted while the server was draining.
    let beganWhileDraining: Bool
    /// What the connection's requests hold of their bodies.
    let bodies: BodyBudget
    /// The bytes that were written and have not been handed to the socket.
    private(set) var unsent = 0
    private weak var connection: ConnectionHandler?
    private var context: ChannelHandlerContext?
    private var hasHead = false
    private var hasInputEnded = false
    private var hasOutputEnded = false

    init(beganWhileDraining: Bool, bodies: BodyBudget) {
        self.beganWhileDraining = beganWhileDraining
        self.bodies = bodies
    }

    /// Names the handler that takes heads and ends.
    func lead(to connection: ConnectionHandler) {
        self.connection = connection
    }

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        self.context = nil
    }

    // MARK: Receiving

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .headers(let headers): receive(headers)
        case .data(let data):
            if case .byteBuffer(let bytes) = data.data, bytes.readableBytes > 0 {
                context.fireChannelRead(wrapInboundOut(bytes))
            }
            if data.endStream { endInput() }
        default: break
        }
    }

    /// Takes a head. A second one is a trailer, which nobody reads; the frame that it comes in ends the request.
    private func receive(_ headers: HTTP2Frame.FramePayload.Headers) {
        if hasHead {
            if headers.endStream { endInput() }
            return
        }
        hasHead = true
        hasInputEnded = headers.endStream
        guard let connection else { return }
        var draft = connection.reader.framedDraft()
        let head = Result { () throws(HTTPRefusal) in
            try draft.take(headers.headers, isWhole: headers.endStream, limits: connection.core.limits)
        }
        if case .failure = head { connection.reader.draft = draft }
        connection.receive(head, isWhole: headers.endStream)
    }

    private func endInput() {
        guard !hasInputEnded else { return }
        hasInputEnded = true
        connection?.receiveEnd()
    }

    // MARK: Sending

    /// Writes a response's header section.
    func send(_ head: ResponseHead, date: String) {
        guard let context, !hasOutputEnded else { return }
        context.write(wrapOutboundOut(.headers(.init(headers: head.frameHeaders(date: date)))), promise: nil)
    }

    /// Tells the peer to go on with its body (RFC 9110, section 15.2.1).
    func sendContinue() {
        guard let context, !hasOutputEnded else { return }
        let headers = HPACKHeaders([(":status", "100")])
        context.writeAndFlush(wrapOutboundOut(.headers(.init(headers: headers))), promise: nil)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        let bytes = unwrapOutboundIn(data)
        let length = bytes.readableBytes
        guard length > 0, !hasOutputEnded else {
            promise?.succeed()
            return
        }
        unsent += length
        let sent = promise ?? context.eventLoop.makePromise()
        sent.futureResult.assumeIsolated().whenComplete { _ in self.unsent -= length }
        context.write(wrapOutboundOut(.data(.init(data: .byteBuffer(bytes)))), promise: sent)
    }

    /// Ends the stream, where only the output is to be closed. A peer that is still sending is told to stop once it has
    /// all of the answer, and not before, as a reset drops what waits for the peer's window (RFC 9113, section 8.1).
    func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
        guard mode == .output else {
            context.close(mode: mode, promise: promise)
            return
        }
        guard !hasOutputEnded else {
            promise?.succeed()
            return
        }
        hasOutputEnded = true
        let sent = promise ?? context.eventLoop.makePromise()
        sent.futureResult.assumeIsolated().whenSuccess { self.stopInput() }
        let end = HTTP2Frame.FramePayload.Data(data: .byteBuffer(ByteBuffer()), endStream: true)
        context.writeAndFlush(wrapOutboundOut(.data(end)), promise: sent)
    }

    private func stopInput() {
        guard !hasInputEnded, let context, context.channel.isActive else { return }
        context.writeAndFlush(wrapOutboundOut(.rstStream(.noError)), promise: nil)
    }
}
