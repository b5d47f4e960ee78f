/// How long a string, an array or an object may be. Where the least is above the greatest, nothing is right.
struct CountRange: Sendable, Hashable {
    var minimum = 0
    var maximum = Int.max

    /// Whether every length is right.
    var isUnlimited: Bool { minimum == 0 && maximum == Int.max }

    /// Whether a length is right.
    @inline(__always)
    func contains(_ count: Int) -> Bool {
        count >= minimum && count <= maximum
    }
}
