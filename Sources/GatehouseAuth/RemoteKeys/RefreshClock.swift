/// The time and the chance that refreshing goes by: the machine's, or a test's.
struct RefreshClock: Sendable {
    /// How long ago some moment was that stays the same. Setting the machine's clock does not change it.
    var now: @Sendable () -> Duration
    /// Waits; throws where the task is cancelled.
    var sleep: @Sendable (Duration) async throws -> Void
    /// A number from 0 to 1, without 1, another one each time.
    var random: @Sendable () -> Double

    /// The machine's clock, which goes on while it sleeps.
    static let system: RefreshClock = {
        let origin = ContinuousClock.now
        return RefreshClock(
            now: { origin.duration(to: .now) }, sleep: { try await Task.sleep(for: $0, clock: .continuous) },
            random: { Double.random(in: 0..<1) })
    }()
}
