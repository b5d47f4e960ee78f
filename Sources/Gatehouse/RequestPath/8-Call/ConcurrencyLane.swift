/// A part of a ``ConcurrencyLimiter`` with a bound of its own, as one tool is.
public struct ConcurrencyLane: Sendable, Hashable {
    let index: Int

    init(index: Int) {
        self.index = index
    }

    /// The lane of calls that have no bound but the limiter's.
    public static let shared = ConcurrencyLane(index: 0)
}
