import Crypto

/// Hashes API keys with secrets of the server, so that whoever reads the store alone can neither use keys nor try some.
///
/// Keys are random and have 256 bits, so a fast hash does; the secret keeps the store's content useless by itself.
public struct APIKeyHasher: Sendable, Redacted {
    private let secrets: [SymmetricKey]

    /// Makes a hasher.
    ///
    /// - Parameter secrets: The first one hashes new keys; keys that the others hashed still count. Each has 32 bytes at
    ///   least.
    /// - Throws: ``AuthenticationConfigurationError`` where there is none, or one is too short.
    public init(secrets: [[UInt8]]) throws(AuthenticationConfigurationError) {
        guard !secrets.isEmpty, secrets.count <= 16, secrets.allSatisfy({ $0.count >= 32 }) else {
            throw AuthenticationConfigurationError("API keys are hashed with 1 to 16 secrets of at least 32 bytes each")
        }
        self.secrets = secrets.map { SymmetricKey(data: $0) }
    }

    /// The hash of a new key.
    func digest(of key: APIKeyText) -> [UInt8] {
        secrets.first.map { Array(HMAC<SHA256>.authenticationCode(for: key.bytes, using: $0)) } ?? []
    }

    /// Whether a hash is a key's. The comparison takes the same time whatever differs.
    func matches(_ digest: [UInt8], _ key: APIKeyText) -> Bool {
        secrets.reduce(false) { found, secret in
            HMAC<SHA256>.isValidAuthenticationCode(digest, authenticating: key.bytes, using: secret) || found
        }
    }
}
