import NIOCore

/// The settings' times in the event loop's measure.
struct ConnectionTimes: Sendable {
    let header: TimeAmount
    let keepAlive: TimeAmount
    let body: TimeAmount
    let bodyGrace: TimeAmount
    let bodyBytesPerSecond: Int
    let writeStall: TimeAmount
    let streamComment: TimeAmount
    let closeLinger: TimeAmount

    init(_ timeouts: HTTPTimeouts) {
        header = Self.bounded(timeouts.header)
        keepAlive = Self.bounded(timeouts.keepAlive)
        body = Self.bounded(timeouts.body)
        bodyGrace = Self.bounded(timeouts.bodyGrace)
        bodyBytesPerSecond = max(0, timeouts.bodyBytesPerSecond)
        writeStall = Self.bounded(timeouts.writeStall)
        streamComment = max(.milliseconds(10), Self.bounded(timeouts.streamComment))
        closeLinger = Self.bounded(timeouts.closeLinger)
    }

    /// A year stands for ever, and can be added to any deadline.
    private static func bounded(_ duration: Duration) -> TimeAmount {
        TimeAmount(min(max(.zero, duration), .seconds(365 * 24 * 3600)))
    }
}
