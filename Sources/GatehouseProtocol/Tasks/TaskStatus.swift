/// Where a task stands.
///
/// Schema type `TaskStatus`; extension io.modelcontextprotocol/tasks, "Task Status", and basic/utilities/tasks of
/// 2025-11-25.
public struct TaskStatus: ProtocolWord {
    /// The word on the wire.
    public let rawValue: String

    public init(rawValue: String) {
        self.rawValue = rawValue
    }

    /// It is being worked on.
    public static let working = Self(rawValue: "working")
    /// It goes on once the client has answered what it is asked.
    public static let inputRequired = Self(rawValue: "input_required")
    /// It has a result.
    public static let completed = Self(rawValue: "completed")
    /// It ended with an error.
    public static let failed = Self(rawValue: "failed")
    /// It was cancelled before it ended.
    public static let cancelled = Self(rawValue: "cancelled")

    public static let accepted: [Self]? = [.working, .inputRequired, .completed, .failed, .cancelled]

    /// Whether a task that stands there stays there.
    public var isTerminal: Bool { self == .completed || self == .failed || self == .cancelled }
}
