/// A rate limit that counts in windows side by side, and takes of the one before as much as still lies within the last
/// window's length.
///
/// A cell is the end of the window after its own, the count in its window, and the count in the one before. The
/// arithmetic is exact: products are 128 bits wide, and nothing is rounded but the wait, upwards.
struct SlidingWindow: Sendable {
    let quota: Int
    let length: Int64

    /// How a moment stands to a cell: the counts as they are then, and how much of the window has passed.
    private struct View {
        var index: Int64
        var elapsed: Int64
        var current: UInt32
        var previous: UInt32
    }

    init(_ limit: RateLimit) {
        quota = limit.quota
        length = Int64(limit.windowSeconds) * 1_000_000_000
    }

    private func view(_ cell: RateLimitCell, at now: Int64) -> View {
        let index = now / length
        let own = cell.nanoseconds / length - 2
        // A clock that went back finds the counts as they were, at the beginning of their window.
        if index < own { return View(index: own, elapsed: 0, current: cell.first, previous: cell.second) }
        let elapsed = now &- index &* length
        if index == own {
            return View(index: index, elapsed: elapsed, current: cell.first, previous: cell.second)
        }
        return View(index: index, elapsed: elapsed, current: 0, previous: index == own + 1 ? cell.first : 0)
    }

    private func cell(_ view: View) -> RateLimitCell {
        guard view.current > 0 || view.previous > 0 else { return .empty }
        return RateLimitCell(
            nanoseconds: (view.index &+ 2) &* length, first: view.current, second: view.previous)
    }

    /// The time until a request of a cost is admitted; zero where it is now.
    func wait(for cost: Int, at now: Int64, _ cell: RateLimitCell) -> Int64 {
        guard cell.nanoseconds > now else { return 0 }
        let view = view(cell, at: now)
        let need = min(cost, quota)
        let free = quota &- need &- Int(view.current)
        if free >= 0 { return max(0, passed(of: view.previous, for: free) &- view.elapsed) }
        // The rest of this window, and so much of the next one as brings the count of this one down.
        return length &- view.elapsed &+ passed(of: view.current, for: quota &- need)
    }

    /// How much of a window must have passed until of the count before no more than what is free still weighs.
    private func passed(of previous: UInt32, for free: Int) -> Int64 {
        guard previous > 0, Int(previous) > free else { return 0 }
        let weighs = UInt128(free) * UInt128(length) / UInt128(previous)
        return length &- Int64(truncatingIfNeeded: weighs)
    }

    func charged(_ cost: Int, at now: Int64, _ cell: RateLimitCell) -> RateLimitCell {
        var view = view(cell, at: now)
        view.current = view.current.adding(cost)
        return self.cell(view)
    }

    /// The cell without a part of what was charged at a time, in this window or the one before.
    func refunded(_ cost: Int, chargedAt time: Int64, at now: Int64, _ cell: RateLimitCell) -> RateLimitCell {
        var view = view(cell, at: now)
        switch view.index &- time / length {
        case ...0: view.current = view.current.subtracting(cost)
        case 1: view.previous = view.previous.subtracting(cost)
        default: break
        }
        return self.cell(view)
    }

    func remaining(at now: Int64, _ cell: RateLimitCell) -> Int {
        guard cell.nanoseconds > now else { return quota }
        let view = view(cell, at: now)
        let before = UInt128(view.previous) * UInt128(length &- view.elapsed)
        // Rounded up to whole requests: what weighs a little of one leaves no room for it.
        let weighs = Int(truncatingIfNeeded: (before + UInt128(length) - 1) / UInt128(length))
        return max(0, quota &- weighs &- Int(view.current))
    }
}
