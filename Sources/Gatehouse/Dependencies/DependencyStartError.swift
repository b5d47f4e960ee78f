/// Why a server did not start: a value that lives with it could not be made.
public struct DependencyStartError: Error, Sendable, Hashable, CustomStringConvertible {
    /// A sentence that names the value, what leads to it, and what went wrong.
    public let message: String

    init(_ message: String) {
        self.message = message
    }

    public var description: String { message }
}
