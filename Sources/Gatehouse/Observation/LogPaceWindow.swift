/// One second of a ``LogPace``: counts lines, and says what is to be done.
struct LogPaceWindow {
    /// What is to be done outside of the lock.
    struct Action {
        var isAllowed = true
        /// What is to be told.
        var leftOut: [LogPace.LeftOut] = []
        /// When to ask again whether the second is over.
        var wakeAfter: Duration?
    }

    private let limit: Int
    private var start: Duration?
    private var counts: [String: Int] = [:]
    private var isWaking = false

    /// The most kinds that are counted by themselves.
    private static let maximumKinds = 256
    private static let length = Duration.seconds(1)

    init(limit: Int) {
        self.limit = max(1, limit)
    }

    /// Counts a line.
    mutating func take(_ kind: String, at now: Duration) -> Action {
        var action = Action()
        if let start, now - start < Self.length {
        } else {
            action.leftOut = end()
            start = now
        }
        let kind = counts[kind] != nil || counts.count < Self.maximumKinds ? kind : "other"
        let count = counts[kind, default: 0] + 1
        counts[kind] = count
        action.isAllowed = count <= limit
        if !action.isAllowed, !isWaking {
            isWaking = true
            action.wakeAfter = remaining(at: now)
        }
        return action
    }

    /// Ends the second where it is over.
    mutating func wake(at now: Duration) -> Action {
        var action = Action()
        let remaining = remaining(at: now)
        if remaining > .zero {
            action.wakeAfter = remaining
        } else {
            isWaking = false
            action.leftOut = end()
            start = nil
        }
        return action
    }

    private func remaining(at now: Duration) -> Duration {
        start.map { max(.zero, $0 + Self.length - now) } ?? .zero
    }

    /// Forgets the counts, and says what was beyond the limit.
    private mutating func end() -> [LogPace.LeftOut] {
        defer { counts.removeAll(keepingCapacity: true) }
        return counts.filter { $0.value > limit }.map { LogPace.LeftOut(kind: $0.key, count: $0.value - limit) }
    }
}
