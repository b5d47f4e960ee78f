/// Whose message it is.
///
/// Schema type `Role`.
public struct Role: ProtocolWord {
    /// The word on the wire.
    public let rawValue: String

    public init(rawValue: String) {
        self.rawValue = rawValue
    }

    /// The user's.
    public static let user = Self(rawValue: "user")
    /// The model's.
    public static let assistant = Self(rawValue: "assistant")

    public static let accepted: [Self]? = [.user, .assistant]
}
