/// The right to run one call.
///
/// A slot cannot be copied, and goes back when it goes out of scope, on every path: return, error or cancellation. It
/// cannot leak.
public struct ConcurrencySlot: ~Copyable, Sendable {
    private let limiter: ConcurrencyLimiter
    private let lane: ConcurrencyLane
    private let caller: RateLimitKey
    /// When it was taken, on the limiter's clock, where it is measured how long calls have their slots.
    private let since: Duration?

    init(_ limiter: ConcurrencyLimiter, _ lane: ConcurrencyLane, _ caller: RateLimitKey, since: Duration?) {
        self.limiter = limiter
        self.lane = lane
        self.caller = caller
        self.since = since
    }

    /// Gives the slot back before its scope ends.
    public consuming func release() {}

    deinit {
        limiter.release(lane, caller, since: since)
    }
}
