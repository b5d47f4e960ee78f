import Crypto
import Gatehouse

/// The server's nonces for proofs (RFC 9449, section 9): the time at which each was given, authenticated, so that nothing
/// is kept of them.
public struct DPoPNonces: Sendable, Redacted {
    private static let tagBytes = 16

    private let key: SymmetricKey
    private let lifetime: Int64

    /// Makes nonces.
    ///
    /// - Parameters:
    ///   - secret: At least 32 random bytes; servers that answer for one another share them. By default a random secret of
    ///     this process.
    ///   - lifetime: For how long a nonce counts, from 10 seconds to an hour.
    /// - Throws: ``AuthenticationConfigurationError`` where the secret is too short or the lifetime out of bounds.
    public init(
        secret: [UInt8]? = nil,
        lifetime: Duration = .seconds(300)
    ) throws(AuthenticationConfigurationError) {
        guard (secret?.count ?? 32) >= 32 else {
            throw AuthenticationConfigurationError("the secret of DPoP nonces needs 32 bytes at least")
        }
        guard lifetime >= .seconds(10), lifetime <= .seconds(3_600) else {
            throw AuthenticationConfigurationError("the lifetime of DPoP nonces must be from 10 seconds to an hour")
        }
        // A key of its own, whatever else the secret is used for.
        let root = secret.map { SymmetricKey(data: $0) } ?? SymmetricKey(size: .bits256)
        key = HKDF<SHA256>.deriveKey(
            inputKeyMaterial: root, info: Array("gatehouse dpop nonce".utf8), outputByteCount: 32)
        self.lifetime = lifetime.components.seconds
    }

    /// A nonce that counts from now on.
    func nonce(at now: Int64) -> String {
        let time = Self.bytes(now)
        return Base64URL.encode(time + tag(time))
    }

    /// Whether a nonce is this server's and still counts. It is compared in constant time.
    func accepts(_ nonce: String, at now: Int64) -> Bool {
        guard nonce.utf8.count <= 64, let bytes = Base64URL.decode(Array(nonce.utf8)), bytes.count == 8 + Self.tagBytes
        else { return false }
        let time = Array(bytes.prefix(8))
        guard ConstantTime.areEqual(tag(time), Array(bytes.dropFirst(8))) else { return false }
        let given = time.reduce(Int64(0)) { $0 << 8 | Int64($1) }
        return given <= now && now < given + lifetime
    }

    private func tag(_ time: [UInt8]) -> [UInt8] {
        Array(HMAC<SHA256>.authenticationCode(for: time, using: key).prefix(Self.tagBytes))
    }

    private static func bytes(_ time: Int64) -> [UInt8] {
        (0..<8).map { UInt8(truncatingIfNeeded: max(0, time) >> (56 - 8 * Int64($0))) }
    }
}
