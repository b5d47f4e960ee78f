/// Why a sampling ended.
///
/// Providers add their own, so any word is accepted.
public struct StopReason: ProtocolWord {
    /// The word on the wire.
    public let rawValue: String

    public init(rawValue: String) {
        self.rawValue = rawValue
    }

    /// The model's turn ended.
    public static let endTurn = Self(rawValue: "endTurn")
    /// A stop sequence came.
    public static let stopSequence = Self(rawValue: "stopSequence")
    /// The limit was reached.
    public static let maxTokens = Self(rawValue: "maxTokens")
    /// The model wishes to call tools.
    public static let toolUse = Self(rawValue: "toolUse")

    public static let accepted: [Self]? = nil
}
