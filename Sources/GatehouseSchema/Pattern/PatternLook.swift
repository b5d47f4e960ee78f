/// A lookahead, whose instructions read the text backwards, or a lookbehind.
struct PatternLook: Sendable {
    /// Its first instruction.
    let entry: Int
    let isAhead: Bool
}
