/// Why something is not a key that tokens are verified with.
public struct VerificationKeyError: Error, Sendable, Hashable, CustomStringConvertible {
    /// One phrase that says what is wrong. It holds nothing of the key.
    public let description: String

    init(_ description: String) {
        self.description = description
    }
}
