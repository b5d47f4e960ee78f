/// The time that really passes, which setting the machine's clock does not change.
package enum ElapsedTime {
    private static let origin = ContinuousClock.now

    /// The whole seconds since some moment in this process's life.
    @Sendable package static func seconds() -> Int64 { origin.duration(to: .now).components.seconds }
}
