/// How fast a function may report: 50 reports at once, and 50 a second after that.
struct ReportPace: Sendable {
    private static let burst = 50.0

    private var credit = ReportPace.burst
    private var refilled: ContinuousClock.Instant

    init(_ now: ContinuousClock.Instant) {
        refilled = now
    }

    /// Whether a report may be sent now, which then counts.
    mutating func admits(_ now: ContinuousClock.Instant) -> Bool {
        let elapsed = refilled.duration(to: now) / .seconds(1)
        credit = min(Self.burst, credit + elapsed * Self.burst)
        refilled = now
        guard credit >= 1 else { return false }
        credit -= 1
        return true
    }
}
