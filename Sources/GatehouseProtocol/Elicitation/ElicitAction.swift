/// What a user did with a request for input.
public struct ElicitAction: ProtocolWord {
    /// The word on the wire.
    public let rawValue: String

    public init(rawValue: String) {
        self.rawValue = rawValue
    }

    /// Gave the input, or agreed to the visit.
    public static let accept = Self(rawValue: "accept")
    /// Said no.
    public static let decline = Self(rawValue: "decline")
    /// Went away without saying either.
    public static let cancel = Self(rawValue: "cancel")

    public static let accepted: [Self]? = [.accept, .decline, .cancel]
}
