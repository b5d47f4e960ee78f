/// Why certificates and keys cannot be used.
public struct HTTPTLSError: Error, Sendable, Hashable, CustomStringConvertible {
    /// A sentence that names the file and what is wrong with it. It holds nothing of a key.
    public let description: String

    init(_ description: String) {
        self.description = description
    }
}
