/// One step of a compiled regular expression. Numbers are the positions of other instructions, and of sets.
enum PatternInstruction: Sendable {
    /// Reads one scalar of the set, and goes on with the next instruction.
    case scalars(set: Int)
    /// Goes on with both.
    case split(Int, Int)
    case jump(Int)
    /// Goes on with the next instruction where the assertion holds.
    case assertion(PatternAssertion)
    case match

    /// Whether a ``PatternAutomaton`` knows what to do with it: it does not look at the text around a place.
    var isForAutomaton: Bool {
        switch self {
        case .assertion(.wordBoundary), .assertion(.look): false
        default: true
        }
    }
}
