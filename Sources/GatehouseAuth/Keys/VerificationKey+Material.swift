import Crypto
import CryptoExtras

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

extension VerificationKey {
    /// Makes an Ed25519 key of its 32 bytes.
    ///
    /// - Throws: ``VerificationKeyError`` where the length is another, or the point has a small order: such a key
    ///   verifies signatures that nobody made.
    public init(id: String?, ed25519 bytes: [UInt8], validUntil: Int64? = nil) throws(VerificationKeyError) {
        guard bytes.count == 32, let key = try? Curve25519.Signing.PublicKey(rawRepresentation: bytes) else {
            throw VerificationKeyError("an Ed25519 key has 32 bytes")
        }
        guard !SmallOrderPoints.contain(bytes) else { throw VerificationKeyError("the point has a small order") }
        self.init(id: id, algorithm: .edDSA, validUntil: validUntil, material: .ed25519(key))
    }

    /// Makes a key of a point on P-256, P-384 or P-521, as the algorithm says.
    ///
    /// - Throws: ``VerificationKeyError`` where a coordinate has the wrong length or the point is not on the curve.
    public init(
        id: String?,
        algorithm: SignatureAlgorithm,
        x: [UInt8],
        y: [UInt8]
    ) throws(VerificationKeyError) {
        guard let length = algorithm.coordinateBytes else {
            throw VerificationKeyError("\(algorithm) does not use a key on an elliptic curve")
        }
        guard x.count == length, y.count == length else {
            throw VerificationKeyError("a coordinate does not have \(length) bytes")
        }
        do {
            let material = try Self.point(x + y, for: algorithm)
            self.init(id: id, algorithm: algorithm, material: material)
        } catch {
            throw VerificationKeyError("the point is not on the curve")
        }
    }

    private static func point(_ raw: [UInt8], for algorithm: SignatureAlgorithm) throws -> Material {
        switch algorithm.scheme {
        case .es256: .p256(try P256.Signing.PublicKey(rawRepresentation: raw))
        case .es384: .p384(try P384.Signing.PublicKey(rawRepresentation: raw))
        default: .p521(try P521.Signing.PublicKey(rawRepresentation: raw))
        }
    }

    /// Makes an RSA key of its modulus and exponent.
    ///
    /// - Throws: ``VerificationKeyError`` where the modulus has fewer than 2048 or more than 8192 bits, or the
    ///   exponent is even, below 65537 or above 32 bits.
    public init(
        id: String?,
        algorithm: SignatureAlgorithm,
        modulus: [UInt8],
        exponent: [UInt8]
    ) throws(VerificationKeyError) {
        guard modulus.count <= 1 + RSALimits.maximumBits / 8 else {
            throw VerificationKeyError("the RSA modulus has more than \(RSALimits.maximumBits) bits")
        }
        try RSALimits.check(exponent: exponent)
        try RSALimits.check(modulus: modulus)
        guard let key = try? _RSA.Signing.PublicKey(n: modulus, e: exponent) else {
            throw VerificationKeyError("the RSA modulus and exponent do not make a key")
        }
        try self.init(id: id, algorithm: algorithm, rsa: key)
    }

    init(id: String?, algorithm: SignatureAlgorithm, rsa key: _RSA.Signing.PublicKey) throws(VerificationKeyError) {
        guard algorithm.usesRSA else { throw VerificationKeyError("\(algorithm) does not use an RSA key") }
        guard let primitives = try? key.getKeyPrimitives() else {
            throw VerificationKeyError("the RSA key has no modulus")
        }
        try RSALimits.check(exponent: [UInt8](primitives.publicExponent))
        try RSALimits.check(modulus: [UInt8](primitives.modulus))
        self.init(id: id, algorithm: algorithm, material: .rsa(key))
    }

    /// Makes a key of a secret that issuer and server share.
    ///
    /// - Throws: ``VerificationKeyError`` where the secret is shorter than the algorithm's hash (RFC 7518, section
    ///   3.2), or is a key in PEM form: whoever knows the public key could sign with it.
    public init(
        id: String?,
        algorithm: SignatureAlgorithm,
        secret: [UInt8]
    ) throws(VerificationKeyError) {
        guard let minimum = algorithm.minimumSecretBytes else {
            throw VerificationKeyError("\(algorithm) does not use a secret")
        }
        guard secret.count >= minimum else {
            throw VerificationKeyError("a secret for \(algorithm) has at least \(minimum) bytes")
        }
        guard !secret.starts(with: "-----BEGIN ".utf8) else {
            throw VerificationKeyError("a key in PEM form cannot be a secret")
        }
        self.init(id: id, algorithm: algorithm, material: .secret(SymmetricKey(data: secret)))
    }
}

extension SignatureAlgorithm {
    /// How many bytes a coordinate of the algorithm's curve has.
    fileprivate var coordinateBytes: Int? {
        switch scheme {
        case .es256: 32
        case .es384: 48
        case .es512: 66
        default: nil
        }
    }
}
