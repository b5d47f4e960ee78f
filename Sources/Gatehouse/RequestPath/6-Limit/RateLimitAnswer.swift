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
