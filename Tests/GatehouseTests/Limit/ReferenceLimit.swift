@testable import Gatehouse

/// What a rate limit is by its definition: it keeps every request there was, and does no arithmetic that it need not.
struct ReferenceLimit {
    /// A request that was counted.
    private struct Event {
        let time: Int64
        var cost: Int
    }

    let limit: RateLimit
    private let length: Int64
    private var events: [Event] = []
    /// A bucket's moment of being full, in units of `1 ÷ quota` nanoseconds.
    private var full: Int128 = 0
    /// When the fixed window ends.
    private var end: Int64 = 0

    init(_ limit: RateLimit) {
        self.limit = limit
        length = Int64(limit.windowSeconds) * 1_000_000_000
    }

    /// How long a request waits.
    func wait(for cost: Int, at now: Int64) -> Int64 {
        let need = min(cost, limit.strategy == .bucket ? limit.burst : limit.quota)
        switch limit.strategy.kind {
        case .bucket:
            let latest = full - Int128(limit.burst - need) * Int128(length)
            let quota = Int128(limit.quota)
            let moment = latest <= 0 ? 0 : (latest + quota - 1) / quota
            return max(0, Int64(moment) - now)
        case .fixedWindow:
            guard now < end else { return 0 }
            let used = events.filter { $0.time >= end - length }.reduce(0) { $0 + $1.cost }
            return used + need > limit.quota ? end - now : 0
        case .movingWindow:
            // The moments at which anything changes: now, and whenever a request is over.
            let moments = [now] + events.map { $0.time + length }.filter { $0 > now }.sorted()
            let moment = moments.first { moment in
                let used = events.filter { $0.time + length > moment }.reduce(0) { $0 + min($1.cost, limit.quota) }
                return used + need <= limit.quota
            }
            return (moment ?? now) - now
        case .slidingWindow:
            guard !isAdmittedBySlidingWindow(need, at: now) else { return 0 }
            // What counts only falls as time goes by, so the moment is found by halving.
            var (low, high) = (now, now + 3 * length)
            while high - low > 1 {
                let middle = low + (high - low) / 2
                if isAdmittedBySlidingWindow(need, at: middle) { high = middle } else { low = middle }
            }
            return high - now
        }
    }

    private func isAdmittedBySlidingWindow(_ need: Int, at now: Int64) -> Bool {
        let index = now / length
        let current = events.filter { $0.time / length == index }.reduce(0) { $0 + $1.cost }
        let before = events.filter { $0.time / length == index - 1 }.reduce(0) { $0 + $1.cost }
        let elapsed = now - index * length
        return Int128(before) * Int128(length - elapsed) + Int128(current + need) * Int128(length)
            <= Int128(limit.quota) * Int128(length)
    }

    /// How many requests of cost 1 can be made at once.
    func remaining(at now: Int64) -> Int {
        let most = limit.strategy == .bucket ? limit.burst : limit.quota
        return (1...most).last { wait(for: $0, at: now) == 0 } ?? 0
    }

    mutating func count(_ cost: Int, at now: Int64) {
        switch limit.strategy.kind {
        case .bucket: full = max(full, Int128(now) * Int128(limit.quota)) + Int128(cost) * Int128(length)
        case .fixedWindow where now >= end: end = now + length
        default: break
        }
        events.append(Event(time: now, cost: cost))
    }

    /// Gives back what the last request was counted with, at its own time.
    mutating func refundLast(_ cost: Int) {
        guard let last = events.indices.last else { return }
        full -= Int128(cost) * Int128(length)
        events[last].cost -= cost
        if events[last].cost == 0 { events.removeLast() }
        if limit.strategy == .fixedWindow, !events.contains(where: { $0.time >= end - length }) { end = 0 }
    }
}
