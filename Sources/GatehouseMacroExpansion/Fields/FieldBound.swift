/// What a pair of rules bounds, with the schema keywords that say so.
enum FieldBound {
    case number, length, count, properties

    /// The bound that a rule named like a schema keyword belongs to.
    init?(keyword: String) {
        switch keyword {
        case "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum": self = .number
        case "minLength", "maxLength": self = .length
        case "minItems", "maxItems": self = .count
        case "minProperties", "maxProperties": self = .properties
        default: return nil
        }
    }

    /// The keyword of the least value.
    var lower: String {
        switch self {
        case .number: "minimum"
        case .length: "minLength"
        case .count: "minItems"
        case .properties: "minProperties"
        }
    }

    /// The keyword of the greatest value.
    var upper: String {
        switch self {
        case .number: "maximum"
        case .length: "maxLength"
        case .count: "maxItems"
        case .properties: "maxProperties"
        }
    }

    /// All keywords that bound from below.
    var lowers: [String] { self == .number ? [lower, "exclusiveMinimum"] : [lower] }

    /// All keywords that bound from above.
    var uppers: [String] { self == .number ? [upper, "exclusiveMaximum"] : [upper] }

    /// What is counted.
    var noun: String {
        switch self {
        case .number: "a number"
        case .length: "a length"
        case .count, .properties: "a count"
        }
    }
}
