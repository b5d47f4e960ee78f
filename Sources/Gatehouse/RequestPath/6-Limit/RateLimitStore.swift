/// Counts requests for several servers together, as in a database that all of them reach.
///
/// Every implementation meets `RateLimitStoreRequirement.all` of GatehouseTesting. A server asks once for each request,
/// with all limits that it is one of, and waits no longer than ``SharedRateLimits/timeout``.
public protocol RateLimitStore: Sendable {
    /// Decides about one request, in one step and one round trip: it counts against all limits, or against none where one
    /// of them refuses.
    ///
    /// - Parameter demands: The limits, at least one; each has a key of its own.
    /// - Returns: A standing for each of them, in their order.
    /// - Throws: Whatever went wrong; nothing is counted then.
    func admit(_ demands: [RateLimitDemand]) async throws -> [RateLimitAnswer]

    /// Counts what turned out to cost more, or, where a cost is negative, gives back what cost less, whatever limits say.
    func correct(_ demands: [RateLimitDemand]) async throws
}

/// What a request asks of one limit that is counted in a ``RateLimitStore``.
public struct RateLimitDemand: Sendable, Hashable {
    /// What is counted: the name of the limit and whose requests, the same on every server. It may hold any character.
    public let key: String
    /// How much there is, and how it is counted.
    public let limit: RateLimit
    /// How many requests this one counts for.
    public let cost: Int

    public init(key: String, limit: RateLimit, cost: Int) {
        self.key = key
        self.limit = limit
        self.cost = cost
    }
}

/// What a ``RateLimitStore`` says of one limit.
public struct RateLimitAnswer: Sendable, Hashable {
    /// How long the request has to wait for this limit; zero where it is admitted.
    public let wait: Duration
    /// How many requests can be made now, after this one where it is counted.
    public let remaining: Int
    /// The time until there is one more.
    public let reset: Duration

    public init(wait: Duration, remaining: Int, reset: Duration) {
        self.wait = wait
        self.remaining = remaining
        self.reset = reset
    }
}
