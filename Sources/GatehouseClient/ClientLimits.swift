/// How much a client reads, holds and does at once.
public struct ClientLimits: Sendable, Hashable {
    /// The most bytes of one message: a body, an event, or a line.
    public var maximumMessageBytes: Int
    /// The most requests under way at once where all share a channel, or the server is in the same process.
    public var maximumPendingRequests: Int
    /// The most requests of the server that are answered at once (revisions up to 2025-11-25).
    public var maximumServerRequests: Int
    /// The most things that one answer of the server may ask for before it goes on.
    public var maximumInputRequests: Int
    /// The most rounds of asking and answering that one call may take.
    public var maximumRounds: Int
    /// The most pages of a list.
    public var maximumPages: Int
    /// The most entries of a list.
    public var maximumListEntries: Int
    /// The most notifications that wait for whoever reads them; the oldest make room.
    public var maximumBufferedNotifications: Int
    /// The most subscriptions at once.
    public var maximumSubscriptions: Int
    /// The most answers that are kept for as long as the server says they are fresh; nothing is kept at 0.
    public var maximumCachedResults: Int
    /// The most bytes of answers that are kept.
    public var maximumCachedBytes: Int

    /// Makes limits.
    public init(
        maximumMessageBytes: Int = 64 * 1024 * 1024,
        maximumPendingRequests: Int = 1_024,
        maximumServerRequests: Int = 32,
        maximumInputRequests: Int = 32,
        maximumRounds: Int = 10,
        maximumPages: Int = 1_000,
        maximumListEntries: Int = 100_000,
        maximumBufferedNotifications: Int = 256,
        maximumSubscriptions: Int = 64,
        maximumCachedResults: Int = 256,
        maximumCachedBytes: Int = 16 * 1024 * 1024
    ) {
        self.maximumMessageBytes = max(1_024, maximumMessageBytes)
        self.maximumPendingRequests = max(1, maximumPendingRequests)
        self.maximumServerRequests = max(1, maximumServerRequests)
        self.maximumInputRequests = max(1, maximumInputRequests)
        self.maximumRounds = max(1, maximumRounds)
        self.maximumPages = max(1, maximumPages)
        self.maximumListEntries = max(1, maximumListEntries)
        self.maximumBufferedNotifications = max(1, maximumBufferedNotifications)
        self.maximumSubscriptions = max(1, maximumSubscriptions)
        self.maximumCachedResults = max(0, maximumCachedResults)
        self.maximumCachedBytes = max(0, maximumCachedBytes)
    }
}
