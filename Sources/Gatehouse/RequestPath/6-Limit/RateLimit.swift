/// How many requests a caller may make in a time: a quota, the window it belongs to, and a burst.
///
/// A limit is a bucket that holds ``burst`` requests and refills evenly, ``quota`` requests in every ``window``. Hence
/// in any interval of length T a caller is admitted at most `burst + quota × T ÷ window` times, and one who never stops
/// asking is admitted at exactly `quota` per `window` once the burst is spent. Without a burst of its own a limit lets
/// the whole quota be spent at once; `burst 1` spaces requests evenly.
///
/// ## Text form
///
/// ```ebnf
/// list     = limit, { ( ";" | "," ), limit } ;
/// limit    = count, ( "/" | "per" ), [ count ], unit, [ "burst", count ] ;
/// unit     = "s" | "sec" | "second" | "seconds" | "m" | "min" | "minute" | "minutes"
///          | "h" | "hour" | "hours" | "d" | "day" | "days" ;
/// count    = digit, { digit } ;
/// ```
///
/// White space may stand between any two parts, and letters may be of either case: `60/minute`, `5 per 2 minutes`,
/// `10/s burst 3; 500/hour`. A count is from 1 to 1,000,000,000, a window at most 366 days long, and so is the time that
/// an empty bucket takes to fill, `burst × window ÷ quota`.
public struct RateLimit: Sendable, Hashable {
    /// The number of requests that each window brings.
    public let quota: Int
    /// The number of requests that may be made at once.
    public let burst: Int
    /// The length of the window in seconds.
    let windowSeconds: Int

    /// The time over which the quota comes back: whole seconds.
    public var window: Duration { .seconds(windowSeconds) }

    /// A limit of `quota` requests in every `windowSeconds`.
    ///
    /// - Parameters:
    ///   - quota: From 1 to 1,000,000,000.
    ///   - windowSeconds: The window in seconds, at most 366 days.
    ///   - burst: From 1 to 1,000,000,000; the quota where it is left out.
    /// - Throws: ``RateLimitError`` where a number is out of its range, or the bucket would fill too slowly.
    public init(quota: Int, perSeconds windowSeconds: Int, burst: Int? = nil) throws(RateLimitError) {
        let burst = burst ?? quota
        guard Self.counts.contains(quota) else { throw RateLimitError.count(quota, of: "quota") }
        guard Self.counts.contains(burst) else { throw RateLimitError.count(burst, of: "burst") }
        guard (1...Self.longestSeconds).contains(windowSeconds) else { throw RateLimitError.window() }
        // Both products stay below 2^55: the factors are below 2^30 and 2^25.
        guard burst * windowSeconds <= Self.longestSeconds * quota else {
            throw RateLimitError.slowRefill(longestBurst: Self.longestSeconds * quota / windowSeconds)
        }
        self.quota = quota
        self.burst = burst
        self.windowSeconds = windowSeconds
    }

    static let counts = 1...1_000_000_000
    static let longestSeconds = 366 * 86_400
}

extension RateLimit: CustomStringConvertible {
    /// The limit in its text form, as `60/minute` or `5 per 2 minutes burst 3`, which parses to an equal limit.
    public var description: String {
        let (count, unit) = RateLimitUnit.largest(dividing: windowSeconds)
        let window = count == 1 ? "\(quota)/\(unit)" : "\(quota) per \(count) \(unit)s"
        return burst == quota ? window : "\(window) burst \(burst)"
    }
}
