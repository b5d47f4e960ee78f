extension RateLimit {
    /// Reads one limit, as `60/minute burst 10`.
    ///
    /// - Throws: ``RateLimitError``, which says what stands in the way, at which byte, and what is expected there.
    public init(parsing text: String) throws(RateLimitError) {
        var parser = try RateLimitParser(text)
        self = try parser.onlyLimit()
    }

    /// Reads from one to eight limits that hold together, as `10/second; 500/hour`.
    ///
    /// - Throws: ``RateLimitError``, which says what stands in the way, at which byte, and what is expected there.
    public static func list(parsing text: String) throws(RateLimitError) -> [RateLimit] {
        var parser = try RateLimitParser(text)
        return try parser.limits()
    }
}
