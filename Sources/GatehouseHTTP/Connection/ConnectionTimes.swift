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
        header = TimeAmount(timeouts.header)
        keepAlive = TimeAmount(timeouts.keepAlive)
        body = TimeAmount(timeouts.body)
        bodyGrace = TimeAmount(timeouts.bodyGrace)
        bodyBytesPerSecond = max(1, timeouts.bodyBytesPerSecond)
        writeStall = TimeAmount(timeouts.writeStall)
        streamComment = TimeAmount(timeouts.streamComment)
        closeLinger = TimeAmount(timeouts.closeLinger)
    }
}
