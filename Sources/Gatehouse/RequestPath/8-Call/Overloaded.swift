/// A call could not start, because too many others are running.
public struct Overloaded: Error, Sendable, Hashable {
    /// Why the call could not start.
    public struct Reason: Sendable, Hashable, CustomStringConvertible {
        public let description: String

        private init(_ description: String) {
            self.description = description
        }

        /// All slots are taken, and as many calls wait for one as may.
        public static let queueFull = Reason("queue full")
        /// No slot became free in the time that a call may wait.
        public static let waitedTooLong = Reason("waited too long")
        /// Too many wait already for the call to have its turn in the time that it may wait, or in any useful time where
        /// there has been a queue for long.
        public static let wouldWaitTooLong = Reason("would wait too long")
        /// The call gave its place in the queue up for one of a caller that has used less.
        public static let displaced = Reason("displaced")
        /// The task was cancelled before it got a slot.
        public static let cancelled = Reason("cancelled")
    }

    public let reason: Reason
    /// When trying again makes sense.
    public let retryAfter: Duration
    /// The place in the queue that the call had when it came, or would have had.
    public let position: Int
    /// How long the call could have waited.
    public let wait: Duration

    public init(_ reason: Reason, retryAfter: Duration, position: Int = 0, wait: Duration = .zero) {
        self.reason = reason
        self.retryAfter = retryAfter
        self.position = position
        self.wait = wait
    }
}
