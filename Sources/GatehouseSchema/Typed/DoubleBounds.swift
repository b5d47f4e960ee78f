import GatehouseJSON

/// The bounds of numbers, rounded to doubles, to decide at once what is not near one of them.
struct DoubleBounds: Sendable {
    let lower: Double
    let upper: Double

    init(_ rules: NumericRules) {
        let lowers = [rules.minimum, rules.exclusiveMinimum].compactMap { $0?.value.doubleValue }
        let uppers = [rules.maximum, rules.exclusiveMaximum].compactMap { $0?.value.doubleValue }
        lower = lowers.max() ?? -.infinity
        upper = uppers.min() ?? .infinity
    }
}

extension NumericRules {
    /// The integers that keep the rules, where that is a range whose bounds are integers.
    var integers: ClosedRange<Int64>? {
        guard multipleOf == nil, exclusiveMinimum == nil, exclusiveMaximum == nil else { return nil }
        var (lower, upper) = (Int64.min, Int64.max)
        if let minimum {
            guard let value = minimum.decimal.integer else { return nil }
            lower = value
        }
        if let maximum {
            guard let value = maximum.decimal.integer else { return nil }
            upper = value
        }
        return lower <= upper ? lower...upper : nil
    }
}
