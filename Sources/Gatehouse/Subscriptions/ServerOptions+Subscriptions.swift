extension ServerOptions {
    /// How long-lived streams of notifications are bounded (basic/patterns/subscriptions, 2026-07-28).
    public struct Subscriptions: Sendable {
        /// How many streams there may be.
        public var maximum: Int
        /// How many one caller may have.
        public var maximumPerCaller: Int
        /// How many resources, and tasks, one stream may be about.
        public var maximumSubjects: Int
        /// The least time between two notifications of the same thing on a stream: changes that come faster are told
        /// together. What changes after a pause is told at once.
        public var interval: Duration

        public init(
            maximum: Int = 10_000,
            maximumPerCaller: Int = 1_000,
            maximumSubjects: Int = 64,
            interval: Duration = .milliseconds(100)
        ) {
            self.maximum = maximum
            self.maximumPerCaller = maximumPerCaller
            self.maximumSubjects = maximumSubjects
            self.interval = interval
        }
    }
}
