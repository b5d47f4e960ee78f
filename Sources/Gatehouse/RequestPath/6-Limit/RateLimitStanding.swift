/// What a caller still has of a rule.
struct RateLimitStanding: Sendable, Hashable {
    /// How many requests can be made now, without waiting.
    let remaining: Int
    /// The nanoseconds until there is one more than now; zero where nothing is counted.
    let next: Int64
}
