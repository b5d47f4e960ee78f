/// A rate limit that counts in windows, each opened by a caller's first request.
///
/// A cell is the end of its window, and the count in it.
struct FixedWindow: Sendable {
    let quota: Int
    let length: Int64

    init(_ limit: RateLimit) {
        quota = limit.quota
        length = Int64(limit.windowSeconds) * 1_000_000_000
    }

    /// The time until a request of a cost is admitted; zero where it is now.
    @inline(__always)
    func wait(for cost: Int, at now: Int64, _ cell: RateLimitCell) -> Int64 {
        guard now < cell.nanoseconds, Int(cell.first) &+ min(cost, quota) > quota else { return 0 }
        return cell.nanoseconds &- now
    }

    @inline(__always)
    func charged(_ cost: Int, at now: Int64, _ cell: RateLimitCell) -> RateLimitCell {
        guard now < cell.nanoseconds else {
            return RateLimitCell(nanoseconds: now &+ length, first: UInt32(clamping: cost))
        }
        return RateLimitCell(nanoseconds: cell.nanoseconds, first: cell.first.adding(cost))
    }

    /// The cell without a part of what was charged at a time; what an earlier window was charged is over with it.
    func refunded(_ cost: Int, chargedAt time: Int64, at now: Int64, _ cell: RateLimitCell) -> RateLimitCell {
        guard now < cell.nanoseconds, time >= cell.nanoseconds &- length else { return cell }
        let count = cell.first.subtracting(cost)
        return count == 0 ? .empty : RateLimitCell(nanoseconds: cell.nanoseconds, first: count)
    }

    func remaining(at now: Int64, _ cell: RateLimitCell) -> Int {
        now < cell.nanoseconds ? max(0, quota - Int(cell.first)) : quota
    }
}
