/// How a rate limit counts: which of the requests that were made already stand against the next one.
///
/// All of them decide in constant time and are exact to the nanosecond at their edges. ``movingWindow`` keeps the time of
/// every request, the others a few numbers.
public struct RateLimitStrategy: Sendable, Hashable, CustomStringConvertible {
    enum Kind: Sendable, Hashable {
        case bucket, fixedWindow, movingWindow, slidingWindow
    }

    let kind: Kind

    /// The word that a limit's text has for it; the bucket's may be left out.
    public let description: String

    /// A bucket that refills evenly (GCRA): a burst at once, and then the quota spread over the window.
    public static let bucket = RateLimitStrategy(kind: .bucket, description: "bucket")
    /// A window that a caller's first request opens, in which it has the quota; then the next request opens another one.
    /// Around the edge of two windows twice the quota may come together.
    public static let fixedWindow = RateLimitStrategy(kind: .fixedWindow, description: "fixed")
    /// In no interval as long as the window are there more requests than the quota. It keeps the time of each of them, so
    /// the quota is at most 10,000.
    public static let movingWindow = RateLimitStrategy(kind: .movingWindow, description: "moving")
    /// What ``movingWindow`` does, from the counts of this window and the one before, of which as much counts as still lies
    /// within the last window's length: it takes the requests before for evenly spread.
    public static let slidingWindow = RateLimitStrategy(kind: .slidingWindow, description: "sliding")

    static let all = [bucket, fixedWindow, movingWindow, slidingWindow]
}
