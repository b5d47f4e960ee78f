/// Stepping over the text.
extension PatternParser {
    /// The next scalar.
    func peek() -> Unicode.Scalar? {
        position < scalars.count ? scalars[position] : nil
    }

    /// Steps over a scalar, if it is the next one.
    mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        guard peek() == scalar else { return false }
        position += 1
        return true
    }

    /// Steps over the next scalar, whichever it is.
    mutating func next() -> Unicode.Scalar? {
        guard let scalar = peek() else { return nil }
        position += 1
        return scalar
    }

    /// Goes back to a place.
    mutating func rewind(to offset: Int) {
        position = offset
    }

    /// An error about what comes next.
    func error(_ reason: String) -> PatternError {
        PatternError(reason: reason, offset: position)
    }
}
