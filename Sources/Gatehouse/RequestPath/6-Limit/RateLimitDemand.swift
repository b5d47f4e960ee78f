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
