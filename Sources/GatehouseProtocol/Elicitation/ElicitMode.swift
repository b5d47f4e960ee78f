/// How a user is asked for input.
public struct ElicitMode: ProtocolWord {
    /// The word on the wire.
    public let rawValue: String

    public init(rawValue: String) {
        self.rawValue = rawValue
    }

    /// With a form that the client shows.
    public static let form = Self(rawValue: "form")
    /// With a page that the user visits.
    public static let url = Self(rawValue: "url")

    public static let accepted: [Self]? = [.form, .url]
}
