import GatehouseJSON

extension FieldRule {
    /// The least and the greatest value.
    public static func range(_ range: ClosedRange<Int>) -> FieldRule {
        FieldRule(number("minimum", range.lowerBound), number("maximum", range.upperBound))
    }

    /// The least value, and one that is too great.
    public static func range(_ range: Range<Int>) -> FieldRule {
        FieldRule(number("minimum", range.lowerBound), number("exclusiveMaximum", range.upperBound))
    }

    /// The least value.
    public static func range(_ range: PartialRangeFrom<Int>) -> FieldRule { minimum(range.lowerBound) }

    /// The greatest value.
    public static func range(_ range: PartialRangeThrough<Int>) -> FieldRule { maximum(range.upperBound) }

    /// A value that is too great.
    public static func range(_ range: PartialRangeUpTo<Int>) -> FieldRule { exclusiveMaximum(range.upperBound) }

    /// The least and the greatest value.
    public static func range(_ range: ClosedRange<Double>) -> FieldRule {
        FieldRule(number("minimum", range.lowerBound), number("maximum", range.upperBound))
    }

    /// The least value, and one that is too great.
    public static func range(_ range: Range<Double>) -> FieldRule {
        FieldRule(number("minimum", range.lowerBound), number("exclusiveMaximum", range.upperBound))
    }

    /// The least value.
    public static func range(_ range: PartialRangeFrom<Double>) -> FieldRule { minimum(range.lowerBound) }

    /// The greatest value.
    public static func range(_ range: PartialRangeThrough<Double>) -> FieldRule { maximum(range.upperBound) }

    /// A value that is too great.
    public static func range(_ range: PartialRangeUpTo<Double>) -> FieldRule { exclusiveMaximum(range.upperBound) }

    /// The least value.
    public static func minimum(_ value: Int) -> FieldRule { FieldRule(number("minimum", value)) }

    /// The least value.
    public static func minimum(_ value: Double) -> FieldRule { FieldRule(number("minimum", value)) }

    /// The greatest value.
    public static func maximum(_ value: Int) -> FieldRule { FieldRule(number("maximum", value)) }

    /// The greatest value.
    public static func maximum(_ value: Double) -> FieldRule { FieldRule(number("maximum", value)) }

    /// A value that is too small.
    public static func exclusiveMinimum(_ value: Int) -> FieldRule { FieldRule(number("exclusiveMinimum", value)) }

    /// A value that is too small.
    public static func exclusiveMinimum(_ value: Double) -> FieldRule { FieldRule(number("exclusiveMinimum", value)) }

    /// A value that is too great.
    public static func exclusiveMaximum(_ value: Int) -> FieldRule { FieldRule(number("exclusiveMaximum", value)) }

    /// A value that is too great.
    public static func exclusiveMaximum(_ value: Double) -> FieldRule { FieldRule(number("exclusiveMaximum", value)) }

    /// A number that divides the value. Decimals are exact: 0.3 is a multiple of 0.1.
    public static func multipleOf(_ value: Int) -> FieldRule { FieldRule(number("multipleOf", value)) }

    /// A number that divides the value. Decimals are exact: 0.3 is a multiple of 0.1.
    public static func multipleOf(_ value: Double) -> FieldRule { FieldRule(number("multipleOf", value)) }

    private static func number(_ keyword: String, _ value: Int) -> Content {
        .constraint(keyword, .integer(Int64(value)), .number)
    }

    private static func number(_ keyword: String, _ value: Double) -> Content {
        .constraint(keyword, Self.plain(value), .number)
    }

    /// Whole doubles are written without a fraction, as a reader expects.
    private static func plain(_ value: Double) -> JSONValue {
        guard let whole = Int64(exactly: value), whole.magnitude < 1 << 53 else { return JSONValue(value) }
        return .integer(whole)
    }
}
