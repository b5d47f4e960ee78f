/// A regular expression as it was read.
indirect enum PatternTerm: Sendable {
    case empty
    case scalars(ScalarSet)
    case sequence([PatternTerm])
    case alternatives([PatternTerm])
    /// At least so many times, and at most so many where there is an end to it.
    case repeated(PatternTerm, minimum: Int, maximum: Int?)
    case start
    case end
    case wordBoundary(isNegated: Bool)
    case look(PatternTerm, isAhead: Bool, isNegated: Bool)
}
