import Gatehouse
import Logging
import NIOCore

/// One connection: reads requests one at a time, has them answered, and writes the answers.
///
/// It lives on its event loop. Requests are answered in the order in which they came, because the next one is not
/// looked at before the answer to the one before it has been written.
final class ConnectionHandler: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    enum Phase {
        /// A request is awaited or received.
        case reading
        /// A request is answered, or its answer is being written.
        case answering
        /// The last answer is written; what still comes in is thrown away.
        case closing
        case closed
    }

    let core: ListenerCore
    let loop: LoopState
    /// The frames of a stream of HTTP/2, of which this connection is one; nothing for one of HTTP/1.1.
    let frames: HTTP2StreamFrames?
    var context: ChannelHandlerContext?
    var reference: ConnectionReference?
    var phase = Phase.reading

    // Receiving. Only this handler's methods touch its state, one at a time on its event loop, and none of them hands a
    // part of it to code that could come back; so the accesses that every request makes need no check at run time.
    @exclusivity(unchecked) var reader: RequestReader
    @exclusivity(unchecked) var inbound = ByteBuffer()
    var isProcessing = false
    var isReadHeld = false
    var isInputClosed = false
    var discarded = 0
    /// What counts of this request's body among those of its connection.
    var countedBody = 0
    var beganWhileDraining = false

    // Answering.
    @exclusivity(unchecked) var exchange = Exchange()
    var isAwaitingReply = false
    var task: Task<Void, Never>?

    // Writing.
    @exclusivity(unchecked) var output: ByteBuffer?
    var written = 0
    var outgoing: OutgoingBody?
    var waiting: [WaitingMessage] = []
    var finalAnswer: Answer?
    var stream: OpenStream?

    // Time.
    var wait = ConnectionWait.none
    var stall: StallWatch?
    /// When to look whether a watch is needed.
    var stallLook: NIODeadline?
    var timer: NIOScheduledCallback?
    var timerDeadline: NIODeadline?

    /// - Parameters:
    ///   - peer: A head with what is known of the sender of every request.
    ///   - frames: What makes bytes of frames below this handler, where it is a stream of HTTP/2.
    init(core: ListenerCore, loop: LoopState, peer: RequestHead, frames: HTTP2StreamFrames? = nil) {
        self.core = core
        self.loop = loop
        self.frames = frames
        reader = RequestReader(
            limits: core.limits, peer: peer, wanted: core.wantedFields(of: peer),
            keptFields: core.responder.headerFieldNames)
    }

    var now: NIODeadline { loop.eventLoop.now }

    /// Whether the connection is in the middle of something that a shutdown should let finish.
    var isBusy: Bool {
        switch phase {
        case .reading: reader.isWithinRequest || inbound.readableBytes > 0 || unsent > 0
        case .answering: true
        case .closing: unsent > 0
        case .closed: false
        }
    }

    // MARK: The channel's events

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        if context.channel.isActive { begin(context) }
    }

    func channelActive(context: ChannelHandlerContext) {
        begin(context)
        context.fireChannelActive()
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
        // A connection's own errors (reset, broken pipe) end it and concern nobody else.
        core.logger.trace("A connection failed", metadata: ["error": "\(error)"])
        closeNow()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        switch event {
        case ChannelEvent.inputClosed: inputClosed()
        case ChannelEvent.outputClosed: outputClosed()
        case is ChannelShouldQuiesceEvent: closeNow()
        default: context.fireUserInboundEventTriggered(event)
        }
    }

    private func begin(_ context: ChannelHandlerContext) {
        guard reference == nil, phase == .reading else { return }
        reference = ConnectionReference(self, eventLoop: loop.eventLoop)
        beganWhileDraining = frames?.beganWhileDraining ?? loop.isDraining
        loop.add(self)
        wait = .firstRequest(since: now)
        schedule()
    }

    /// Lets go of everything, once. Cancelling the task stops the work for a peer that is gone.
    private func end() {
        guard phase != .closed else { return }
        phase = .closed
        cancelRequest()
        failMessages()
        endStream()
        reader.dropBody()
        countBody()
        loop.remove(self)
        stopTimer()
        reference = nil
        task = nil
        inbound = ByteBuffer()
        output = nil
    }
}
