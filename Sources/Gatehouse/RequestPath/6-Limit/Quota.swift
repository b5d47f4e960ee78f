/// How much a caller may do in a period of the calendar, in UTC: `1000/day`, `20000/month`.
///
/// A quota is used up until its period ends, whenever in it that happens; then there is a whole one again. A
/// ``RateLimit`` of the same length spreads its requests instead.
public struct Quota: Sendable, Hashable, CustomStringConvertible {
    /// The periods of the calendar.
    public struct Period: Sendable, Hashable, CustomStringConvertible {
        public let description: String

        private init(_ description: String) {
            self.description = description
        }

        /// From midnight to midnight, in UTC.
        public static let day = Period("day")
        /// From the first of a month to the first of the next, in UTC.
        public static let month = Period("month")
    }

    /// The number of requests, from 1 to 1,000,000,000.
    public let limit: Int
    /// The period that brings them.
    public let period: Period

    /// - Throws: ``RateLimitError`` where the number is out of its range.
    public init(_ limit: Int, per period: Period) throws(RateLimitError) {
        guard RateLimit.counts.contains(limit) else { throw RateLimitError.count(limit, of: "quota") }
        self.limit = limit
        self.period = period
    }

    /// The quota in its text form.
    public var description: String { "\(limit)/\(period)" }

    /// Reads one quota, as `1000/day`: a number, `/` or `per`, and `day` or `month`.
    ///
    /// - Throws: ``RateLimitError``, which says what stands in the way, at which byte, and what is expected there.
    public init(parsing text: String) throws(RateLimitError) {
        var parser = try RateLimitParser(text)
        self = try parser.onlyQuota()
    }

    /// Reads from one to eight quotas that hold together, as `1000/day; 20000/month`.
    ///
    /// - Throws: ``RateLimitError``, as ``init(parsing:)`` does.
    public static func list(parsing text: String) throws(RateLimitError) -> [Quota] {
        var parser = try RateLimitParser(text)
        return try parser.quotas()
    }
}
