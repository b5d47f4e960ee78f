import Logging
import NIOCore

/// Keeps a listening socket alive when a connection cannot be accepted.
///
/// Running out of file descriptors is the usual reason. The connection then stays in the system's queue, so that
/// accepting would fail again at once; the handler stops accepting for a moment instead of spinning.
final class AcceptFailureHandler: ChannelDuplexHandler {
    typealias InboundIn = any Channel
    typealias InboundOut = any Channel
    typealias OutboundIn = Never

    static let pause = TimeAmount.milliseconds(100)
    /// The log tells of failures no more often than this.
    private static let silence = TimeAmount.seconds(5)

    private let logger: Logger
    private var isPaused = false
    private var isReadHeld = false
    private var lastLine: NIODeadline?
    private var failures = 0

    init(logger: Logger) {
        self.logger = logger
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        // Handlers behind this one would take any error for the listener's end. Those that are, close the channel.
        failures += 1
        log(error, now: context.eventLoop.now)
        guard !isPaused else { return }
        isPaused = true
        setAutoRead(false, context)
        context.eventLoop.assumeIsolated().scheduleTask(in: Self.pause) { self.resume(context) }
    }

    func read(context: ChannelHandlerContext) {
        if isPaused {
            isReadHeld = true
        } else {
            context.read()
        }
    }

    private func resume(_ context: ChannelHandlerContext) {
        isPaused = false
        setAutoRead(true, context)
        guard isReadHeld else { return }
        isReadHeld = false
        context.read()
    }

    /// Holding reads back is not enough: the channel stays registered for the one that has failed, and the system
    /// goes on reporting the connection that waits.
    private func setAutoRead(_ isOn: Bool, _ context: ChannelHandlerContext) {
        do {
            try context.channel.syncOptions?.setOption(.autoRead, value: isOn)
        } catch {
            logger.debug("The listening socket is closed", metadata: ["error": "\(error)"])
        }
    }

    private func log(_ error: any Error, now: NIODeadline) {
        if let lastLine, now - lastLine < Self.silence { return }
        lastLine = now
        logger.error(
            "Connections cannot be accepted",
            metadata: ["error": "\(error)", "failures": "\(failures)"])
    }
}
