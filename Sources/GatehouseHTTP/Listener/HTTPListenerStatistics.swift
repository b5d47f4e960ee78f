/// What a listener's connections are doing at a moment, for metrics.
public struct HTTPListenerStatistics: Sendable, Hashable {
    /// Connections that are open, without those being refused.
    public var connections = 0
    /// Requests whose work has not ended, also where the client has gone.
    public var requests = 0
    /// Answers that have become streams of events and have not ended.
    public var streams = 0

    /// Nothing.
    public init() {}
}
