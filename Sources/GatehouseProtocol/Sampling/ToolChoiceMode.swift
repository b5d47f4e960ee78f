/// Whether a model may, must or must not use tools.
public struct ToolChoiceMode: ProtocolWord {
    /// The word on the wire.
    public let rawValue: String

    public init(rawValue: String) {
        self.rawValue = rawValue
    }

    /// It may.
    public static let auto = Self(rawValue: "auto")
    /// It must.
    public static let required = Self(rawValue: "required")
    /// It must not.
    public static let none = Self(rawValue: "none")

    public static let accepted: [Self]? = [.auto, .required, .none]
}
