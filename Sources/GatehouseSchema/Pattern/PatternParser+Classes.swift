extension PatternParser {
    /// Reads `[…]`.
    mutating func characterClass() throws(PatternError) -> ScalarSet {
        let start = position
        _ = take("[")
        let isNegated = take("^")
        var set = ScalarSet()
        while !take("]") {
            guard peek() != nil else { throw PatternError(reason: "a \"[\" without its \"]\"", offset: start) }
            try addClassMember(to: &set)
        }
        set.prepare()
        return isNegated ? set.inverted : set
    }

    private mutating func addClassMember(to set: inout ScalarSet) throws(PatternError) {
        let start = position
        let first = try classAtom()
        let dash = position
        guard take("-") else { return insert(first, into: &set) }
        guard let next = peek(), next != "]" else {
            rewind(to: dash)
            return insert(first, into: &set)
        }
        let last = try classAtom()
        guard case .scalar(let lower) = first, case .scalar(let upper) = last else {
            throw PatternError(reason: "a range that a class escape begins or ends", offset: start)
        }
        guard lower <= upper else { throw PatternError(reason: "a range out of order", offset: start) }
        set.insert(lower...upper)
    }

    private enum ClassAtom {
        case scalar(UInt32)
        case set(ScalarSet)
    }

    private func insert(_ atom: ClassAtom, into set: inout ScalarSet) {
        switch atom {
        case .scalar(let value): set.insert(value...value)
        case .set(let other): set.insert(other)
        }
    }

    private mutating func classAtom() throws(PatternError) -> ClassAtom {
        let start = position
        guard let scalar = next() else { throw error("an unexpected end") }
        guard scalar == "\\" else { return .scalar(scalar.value) }
        if let set = try classEscape(startingAt: start) { return .set(set) }
        return .scalar(try characterEscape(startingAt: start, isInClass: true))
    }
}
