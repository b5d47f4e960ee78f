/// A rate limit as a bucket, in the numbers of the generic cell rate algorithm (GCRA).
///
/// A bucket is one moment: when it will be full again. Each admitted request moves that moment on by the interval
/// between two requests, `window ÷ quota`; a request is refused where the moment would lie more than `burst` intervals
/// ahead. The interval is seldom a whole number of nanoseconds, so a moment carries a fraction in units of
/// `1 ÷ quota` ns: nothing is ever rounded, and a limit is exact over years.
struct RateLimitPace: Sendable {
    /// A moment or a time: nanoseconds, and a fraction in units of `1 ÷ quota` nanoseconds.
    struct Moment: Sendable, Comparable {
        var nanoseconds: Int64
        var fraction: UInt32

        static func < (left: Moment, right: Moment) -> Bool {
            left.nanoseconds != right.nanoseconds
                ? left.nanoseconds < right.nanoseconds : left.fraction < right.fraction
        }
    }

    let quota: UInt32
    let burst: Int
    /// The time between two requests.
    let interval: Moment
    /// The most that the moment of a bucket may lie ahead before a request: `burst − 1` intervals.
    let tolerance: Moment
    private let windowNanoseconds: UInt64

    init(_ limit: RateLimit) {
        // All of a limit's numbers are bounded: the window is below 2^55 ns, the quota and the burst below 2^30, and
        // burst × window ÷ quota is at most a window of 366 days, so nothing below can overflow.
        quota = UInt32(truncatingIfNeeded: limit.quota)
        burst = limit.burst
        windowNanoseconds = UInt64(limit.windowSeconds) * 1_000_000_000
        interval = Self.divide((0, windowNanoseconds), by: quota)
        tolerance = Self.divide(windowNanoseconds.multipliedFullWidth(by: UInt64(limit.burst - 1)), by: quota)
    }

    /// The moment at which a bucket is full that takes a request now. A cost beyond the burst is paid back in time, though
    /// never longer than a limit's window may be.
    @inline(__always)
    func full(afterRequestAt now: Int64, full: Moment, cost: Int = 1) -> Moment {
        let base = full.nanoseconds < now ? Moment(nanoseconds: now, fraction: 0) : full
        guard cost != 1 else { return sum(base, interval) }
        let after = sum(base, time(of: cost))
        let latest = now &+ Self.longestDebt
        return after.nanoseconds < latest ? after : Moment(nanoseconds: latest, fraction: 0)
    }

    /// The moment at which a bucket is full that gets a part of a request's cost back.
    func full(afterRefundOf cost: Int, full: Moment) -> Moment {
        let part = time(of: cost)
        guard part < full else { return Moment(nanoseconds: 0, fraction: 0) }
        let borrows = full.fraction < part.fraction
        return Moment(
            nanoseconds: full.nanoseconds &- part.nanoseconds &- (borrows ? 1 : 0),
            fraction: full.fraction &- part.fraction &+ (borrows ? quota : 0)
        )
    }

    /// The time until a request is admitted; zero where it is now. One that costs more than the burst waits for all of it.
    @inline(__always)
    func wait(at now: Int64, full: Moment, cost: Int = 1) -> Int64 {
        let tolerance = cost == 1 ? tolerance : time(of: burst &- min(cost, burst))
        let latest = Moment(nanoseconds: now &+ tolerance.nanoseconds, fraction: tolerance.fraction)
        guard latest < full else { return 0 }
        // The wait is rounded up to the next nanosecond: whoever obeys it is admitted.
        let nanoseconds = full.nanoseconds &- latest.nanoseconds
        return full.fraction > latest.fraction ? nanoseconds &+ 1 : nanoseconds
    }

    /// The longest that a bucket may be from being full, in nanoseconds.
    private static let longestDebt = Int64(RateLimit.longestSeconds) * 1_000_000_000

    /// The time in which the bucket gets so many requests.
    private func time(of count: Int) -> Moment {
        let time = Self.divide(windowNanoseconds.multipliedFullWidth(by: UInt64(max(0, count))), by: quota)
        return time.nanoseconds < Self.longestDebt ? time : Moment(nanoseconds: Self.longestDebt, fraction: 0)
    }

    /// How many requests a bucket still holds, without waiting.
    func remaining(at now: Int64, full: Moment) -> Int {
        guard full.nanoseconds >= now else { return burst }
        // The time for which the bucket must fill, in units of 1 ÷ quota ns, rounded up to whole intervals.
        let ahead = UInt64(full.nanoseconds &- now).multipliedFullWidth(by: UInt64(quota))
        var (low, overflow) = ahead.low.addingReportingOverflow(UInt64(full.fraction))
        var high = ahead.high &+ (overflow ? 1 : 0)
        (low, overflow) = low.addingReportingOverflow(windowNanoseconds &- 1)
        high = high &+ (overflow ? 1 : 0)
        guard high < windowNanoseconds else { return 0 }
        let missing = high == 0 ? low / windowNanoseconds : windowNanoseconds.dividingFullWidth((high, low)).quotient
        return missing >= UInt64(burst) ? 0 : burst - Int(missing)
    }

    /// The time until one request more is available than now; zero where the bucket is full.
    func nextRequest(at now: Int64, full: Moment, remaining: Int) -> Int64 {
        guard remaining < burst else { return 0 }
        guard remaining > 0 else { return wait(at: now, full: full) }
        let missing = UInt64(burst - remaining - 1)
        let later = Self.divide(windowNanoseconds.multipliedFullWidth(by: missing), by: quota)
        let nanoseconds = full.nanoseconds &- now &- later.nanoseconds
        return max(0, full.fraction > later.fraction ? nanoseconds &+ 1 : nanoseconds)
    }

    @inline(__always)
    private func sum(_ left: Moment, _ right: Moment) -> Moment {
        let fraction = UInt64(left.fraction) &+ UInt64(right.fraction)
        let carries = fraction >= UInt64(quota)
        return Moment(
            nanoseconds: left.nanoseconds &+ right.nanoseconds &+ (carries ? 1 : 0),
            fraction: UInt32(truncatingIfNeeded: carries ? fraction &- UInt64(quota) : fraction)
        )
    }

    private static func divide(_ dividend: (high: UInt64, low: UInt64), by quota: UInt32) -> Moment {
        guard dividend.high < UInt64(quota) else { return Moment(nanoseconds: .max >> 2, fraction: 0) }
        let (quotient, remainder) = UInt64(quota).dividingFullWidth((dividend.high, dividend.low))
        return Moment(
            nanoseconds: Int64(clamping: quotient),
            fraction: UInt32(truncatingIfNeeded: remainder)
        )
    }
}
