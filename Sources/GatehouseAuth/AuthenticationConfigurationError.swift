/// A setting of authentication that makes no sense.
public struct AuthenticationConfigurationError: Error, Sendable, Hashable, CustomStringConvertible {
    /// One phrase that names the setting and says what is wrong with it.
    public let description: String

    init(_ description: String) {
        self.description = description
    }
}
