/// A rate limit that keeps the time of every request within the last window.
struct MovingWindow: Sendable {
    let quota: Int
    let length: Int64

    init(_ limit: RateLimit) {
        quota = limit.quota
        length = Int64(limit.windowSeconds) * 1_000_000_000
    }

    /// The time until a request of a cost is admitted; zero where it is now. The log holds nothing that is over.
    func wait(for cost: Int, at now: Int64, _ log: RateLimitLog) -> Int64 {
        let over = log.count &+ min(cost, quota) &- quota
        guard over > 0 else { return 0 }
        return max(1, log[over - 1] &+ length &- now)
    }

    /// Notes a request, or of one that costs more the same time again and again, but never more than the quota.
    func charge(_ cost: Int, at now: Int64, _ log: inout RateLimitLog) {
        let count = min(cost, quota)
        log.removeFirst(max(0, log.count + count - quota))
        log.append(now, count: count, mostly: quota)
        log.end = (log.last ?? now) &+ length
    }
}
