/// Where a stream of events stands, so that it can be resumed (basic/transports, "Resumability and Redelivery",
/// 2025-11-25).
struct StreamPosition: Sendable, Hashable {
    /// How many connections in a row may fail, or end without a message, before a response's stream is given up.
    static let maximumFailures = 5
    private static let defaultPause = Duration.seconds(1)
    private static let longestPause = Duration.seconds(60)

    /// The last event id that the stream named.
    var lastEventID: String?
    /// What the server asked for with `retry`.
    var retry: Duration?
    /// How many connections in a row brought nothing.
    var failures = 0

    /// How long to wait before the next connection: what the server asked for, or a second that doubles with each failure.
    var pause: Duration {
        if let retry { return min(retry, .seconds(3_600)) }
        return min(Self.defaultPause * (1 << min(failures, 6)), Self.longestPause)
    }

    /// The position after a connection that failed.
    var failed: StreamPosition {
        var next = self
        next.failures = min(failures + 1, 64)
        return next
    }

    /// The position at a connection that came about.
    var connected: StreamPosition {
        var next = self
        next.failures = 0
        return next
    }
}
