import NIOCore

/// What a connection waits for from its peer, and until when.
enum ConnectionWait {
    /// Nothing: the server is at work, or the peer is to read.
    case none
    /// The first request's first byte.
    case firstRequest(since: NIODeadline)
    /// A later request's first byte.
    case nextRequest(since: NIODeadline)
    /// The rest of a header section.
    case head(since: NIODeadline)
    /// The rest of a body.
    case body(since: NIODeadline)
    /// The peer's end of a connection that was refused.
    case close(since: NIODeadline)

    /// When the wait is over, given the bytes of the body that have come.
    func deadline(_ times: ConnectionTimes, bodyBytes: Int) -> NIODeadline? {
        switch self {
        case .none: nil
        case .firstRequest(let since), .head(let since): since + times.header
        case .nextRequest(let since): since + times.keepAlive
        case .body(let since): since + bodyTime(times, bodyBytes: bodyBytes)
        case .close(let since): since + times.closeLinger
        }
    }

    /// How long the body may take: as long as what has come keeps the rate, but no longer than the absolute bound.
    private func bodyTime(_ times: ConnectionTimes, bodyBytes: Int) -> TimeAmount {
        guard times.bodyBytesPerSecond > 0 else { return times.body }
        // More than a gibibyte earns no more, so that nothing overflows.
        let bytes = Int64(min(bodyBytes, 1 << 30))
        let earned = TimeAmount.milliseconds(bytes * 1000 / Int64(times.bodyBytesPerSecond))
        return min(times.body, max(times.bodyGrace, earned))
    }
}
