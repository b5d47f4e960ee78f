/// Stops asking somebody who does not answer: a pure state machine, told what happens and asked what may be done.
///
/// After so many failures in a row it opens for a time, within which nothing is asked; then one question is let through,
/// and what becomes of it decides. Each time that it opens again it stays open twice as long, up to a bound.
struct CircuitBreaker: Sendable, Hashable {
    /// What may be done.
    enum Permission: Sendable, Hashable {
        case ask
        /// Nothing for as long.
        case wait(Duration)
    }

    static let failuresToOpen = 5
    static let shortest = Duration.seconds(2)
    static let longest = Duration.seconds(30)

    private var failures = 0
    private var openFor = Self.shortest
    private var opensUntil: ContinuousClock.Instant?
    private var isProbing = false

    /// Whether to ask now. Whoever is told to ask says afterwards what came of it.
    mutating func permission(at now: ContinuousClock.Instant) -> Permission {
        guard let end = opensUntil else { return .ask }
        guard now >= end else { return .wait(now.duration(to: end)) }
        guard !isProbing else { return .wait(Self.shortest) }
        isProbing = true
        return .ask
    }

    mutating func succeeded() {
        self = CircuitBreaker()
    }

    mutating func failed(at now: ContinuousClock.Instant) {
        failures += 1
        guard isProbing || (opensUntil == nil && failures >= Self.failuresToOpen) else { return }
        if isProbing { openFor = min(openFor * 2, Self.longest) }
        isProbing = false
        opensUntil = now + openFor
    }
}
