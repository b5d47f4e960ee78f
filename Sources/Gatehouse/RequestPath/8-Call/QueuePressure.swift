/// How long calls take that have slots, and for how long others have been waiting for these: from both follows how many
/// may wait.
///
/// A queue is there for bursts. The one that a burst leaves behind is served in time; the one that never becomes empty
/// makes everybody wait and serves nobody more. So the longer there has been a queue, the shorter it may be: whoever comes
/// must be expected to have its turn before somebody has been waiting for ``ConcurrencyLimits/longestWait`` without a
/// pause, or else within ``ConcurrencyLimits/standingWait``. Time in which nobody waits counts back.
struct QueuePressure {
    private var longestWait: Duration
    private var standingWait: Duration
    /// How long somebody has been waiting, less how long nobody has: none at least, and ``longestWait`` at most.
    private var standing = Duration.zero
    private var changed = Duration.zero
    private var isPressed = false
    var hold = HoldTime()

    init(_ limits: ConcurrencyLimits) {
        longestWait = limits.longestWait
        standingWait = limits.standingWait
    }

    /// Bounds waiting in another way from now on.
    mutating func change(_ limits: ConcurrencyLimits) {
        longestWait = limits.longestWait
        standingWait = limits.standingWait
    }

    /// Takes note of whether somebody waits from now on.
    mutating func note(_ isPressed: Bool, at now: Duration) {
        let passed = max(.zero, now - changed)
        standing = self.isPressed ? min(longestWait, standing + passed) : max(.zero, standing - passed)
        changed = max(changed, now)
        self.isPressed = isPressed
    }

    /// How many calls may wait now for so many slots, all of which are taken: as many as will have their turn in time,
    /// and one at least.
    func mostWaiting(for slots: Int, at now: Duration) -> Int {
        guard let hold = hold.average else { return .max }
        var present = self
        present.note(isPressed, at: now)
        let standing = min(max(standingWait / .seconds(1), hold), longestWait / .seconds(1))
        let wait = max(standing, (longestWait - present.standing) / .seconds(1))
        let count = wait * Double(slots) / hold
        return count < 1e9 ? max(1, Int(count)) : .max
    }
}
