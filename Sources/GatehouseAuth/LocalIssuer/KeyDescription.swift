/// What may be told about a signing key.
public struct KeyDescription: Sendable, Hashable {
    /// Whether a key signs, or only verifies what it signed before.
    public enum State: Sendable, Hashable {
        /// New tokens are signed with the key.
        case current
        /// The key signs no more; it verifies until that second, counted from 1970.
        case retired(until: Int64)
    }

    /// The key's name, as `kid` carries it.
    public let keyID: String
    /// What the key signs with.
    public let algorithm: SignatureAlgorithm
    /// When the key was made, in seconds since 1970.
    public let createdAt: Int64
    /// Whether it signs.
    public let state: State

    public init(keyID: String, algorithm: SignatureAlgorithm, createdAt: Int64, state: State) {
        self.keyID = keyID
        self.algorithm = algorithm
        self.createdAt = createdAt
        self.state = state
    }
}
