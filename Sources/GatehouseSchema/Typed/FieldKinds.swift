/// The kinds of JSON value that a type is written as, which decide what rules it can have.
public struct FieldKinds: OptionSet, Sendable, Hashable {
    public let rawValue: UInt8

    public init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    /// Numbers: bounds and multiples.
    public static let number = FieldKinds(rawValue: 1)
    /// Strings: lengths, patterns and formats.
    public static let string = FieldKinds(rawValue: 2)
    /// Arrays: counts and uniqueness.
    public static let array = FieldKinds(rawValue: 4)
    /// Objects: counts of members.
    public static let object = FieldKinds(rawValue: 8)

    /// How a message calls values of the kinds.
    var noun: String {
        switch self {
        case .number: "numbers"
        case .string: "strings"
        case .array: "arrays"
        case .object: "objects"
        default: "values"
        }
    }
}
