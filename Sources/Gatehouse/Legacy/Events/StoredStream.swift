/// What is kept of a session's stream.
public struct StoredStream: Sendable, Hashable {
    /// What it carried behind the place that was asked for, in order; earlier events may have been dropped.
    public var events: [StoredEvent]
    /// Whether nothing will follow these events.
    public var isFinished: Bool

    public init(events: [StoredEvent] = [], isFinished: Bool = false) {
        self.events = events
        self.isFinished = isFinished
    }
}
