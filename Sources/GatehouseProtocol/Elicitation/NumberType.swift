/// The numbers that a number field takes.
public struct NumberType: ProtocolWord {
    /// The word on the wire.
    public let rawValue: String

    public init(rawValue: String) {
        self.rawValue = rawValue
    }

    /// Any.
    public static let number = Self(rawValue: "number")
    /// Integers.
    public static let integer = Self(rawValue: "integer")

    public static let accepted: [Self]? = [.number, .integer]
}
