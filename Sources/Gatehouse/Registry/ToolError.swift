public import GatehouseJSON

/// An error that a tool's author means for the caller: its message reaches the model, as an `isError` result.
///
/// Every other error that a tool throws becomes a generic sentence with a reference into the log.
public struct ToolError: Error, Sendable, CustomStringConvertible {
    /// What went wrong, and what the caller can do about it.
    public let message: String
    /// The same as data, for `structuredContent`.
    public let details: JSONValue?

    public init(_ message: String, details: JSONValue? = nil) {
        self.message = message
        self.details = details
    }

    public var description: String { message }
}
