/// Measures how long each step of a request takes, where somebody wants to know.
struct StepClock {
    private(set) var steps: [(step: Step, duration: Duration)] = []
    private let isOn: Bool
    private var last: ContinuousClock.Instant

    init(isOn: Bool, start: ContinuousClock.Instant) {
        self.isOn = isOn
        self.last = start
    }

    /// Ends a step; the next one begins.
    mutating func mark(_ step: Step) {
        guard isOn else { return }
        let now = ContinuousClock.now
        let duration = last.duration(to: now)
        last = now
        // A step may have begun twice: at once, and again where it had to wait.
        if let place = steps.indices.last, steps[place].step == step {
            steps[place].duration += duration
        } else {
            steps.append((step, duration))
        }
    }
}
