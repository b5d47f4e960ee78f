/// A part of a ``ConcurrencyLimiter`` with a bound of its own, as one tool is.
public struct ConcurrencyLane: Sendable, Hashable {
    let index: Int
    /// Which of the lanes it is that had this place one after the other.
    let generation: UInt64

    init(index: Int, generation: UInt64 = 0) {
        self.index = index
        self.generation = generation
    }

    /// The lane of calls that have no bound but the limiter's.
    public static let shared = ConcurrencyLane(index: 0)
}
