/// The background that an icon is made for.
public struct IconTheme: ProtocolWord {
    /// The word on the wire.
    public let rawValue: String

    public init(rawValue: String) {
        self.rawValue = rawValue
    }

    /// A light one.
    public static let light = Self(rawValue: "light")
    /// A dark one.
    public static let dark = Self(rawValue: "dark")

    public static let accepted: [Self]? = [.light, .dark]
}
