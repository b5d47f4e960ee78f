/// Why a server cannot be made of what was registered.
public struct RegistrationError: Error, Sendable, Hashable, CustomStringConvertible {
    /// A sentence that names the component and says what would be right.
    public let message: String

    init(_ message: String) {
        self.message = message
    }

    public var description: String { message }
}
