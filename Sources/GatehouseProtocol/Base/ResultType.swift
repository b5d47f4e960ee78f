/// The kind of a result, by which a client knows how to read it.
///
/// Extensions add kinds, so any word is accepted. Schema type `ResultType`; MCP 2026-07-28, basic, "ResultType".
public struct ResultType: ProtocolWord {
    /// The word on the wire.
    public let rawValue: String

    public init(rawValue: String) {
        self.rawValue = rawValue
    }

    /// The request is done.
    public static let complete = Self(rawValue: "complete")
    /// The server needs something first: an ``InputRequiredResult``.
    public static let inputRequired = Self(rawValue: "input_required")
    /// The request goes on as a task: a ``CreateTaskResult``.
    public static let task = Self(rawValue: "task")

    public static let accepted: [Self]? = nil
}
