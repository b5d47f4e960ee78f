import Crypto
import CryptoExtras
import Foundation
import GatehouseAuth

/// One key pair for each algorithm, made once.
enum TestKeys {
    static let ed25519 = Curve25519.Signing.PrivateKey()
    static let ed25519PEM = ed25519.publicKey.pemRepresentation
    static let p256 = P256.Signing.PrivateKey()
    static let p384 = P384.Signing.PrivateKey()
    static let p521 = P521.Signing.PrivateKey()
    static let rsa = result { try _RSA.Signing.PrivateKey(keySize: .bits2048) }
    static let secret = (0..<64).map { UInt8($0 * 3 + 11) }

    static func sign(_ bytes: [UInt8], with algorithm: String) throws -> [UInt8] {
        switch algorithm {
        case "EdDSA": return [UInt8](try ed25519.signature(for: bytes))
        case "ES256": return [UInt8](try p256.signature(for: bytes).rawRepresentation)
        case "ES384": return [UInt8](try p384.signature(for: bytes).rawRepresentation)
        case "ES512": return [UInt8](try p521.signature(for: bytes).rawRepresentation)
        case "RS256": return try rsaSignature(SHA256.hash(data: bytes), .insecurePKCS1v1_5)
        case "RS384": return try rsaSignature(SHA384.hash(data: bytes), .insecurePKCS1v1_5)
        case "RS512": return try rsaSignature(SHA512.hash(data: bytes), .insecurePKCS1v1_5)
        case "PS256": return try rsaSignature(SHA256.hash(data: bytes), .PSS)
        case "PS384": return try rsaSignature(SHA384.hash(data: bytes), .PSS)
        case "PS512": return try rsaSignature(SHA512.hash(data: bytes), .PSS)
        case "HS256": return hmac(bytes, SHA256.self, secret)
        case "HS384": return hmac(bytes, SHA384.self, secret)
        case "HS512": return hmac(bytes, SHA512.self, secret)
        default: throw UnknownAlgorithm()
        }
    }

    static func hmac<Hash: HashFunction>(_ bytes: [UInt8], _ hash: Hash.Type, _ secret: [UInt8]) -> [UInt8] {
        [UInt8](HMAC<Hash>.authenticationCode(for: bytes, using: SymmetricKey(data: secret)))
    }

    /// The verifying half for the algorithm, named by it.
    static func verificationKey(_ algorithm: SignatureAlgorithm) throws -> VerificationKey {
        let name = algorithm.description
        switch name {
        case "EdDSA": return try VerificationKey(id: name, ed25519: [UInt8](ed25519.publicKey.rawRepresentation))
        case "ES256": return try curve(algorithm, [UInt8](p256.publicKey.rawRepresentation))
        case "ES384": return try curve(algorithm, [UInt8](p384.publicKey.rawRepresentation))
        case "ES512": return try curve(algorithm, [UInt8](p521.publicKey.rawRepresentation))
        case "HS256", "HS384", "HS512": return try VerificationKey(id: name, algorithm: algorithm, secret: secret)
        default:
            let parts = try rsa.get().publicKey.getKeyPrimitives()
            return try VerificationKey(
                id: name,
                algorithm: algorithm,
                modulus: [UInt8](parts.modulus),
                exponent: [UInt8](parts.publicExponent)
            )
        }
    }

    struct UnknownAlgorithm: Error {}

    private static func curve(_ algorithm: SignatureAlgorithm, _ raw: [UInt8]) throws -> VerificationKey {
        let half = raw.count / 2
        return try VerificationKey(
            id: algorithm.description,
            algorithm: algorithm,
            x: [UInt8](raw[..<half]),
            y: [UInt8](raw[half...])
        )
    }

    private static func rsaSignature(_ digest: some Digest, _ padding: _RSA.Signing.Padding) throws -> [UInt8] {
        [UInt8](try rsa.get().signature(for: digest, padding: padding).rawRepresentation)
    }

    private static func result<Value>(_ make: () throws -> Value) -> Result<Value, any Error> {
        Result { try make() }
    }
}
