/// Why a socket cannot be listened on.
public struct HTTPSocketError: Error, Sendable, Hashable, CustomStringConvertible {
    /// A sentence that names the socket and what is wrong with it.
    public let description: String

    init(_ description: String) {
        self.description = description
    }
}
