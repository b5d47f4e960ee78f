/// The notebook's database failed: a matter for the operator's log, never for a caller.
public struct NotebookStorageFailure: Error, CustomStringConvertible {
    /// What the notebook was doing, and what the database said. It names the file, but no text of any note.
    public let message: String
    /// The error underneath.
    public let cause: any Error

    init(message: String, cause: any Error) {
        self.message = message
        self.cause = cause
    }

    public var description: String { message }
}
