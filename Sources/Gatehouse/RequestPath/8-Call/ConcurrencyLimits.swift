/// The bounds of a ``ConcurrencyLimiter``.
public struct ConcurrencyLimits: Sendable, Hashable {
    /// The most calls that run at once; at least 1.
    public var running: Int
    /// The most calls that wait for a slot, over all lanes; with 0 none does.
    public var waiting: Int
    /// The longest that a call waits.
    public var longestWait: Duration
    /// What a refused caller is told about when to try again.
    public var retryAfter: Duration

    public init(
        running: Int = 256,
        waiting: Int = 1_024,
        longestWait: Duration = .seconds(5),
        retryAfter: Duration = .seconds(1)
    ) {
        self.running = max(1, running)
        self.waiting = max(0, waiting)
        self.longestWait = longestWait
        self.retryAfter = retryAfter
    }
}
