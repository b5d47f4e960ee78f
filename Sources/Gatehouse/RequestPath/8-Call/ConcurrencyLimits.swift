/// The bounds of a ``ConcurrencyLimiter``.
public struct ConcurrencyLimits: Sendable, Hashable {
    /// The most calls that run at once; at least 1.
    public var running: Int
    /// The most calls of one caller that run at once; at least 1.
    public var runningPerCaller: Int
    /// The most calls that wait for a slot, over all lanes; with 0 none does.
    public var waiting: Int
    /// The longest that a call waits.
    public var longestWait: Duration
    /// How long a call may be expected to wait where somebody has been waiting for longer than ``longestWait`` without a
    /// pause: more comes than can be served, so waiting longer serves nobody, and who is not served should know at once.
    public var standingWait: Duration
    /// The parts of the slots that groups of callers are guaranteed, ``ConcurrencyShare/guaranteed(_:)`` by their places:
    /// 0.25 is a quarter. What a group does not use others have.
    public var guarantees: [Double]
    /// What a refused caller is told about when to try again.
    public var retryAfter: Duration

    public init(
        running: Int = 256,
        runningPerCaller: Int? = nil,
        waiting: Int = 1_024,
        longestWait: Duration = .seconds(5),
        standingWait: Duration = .milliseconds(10),
        guarantees: [Double] = [],
        retryAfter: Duration = .seconds(1)
    ) {
        self.running = max(1, running)
        self.runningPerCaller = max(1, runningPerCaller ?? running)
        self.waiting = max(0, waiting)
        self.longestWait = longestWait
        self.standingWait = min(standingWait, longestWait)
        self.guarantees = guarantees
        self.retryAfter = retryAfter
    }
}
