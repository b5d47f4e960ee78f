/// A group of callers that is guaranteed a part of a ``ConcurrencyLimiter``'s slots.
public struct ConcurrencyShare: Sendable, Hashable {
    let index: Int

    /// The group of all who are in no other, which has what others are not guaranteed.
    public static let common = ConcurrencyShare(index: 0)

    /// The group with a guarantee, by its place in ``ConcurrencyLimits/guarantees``.
    public static func guaranteed(_ place: Int) -> ConcurrencyShare {
        ConcurrencyShare(index: place < .max ? max(0, place) + 1 : 0)
    }
}
