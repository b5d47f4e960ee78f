/// What is kept of one caller under one rule: a moment, and two numbers whose meaning is the strategy's.
struct RateLimitCell: Sendable, Hashable {
    /// When nothing is counted any longer, so that the cell is like none; in the nanoseconds of the limiter's clock.
    var nanoseconds: Int64
    var first: UInt32 = 0
    var second: UInt32 = 0

    /// Nothing is counted.
    static let empty = RateLimitCell(nanoseconds: 0)
}

extension UInt32 {
    /// The sum with a cost, or the largest number.
    @inline(__always)
    func adding(_ cost: Int) -> UInt32 {
        UInt32(clamping: Int(self) &+ cost)
    }

    /// The difference to a cost, or zero.
    @inline(__always)
    func subtracting(_ cost: Int) -> UInt32 {
        UInt32(clamping: Int(self) &- cost)
    }
}
