import GatehouseJSON

extension NumericRules {
    /// Whether an integer conforms.
    @inline(__always)
    func accept(_ value: Int64) -> Bool {
        if let minimum, minimum.order(of: value) < 0 { return false }
        if let maximum, maximum.order(of: value) > 0 { return false }
        if let exclusiveMinimum, exclusiveMinimum.order(of: value) <= 0 { return false }
        if let exclusiveMaximum, exclusiveMaximum.order(of: value) >= 0 { return false }
        if let format, !format.accepts(value) { return false }
        return multipleOf?.divides(value) ?? true
    }

    /// Whether any other number conforms.
    func accept(_ number: JSONNumber) -> Bool {
        if let minimum, minimum.order(of: number) < 0 { return false }
        if let maximum, maximum.order(of: number) > 0 { return false }
        if let exclusiveMinimum, exclusiveMinimum.order(of: number) <= 0 { return false }
        if let exclusiveMaximum, exclusiveMaximum.order(of: number) >= 0 { return false }
        if let format, !format.accepts(number) { return false }
        return multipleOf.map { ExactDecimal(number).isMultiple(of: $0.decimal) } ?? true
    }
}

extension Evaluator {
    /// Whether a string conforms.
    mutating func accepts(_ text: String, _ rules: StringRules) -> Bool {
        guard text.codePointCount(isIn: rules.length) else { return false }
        guard charge(text.utf8.count / 64) else { return false }
        if let pattern = rules.pattern, !matches(text, pattern) { return false }
        if let format = rules.format, !format.accepts(text) { return false }
        return true
    }

    /// Whether a pattern occurs in a string.
    mutating func matches(_ text: String, _ pattern: Pattern) -> Bool {
        var work = 0
        let isMatch = pattern.matches(text, limit: steps &* Self.patternWorkPerStep, work: &work)
        return charge(work / Self.patternWorkPerStep) && isMatch
    }

    /// How many states of a pattern, each followed over one character, cost one step.
    private static let patternWorkPerStep = 16
}

extension String {
    /// Whether the number of code points is in a range, counted only where the number of bytes does not tell.
    func codePointCount(isIn range: CountRange) -> Bool {
        let bytes = utf8.count
        if bytes <= range.maximum, (bytes + 3) / 4 >= range.minimum { return true }
        if bytes < range.minimum || bytes / 4 > range.maximum { return false }
        return range.contains(codePointCount)
    }

    /// The number of Unicode code points.
    var codePointCount: Int {
        utf8.reduce(0) { $0 + ($1 & 0xC0 == 0x80 ? 0 : 1) }
    }
}
