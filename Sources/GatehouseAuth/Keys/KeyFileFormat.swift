/// What a ``KeyFile`` holds.
public struct KeyFileFormat: Sendable {
    private enum Content: Sendable {
        case keySet(rsaAlgorithm: SignatureAlgorithm)
        case pem(algorithm: SignatureAlgorithm, keyID: String?)
        case secret(algorithm: SignatureAlgorithm, keyID: String?)
    }

    private let content: Content

    private init(_ content: Content) {
        self.content = content
    }

    /// A JSON Web Key Set, as ``JWKSet`` reads it.
    public static func keySet(rsaAlgorithm: SignatureAlgorithm = .rs256) -> KeyFileFormat {
        KeyFileFormat(.keySet(rsaAlgorithm: rsaAlgorithm))
    }

    /// One public key or certificate in PEM form. Of a certificate only the key is taken: it is trusted because it is
    /// configured, so neither its dates nor its issuer are looked at.
    ///
    /// Without a name the key answers to every name.
    public static func pem(algorithm: SignatureAlgorithm, keyID: String? = nil) -> KeyFileFormat {
        KeyFileFormat(.pem(algorithm: algorithm, keyID: keyID))
    }

    /// The bytes of a secret that issuer and server share; one newline at the end does not count. It must be random:
    /// a password can be guessed from one token. Nobody but the file's owner and its group's readers may have a right
    /// to it.
    public static func secret(algorithm: SignatureAlgorithm, keyID: String? = nil) -> KeyFileFormat {
        KeyFileFormat(.secret(algorithm: algorithm, keyID: keyID))
    }

    /// Whether whoever reads the file could sign tokens.
    var isSecret: Bool {
        if case .secret = content { true } else { false }
    }

    /// The keys in a file's bytes, and those that were skipped.
    func keys(in bytes: [UInt8]) throws(VerificationKeyError) -> (KeySnapshot, [JWKSet.Skipped]) {
        switch content {
        case .keySet(let rsaAlgorithm):
            let set = try JWKSet(parsing: bytes, rsaAlgorithm: rsaAlgorithm)
            guard !set.keys.isEmpty else { throw VerificationKeyError(Self.describe(set.skipped)) }
            return (KeySnapshot(set.keys), set.skipped)
        case .pem(let algorithm, let keyID):
            let text = String(decoding: bytes, as: UTF8.self)
            return (KeySnapshot(only: try VerificationKey(id: keyID, algorithm: algorithm, pem: text)), [])
        case .secret(let algorithm, let keyID):
            let secret = Self.withoutNewline(bytes)
            return (KeySnapshot(only: try VerificationKey(id: keyID, algorithm: algorithm, secret: secret)), [])
        }
    }

    /// Why a set has no key that can be used.
    static func describe(_ skipped: [JWKSet.Skipped]) -> String {
        guard !skipped.isEmpty else { return "the key set is empty" }
        return "the key set has no key that can be used: " + skipped.map(\.description).joined(separator: "; ")
    }

    private static func withoutNewline(_ bytes: [UInt8]) -> [UInt8] {
        var bytes = bytes
        if bytes.last == UInt8(ascii: "\n") { bytes.removeLast() }
        if bytes.last == UInt8(ascii: "\r") { bytes.removeLast() }
        return bytes
    }
}
