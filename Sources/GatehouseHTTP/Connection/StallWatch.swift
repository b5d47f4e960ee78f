import NIOCore

/// Notices that a peer takes nothing of what is written to it.
///
/// It looks ten times in the bound, and finds a stall at the ninth look in a row without progress: as progress can
/// be up to one look old when it is seen, the peer is dropped after nine to ten tenths of the bound.
struct StallWatch {
    private let interval: TimeAmount
    private var taken: Int
    private var looksWithoutProgress = 0
    /// When to look next.
    private(set) var nextLook: NIODeadline

    /// How long after something was written the watch begins: a part of the bound, which is the shorter for it.
    static func delay(_ bound: TimeAmount) -> TimeAmount {
        min(.milliseconds(250), .nanoseconds(bound.nanoseconds / 10))
    }

    /// - Parameter taken: The bytes that the peer's side has taken since the connection began.
    init(bound: TimeAmount, taken: Int, now: NIODeadline) {
        interval = .nanoseconds((bound - Self.delay(bound)).nanoseconds / 10)
        self.taken = taken
        nextLook = now + interval
    }

    /// Looks, and returns whether the peer has stalled.
    mutating func look(taken: Int, now: NIODeadline) -> Bool {
        nextLook = now + interval
        if taken > self.taken {
            self.taken = taken
            looksWithoutProgress = 0
        } else {
            looksWithoutProgress += 1
        }
        return looksWithoutProgress >= 9
    }
}
