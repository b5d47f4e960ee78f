/// When a call that waits has its turn: by the time that its caller has used, and of several such calls the oldest.
struct Turn: Hashable, Comparable {
    /// How much of the slots' time the caller will have used before it, in seconds, since the caller had none.
    let start: Double
    let ticket: UInt64

    static func < (one: Turn, other: Turn) -> Bool {
        (one.start, one.ticket) < (other.start, other.ticket)
    }

    /// The turn in the opposite order.
    var reversed: Turn { Turn(start: -start, ticket: ~ticket) }
}
