/// A tool's own part of the concurrency limiter. It goes back when nobody can call through it any longer.
final class ToolLane: Sendable {
    let lane: ConcurrencyLane
    /// How many calls of the lane run at once.
    let running: Int
    private let limiter: ConcurrencyLimiter

    init(_ limiter: ConcurrencyLimiter, running: Int) {
        self.limiter = limiter
        self.running = running
        lane = limiter.addLane(running: running)
    }

    deinit {
        limiter.removeLane(lane)
    }
}
