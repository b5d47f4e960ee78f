/// What is wrong with a rate limit, and what would be right.
public struct RateLimitError: Error, Sendable, Hashable, CustomStringConvertible {
    /// Sentences for whoever wrote the limit: what was found and where, then what is expected.
    public let description: String

    init(_ description: String) {
        self.description = description
    }

    static func count(_ found: Int, of part: String) -> RateLimitError {
        RateLimitError("A rate limit's \(part) must be from 1 to 1,000,000,000, but is \(found).")
    }

    static func window() -> RateLimitError {
        RateLimitError("A rate limit's window must be from 1 second to 366 days long.")
    }

    static func burst(of strategy: RateLimitStrategy) -> RateLimitError {
        RateLimitError(
            "A rate limit that counts in a \(strategy) window has no burst; leave 'burst' or '\(strategy)' out.")
    }

    static func longLog(_ quota: Int) -> RateLimitError {
        RateLimitError(
            "A moving window keeps the time of every request, so its quota must be at most 10,000, but is \(quota); "
                + "write 'sliding', which keeps counts.")
    }

    static func slowRefill(longestBurst: Int) -> RateLimitError {
        RateLimitError(
            longestBurst < 1
                ? "The rate limit gives back less than one request in 366 days; write a larger quota."
                : "The rate limit takes more than 366 days to give its burst back; write a burst of at most \(longestBurst)."
        )
    }
}
