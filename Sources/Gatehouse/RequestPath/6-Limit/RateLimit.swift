/// How many requests a caller may make in a time: a quota, the window it belongs to, and how they are counted.
///
/// By default a limit is a bucket that holds ``burst`` requests and refills evenly, ``quota`` requests in every ``window``.
/// Hence in any interval of length T a caller is admitted at most `burst + quota × T ÷ window` times, and one who never
/// stops asking is admitted at exactly `quota` per `window` once the burst is spent. Without a burst of its own a limit
/// lets the whole quota be spent at once; `burst 1` spaces requests evenly. The other strategies, which have no burst, are
/// those of ``RateLimitStrategy``.
///
/// ## Text form
///
/// ```ebnf
/// list     = limit, { ( ";" | "," | "|" ), limit } ;
/// limit    = count, ( "/" | "per" ), [ count ], unit, { "burst", count | strategy } ;
/// unit     = "s" | "sec" | "second" | "seconds" | "m" | "min" | "minute" | "minutes"
///          | "h" | "hour" | "hours" | "d" | "day" | "days" | "w" | "week" | "weeks" | "month" | "months" ;
/// strategy = "bucket" | "fixed" | "moving" | "sliding" ;
/// count    = digit, { digit } ;
/// ```
///
/// White space may stand between any two parts, and letters may be of either case: `60/minute`, `5 per 2 minutes`,
/// `10/s burst 3; 500/hour`, `1000/day sliding`. A count is from 1 to 1,000,000,000, a window at most 366 days long, and so
/// is the time that an empty bucket takes to fill, `burst × window ÷ quota`. A month is 30 days here, as windows know no
/// calendar; ``Quota`` does.
public struct RateLimit: Sendable, Hashable {
    /// The number of requests that each window brings.
    public let quota: Int
    /// The number of requests that may be made at once; of other strategies than the bucket the quota.
    public let burst: Int
    /// How requests are counted.
    public let strategy: RateLimitStrategy
    /// The length of the window in seconds.
    let windowSeconds: Int

    /// The time over which the quota comes back: whole seconds.
    public var window: Duration { .seconds(windowSeconds) }

    /// A limit of `quota` requests in every `windowSeconds`.
    ///
    /// - Parameters:
    ///   - quota: From 1 to 1,000,000,000; for a moving window to 10,000.
    ///   - windowSeconds: The window in seconds, at most 366 days.
    ///   - burst: From 1 to 1,000,000,000; the quota where it is left out. Only a bucket has one.
    ///   - strategy: How requests are counted.
    /// - Throws: ``RateLimitError`` where a number is out of its range, or the bucket would fill too slowly.
    public init(
        quota: Int,
        perSeconds windowSeconds: Int,
        burst: Int? = nil,
        strategy: RateLimitStrategy = .bucket
    ) throws(RateLimitError) {
        guard burst == nil || strategy == .bucket else { throw RateLimitError.burst(of: strategy) }
        let burst = burst ?? quota
        guard Self.counts.contains(quota) else { throw RateLimitError.count(quota, of: "quota") }
        guard Self.counts.contains(burst) else { throw RateLimitError.count(burst, of: "burst") }
        guard strategy != .movingWindow || quota <= Self.longestLog else { throw RateLimitError.longLog(quota) }
        guard (1...Self.longestSeconds).contains(windowSeconds) else { throw RateLimitError.window() }
        // Both products stay below 2^55: the factors are below 2^30 and 2^25.
        guard burst * windowSeconds <= Self.longestSeconds * quota else {
            throw RateLimitError.slowRefill(longestBurst: Self.longestSeconds * quota / windowSeconds)
        }
        self.quota = quota
        self.burst = burst
        self.strategy = strategy
        self.windowSeconds = windowSeconds
    }

    static let counts = 1...1_000_000_000
    static let longestSeconds = 366 * 86_400
    /// The most times that a moving window keeps.
    static let longestLog = 10_000
}

extension RateLimit: CustomStringConvertible {
    /// The limit in its text form, as `60/minute` or `5 per 2 minutes burst 3`, which parses to an equal limit.
    public var description: String {
        let (count, unit) = RateLimitUnit.largest(dividing: windowSeconds)
        let window = count == 1 ? "\(quota)/\(unit)" : "\(quota) per \(count) \(unit)s"
        guard strategy == .bucket else { return "\(window) \(strategy)" }
        return burst == quota ? window : "\(window) burst \(burst)"
    }
}
