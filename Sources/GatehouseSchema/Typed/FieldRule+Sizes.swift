import GatehouseJSON

extension FieldRule {
    /// The least and the greatest number of Unicode code points.
    public static func length(_ range: ClosedRange<Int>) -> FieldRule {
        FieldRule(size("minLength", range.lowerBound, .string), size("maxLength", range.upperBound, .string))
    }

    /// The least number of Unicode code points.
    public static func length(_ range: PartialRangeFrom<Int>) -> FieldRule { minLength(range.lowerBound) }

    /// The greatest number of Unicode code points.
    public static func length(_ range: PartialRangeThrough<Int>) -> FieldRule { maxLength(range.upperBound) }

    /// The number of Unicode code points.
    public static func length(_ length: Int) -> FieldRule {
        FieldRule(size("minLength", length, .string), size("maxLength", length, .string))
    }

    /// The least number of Unicode code points.
    public static func minLength(_ length: Int) -> FieldRule { FieldRule(size("minLength", length, .string)) }

    /// The greatest number of Unicode code points.
    public static func maxLength(_ length: Int) -> FieldRule { FieldRule(size("maxLength", length, .string)) }

    /// A regular expression of ECMA-262 that occurs in the string. It is searched for in linear time; an expression that
    /// is none, or needs more than that, is refused when a tool is registered.
    public static func pattern(_ source: String) -> FieldRule {
        FieldRule(.constraint("pattern", .string(source), .string))
    }

    /// The format of the string.
    public static func format(_ format: FieldFormat) -> FieldRule {
        FieldRule(.constraint("format", .string(format.name), .string))
    }

    /// The least and the greatest number of elements.
    public static func count(_ range: ClosedRange<Int>) -> FieldRule {
        FieldRule(size("minItems", range.lowerBound, .array), size("maxItems", range.upperBound, .array))
    }

    /// The least number of elements.
    public static func count(_ range: PartialRangeFrom<Int>) -> FieldRule { minItems(range.lowerBound) }

    /// The greatest number of elements.
    public static func count(_ range: PartialRangeThrough<Int>) -> FieldRule { maxItems(range.upperBound) }

    /// The least number of elements.
    public static func minItems(_ count: Int) -> FieldRule { FieldRule(size("minItems", count, .array)) }

    /// The greatest number of elements.
    public static func maxItems(_ count: Int) -> FieldRule { FieldRule(size("maxItems", count, .array)) }

    /// No two elements are equal.
    public static var unique: FieldRule { FieldRule(.constraint("uniqueItems", true, .array)) }

    /// The least and the greatest number of members.
    public static func propertyCount(_ range: ClosedRange<Int>) -> FieldRule {
        FieldRule(size("minProperties", range.lowerBound, .object), size("maxProperties", range.upperBound, .object))
    }

    /// The least number of members.
    public static func propertyCount(_ range: PartialRangeFrom<Int>) -> FieldRule {
        FieldRule(size("minProperties", range.lowerBound, .object))
    }

    /// The greatest number of members.
    public static func propertyCount(_ range: PartialRangeThrough<Int>) -> FieldRule {
        FieldRule(size("maxProperties", range.upperBound, .object))
    }

    private static func size(_ keyword: String, _ value: Int, _ kind: FieldKinds) -> Content {
        .constraint(keyword, .integer(Int64(value)), kind)
    }
}
