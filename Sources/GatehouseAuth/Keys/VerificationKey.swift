import Crypto
import CryptoExtras
import GatehouseJSON

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// A key that verifies signatures, bound to one name and one algorithm (RFC 8725, section 3.1).
///
/// Signatures are checked with swift-crypto, which jwt-kit itself stands on: jwt-kit's own verifiers are internal to
/// it, and its key collection is an actor that falls back to another key where a name is unknown and lets an unsigned
/// token choose a key's algorithm.
public struct VerificationKey: Sendable {
    enum Material: Sendable, Redacted {
        case ed25519(Curve25519.Signing.PublicKey)
        case p256(P256.Signing.PublicKey)
        case p384(P384.Signing.PublicKey)
        case p521(P521.Signing.PublicKey)
        case rsa(_RSA.Signing.PublicKey)
        case secret(SymmetricKey)
    }

    /// The key's name, as `kid` carries it.
    public let id: String?
    /// The only algorithm that the key is used with.
    public let algorithm: SignatureAlgorithm
    /// The second, counted from 1970, after which the key verifies nothing any more.
    public let validUntil: Int64?
    private let material: Material

    init(id: String?, algorithm: SignatureAlgorithm, validUntil: Int64? = nil, material: Material) {
        self.id = id
        self.algorithm = algorithm
        self.validUntil = validUntil
        self.material = material
    }

    /// Whether the key may still be used at that second.
    func isValid(at now: Int64) -> Bool {
        validUntil.map { now <= $0 } ?? true
    }

    /// Whether both are one key under one name. Another key of the same name is another one.
    func isSame(as other: VerificationKey) -> Bool {
        guard id == other.id, algorithm == other.algorithm else { return false }
        return switch (material, other.material) {
        case (.ed25519(let one), .ed25519(let two)): one.rawRepresentation == two.rawRepresentation
        case (.p256(let one), .p256(let two)): one.rawRepresentation == two.rawRepresentation
        case (.p384(let one), .p384(let two)): one.rawRepresentation == two.rawRepresentation
        case (.p521(let one), .p521(let two)): one.rawRepresentation == two.rawRepresentation
        case (.rsa(let one), .rsa(let two)): one.derRepresentation == two.derRepresentation
        case (.secret(let one), .secret(let two)): one == two
        default: false
        }
    }

    /// Whether the signature is this key's, with its algorithm, over these bytes.
    func verifies(_ signature: [UInt8], over signed: [UInt8]) -> Bool {
        switch (material, algorithm.scheme) {
        case (.ed25519(let key), .edDSA): key.isValidSignature(signature, for: signed)
        case (.p256(let key), .es256): Self.verify(signature, over: signed, with: key)
        case (.p384(let key), .es384): Self.verify(signature, over: signed, with: key)
        case (.p521(let key), .es512): Self.verify(signature, over: signed, with: key)
        case (.rsa(let key), .rs256): Self.verify(signature, SHA256.hash(data: signed), .insecurePKCS1v1_5, key)
        case (.rsa(let key), .rs384): Self.verify(signature, SHA384.hash(data: signed), .insecurePKCS1v1_5, key)
        case (.rsa(let key), .rs512): Self.verify(signature, SHA512.hash(data: signed), .insecurePKCS1v1_5, key)
        case (.rsa(let key), .ps256): Self.verify(signature, SHA256.hash(data: signed), .PSS, key)
        case (.rsa(let key), .ps384): Self.verify(signature, SHA384.hash(data: signed), .PSS, key)
        case (.rsa(let key), .ps512): Self.verify(signature, SHA512.hash(data: signed), .PSS, key)
        // These compare in constant time.
        case (.secret(let key), .hs256):
            HMAC<SHA256>.isValidAuthenticationCode(signature, authenticating: signed, using: key)
        case (.secret(let key), .hs384):
            HMAC<SHA384>.isValidAuthenticationCode(signature, authenticating: signed, using: key)
        case (.secret(let key), .hs512):
            HMAC<SHA512>.isValidAuthenticationCode(signature, authenticating: signed, using: key)
        default: false
        }
    }

    // The initializers of the three signature types refuse every length but the curve's own.

    private static func verify(_ signature: [UInt8], over signed: [UInt8], with key: P256.Signing.PublicKey) -> Bool {
        guard let signature = try? P256.Signing.ECDSASignature(rawRepresentation: signature) else { return false }
        return key.isValidSignature(signature, for: signed)
    }

    private static func verify(_ signature: [UInt8], over signed: [UInt8], with key: P384.Signing.PublicKey) -> Bool {
        guard let signature = try? P384.Signing.ECDSASignature(rawRepresentation: signature) else { return false }
        return key.isValidSignature(signature, for: signed)
    }

    private static func verify(_ signature: [UInt8], over signed: [UInt8], with key: P521.Signing.PublicKey) -> Bool {
        guard let signature = try? P521.Signing.ECDSASignature(rawRepresentation: signature) else { return false }
        return key.isValidSignature(signature, for: signed)
    }

    private static func verify(
        _ signature: [UInt8],
        _ digest: some Digest,
        _ padding: _RSA.Signing.Padding,
        _ key: _RSA.Signing.PublicKey
    ) -> Bool {
        // RFC 8017, section 8: a signature is exactly as long as the modulus.
        guard signature.count == (key.keySizeInBits + 7) / 8 else { return false }
        return key.isValidSignature(
            _RSA.Signing.RSASignature(rawRepresentation: signature), for: digest, padding: padding)
    }
}
