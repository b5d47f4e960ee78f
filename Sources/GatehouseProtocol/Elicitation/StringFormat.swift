/// What the text of a text field is.
public struct StringFormat: ProtocolWord {
    /// The word on the wire.
    public let rawValue: String

    public init(rawValue: String) {
        self.rawValue = rawValue
    }

    /// A mail address.
    public static let email = Self(rawValue: "email")
    /// A URI.
    public static let uri = Self(rawValue: "uri")
    /// A date.
    public static let date = Self(rawValue: "date")
    /// A date and time.
    public static let dateTime = Self(rawValue: "date-time")

    public static let accepted: [Self]? = [.email, .uri, .date, .dateTime]
}
