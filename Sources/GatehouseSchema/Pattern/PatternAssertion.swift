/// What an expression says about a place in the text without reading.
enum PatternAssertion: Sendable {
    case start
    case end
    case wordBoundary(isNegated: Bool)
    /// Lookahead or lookbehind, by its index.
    case look(Int, isNegated: Bool)
}
