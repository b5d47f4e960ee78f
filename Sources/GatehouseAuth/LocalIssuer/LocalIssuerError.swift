/// Why a local issuer does not open, issue or rotate.
public struct LocalIssuerError: Error, Sendable, Hashable, CustomStringConvertible {
    /// One sentence for whoever runs the server: what is wrong, with which file, and what to do.
    public let description: String

    init(_ description: String) {
        self.description = description
    }
}
