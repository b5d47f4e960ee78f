/// What a server has under way at a moment, for metrics and health checks. Without load every number goes back to zero,
/// but for the sessions and tasks that clients keep.
public struct ServerUsage: Sendable, Hashable {
    /// Calls that run an author's function, also where nobody waits for their result any more.
    public var runningCalls = 0
    /// Calls that wait for a slot.
    public var waitingCalls = 0
    /// Tasks whose function runs.
    public var runningTasks = 0
    /// Sessions of revisions up to 2025-11-25 that have not ended.
    public var sessions = 0
    /// Clients' streams that are told of changes.
    public var subscriptions = 0
    /// Streams of the HTTP+SSE transport of 2024-11-05.
    public var eventStreams = 0

    /// Nothing under way.
    public init() {}
}

extension Server {
    /// What is under way now. It takes a few locks, one after the other, so it is for once a second, not for every request.
    public var usage: ServerUsage {
        let calls = concurrency.usage
        var usage = ServerUsage()
        (usage.runningCalls, usage.waitingCalls) = (calls.running, calls.waiting)
        usage.runningTasks = tasks.running
        usage.sessions = sessions.count
        usage.subscriptions = subscriptions.count
        usage.eventStreams = eventStreams?.count ?? 0
        return usage
    }
}
