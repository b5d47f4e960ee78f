import Logging
import NIOCore
import NIOHTTP2

/// What belongs to a connection of HTTP/2 as a whole: its end, its idleness, and a peer that reads nothing.
///
/// Its requests are channels of their own, each with a ``ConnectionHandler``. A connection ends in two steps (RFC 9113,
/// section 6.8): first it is told that it will, then that no further request counts; what has begun is answered.
final class HTTP2Connection: ChannelDuplexHandler {
    typealias InboundIn = HTTP2Frame
    typealias OutboundIn = HTTP2Frame
    typealias OutboundOut = HTTP2Frame

    /// Tells of streams that begin and end.
    struct Delegate: NIOHTTP2StreamDelegate {
        let connection: NIOLoopBound<HTTP2Connection>

        func streamCreated(_ id: HTTP2StreamID, channel: any Channel) {
            connection.value.opened(id)
        }

        func streamClosed(_ id: HTTP2StreamID, channel: any Channel) {
            connection.value.closed()
        }
    }

    let core: ListenerCore
    let loop: LoopState
    let meter = OutboundMeter()
    private var context: ChannelHandlerContext?
    private var openStreams = 0
    private var lastStream = HTTP2StreamID.rootStream
    private var isEnding = false
    private var idleTimer: Scheduled<Void>?
    private var stall: StallWatch?
    private var stallTimer: Scheduled<Void>?

    init(core: ListenerCore, loop: LoopState) {
        self.core = core
        self.loop = loop
    }

    var delegate: Delegate { Delegate(connection: NIOLoopBound(self, eventLoop: loop.eventLoop)) }

    /// Whether something written has not been taken by the peer's side. Requests tell for themselves.
    var isBusy: Bool { unsent > 0 }

    private var unsent: Int {
        (try? context?.channel.syncOptions?.getOption(.bufferedWritableBytes)) ?? 0
    }

    // MARK: The channel's events

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        loop.add(self)
        if loop.isDraining { beginDraining() }
        closeIfIdle(after: core.times.header)
    }

    func channelInactive(context: ChannelHandlerContext) {
        end()
        context.fireChannelInactive()
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        end()
        self.context = nil
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        core.logger.trace("A connection failed", metadata: ["error": "\(error)"])
        // A request's own error ends its stream, and it alone.
        guard !(error is NIOHTTP2Errors.StreamError) else { return }
        context.close(promise: nil)
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        switch event {
        case ChannelEvent.inputClosed, is ChannelShouldQuiesceEvent: context.close(promise: nil)
        default: context.fireUserInboundEventTriggered(event)
        }
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        if !context.channel.isWritable { watchForStall() }
        context.fireChannelWritabilityChanged()
    }

    private func end() {
        idleTimer?.cancel()
        stallTimer?.cancel()
        loop.remove(self)
    }

    // MARK: Streams

    private func opened(_ id: HTTP2StreamID) {
        openStreams += 1
        lastStream = max(lastStream, id)
        idleTimer?.cancel()
        idleTimer = nil
    }

    private func closed() {
        openStreams -= 1
        guard openStreams <= 0 else { return }
        if isEnding {
            closeSoon()
        } else {
            closeIfIdle(after: core.times.keepAlive)
        }
    }

    /// Ends the connection unless a request begins in time.
    private func closeIfIdle(after time: TimeAmount) {
        idleTimer?.cancel()
        idleTimer = loop.eventLoop.assumeIsolated().scheduleTask(in: time) { self.finish() }
    }

    // MARK: The end

    /// Tells the peer to begin its next requests elsewhere. Those on their way are still answered.
    func beginDraining() {
        sendGoAway(.maxID)
    }

    /// From now on no request is taken. The connection ends with the last one.
    func finishDraining() {
        finish()
    }

    /// Closes the connection, and drops what has not been sent.
    func closeNow() {
        context?.close(promise: nil)
    }

    private func finish() {
        guard !isEnding else { return }
        isEnding = true
        if openStreams <= 0 { closeSoon() } else { sendGoAway(lastStream) }
    }

    /// Closes once this turn of the loop, which may be a stream's last, is over.
    private func closeSoon() {
        let connection = NIOLoopBound(self, eventLoop: loop.eventLoop)
        loop.eventLoop.execute { connection.value.closeWhenWritten() }
    }

    /// Closes when everything written has been handed over; a peer that takes nothing is not waited for.
    private func closeWhenWritten() {
        guard let context, context.channel.isActive else { return }
        let connection = NIOLoopBound(self, eventLoop: loop.eventLoop)
        let sent = context.eventLoop.makePromise(of: Void.self)
        sent.futureResult.whenComplete { _ in connection.value.context?.close(promise: nil) }
        sendGoAway(lastStream, promise: sent)
        idleTimer?.cancel()
        idleTimer = loop.eventLoop.assumeIsolated().scheduleTask(in: core.times.writeStall) {
            self.context?.close(promise: nil)
        }
    }

    private func sendGoAway(_ last: HTTP2StreamID, promise: EventLoopPromise<Void>? = nil) {
        guard let context, context.channel.isActive else { return }
        let frame = HTTP2Frame(
            streamID: .rootStream, payload: .goAway(lastStreamID: last, errorCode: .noError, opaqueData: nil))
        context.writeAndFlush(wrapOutboundOut(frame), promise: promise)
    }

    // MARK: A peer that reads nothing

    /// Begins to watch whether the peer takes anything, as everything waits for it.
    private func watchForStall() {
        guard stall == nil else { return }
        stall = StallWatch(bound: core.times.writeStall, taken: meter.written - unsent, now: loop.eventLoop.now)
        look(at: stall?.nextLook)
    }

    private func look(at time: NIODeadline?) {
        guard let time else { return }
        stallTimer = loop.eventLoop.assumeIsolated().scheduleTask(deadline: time) { self.look() }
    }

    private func look() {
        guard let context, context.channel.isActive, var watch = stall else { return }
        guard unsent > 0 else {
            stall = nil
            return
        }
        if watch.look(taken: meter.written - unsent, now: loop.eventLoop.now) {
            core.logger.debug("A peer took nothing of its answers for too long")
            context.close(promise: nil)
            return
        }
        stall = watch
        look(at: watch.nextLook)
    }
}
