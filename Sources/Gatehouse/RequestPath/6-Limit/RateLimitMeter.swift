/// The arithmetic of a rate limit's strategy, on what is kept of a caller.
enum RateLimitMeter: Sendable {
    case bucket(RateLimitPace)
    case fixed(FixedWindow)
    case sliding(SlidingWindow)
    case moving(MovingWindow)

    init(_ limit: RateLimit) {
        self =
            switch limit.strategy.kind {
            case .bucket: .bucket(RateLimitPace(limit))
            case .fixedWindow: .fixed(FixedWindow(limit))
            case .slidingWindow: .sliding(SlidingWindow(limit))
            case .movingWindow: .moving(MovingWindow(limit))
            }
    }
}

extension RateLimitMeter {
    /// What a cell leaves its caller.
    @inline(__always)
    func standing(_ cell: RateLimitCell, at now: Int64) -> RateLimitStanding {
        switch self {
        case .bucket(let pace):
            let full = RateLimitPace.Moment(nanoseconds: cell.nanoseconds, fraction: cell.first)
            let remaining = pace.remaining(at: now, full: full)
            return RateLimitStanding(
                remaining: remaining, next: pace.nextRequest(at: now, full: full, remaining: remaining))
        case .fixed(let window):
            let remaining = window.remaining(at: now, cell)
            return RateLimitStanding(
                remaining: remaining, next: remaining < window.quota ? max(0, cell.nanoseconds &- now) : 0)
        case .sliding(let window):
            let remaining = window.remaining(at: now, cell)
            return RateLimitStanding(
                remaining: remaining,
                next: remaining < window.quota ? window.wait(for: remaining + 1, at: now, cell) : 0)
        case .moving: return RateLimitStanding(remaining: 0, next: 0)
        }
    }
}
