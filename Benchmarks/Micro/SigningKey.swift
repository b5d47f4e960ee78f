import Crypto
import CryptoExtras
import Foundation
import Gatehouse
import GatehouseAuth

/// A key of one algorithm, and a token that it signed.
struct SigningKey {
    let algorithm: SignatureAlgorithm
    /// What verifies the token.
    let verifying: VerificationKey
    /// An access token that is good for an hour.
    let token: String

    static let issuer = "https://issuer.example"
    static let audience = "urn:bench"

    /// A key of every algorithm.
    static func all() throws -> [SigningKey] {
        try edwards() + curves() + rsa() + secrets()
    }

    private init(
        _ algorithm: SignatureAlgorithm,
        _ verifying: VerificationKey,
        _ sign: ([UInt8]) throws -> [UInt8]
    ) throws {
        self.algorithm = algorithm
        self.verifying = verifying
        let now = SystemTime.seconds()
        let header = #"{"typ":"at+jwt","alg":"\#(algorithm)","kid":"bench"}"#
        let claims = """
            {"iss":"\(Self.issuer)","sub":"alice","aud":"\(Self.audience)","exp":\(now + 3_600),"iat":\(now),\
            "jti":"1b9d6bcd","client_id":"bench","roles":["reader"],"scope":"notes:read"}
            """
        let signed = Base64URL.encode(header.utf8) + "." + Base64URL.encode(claims.utf8)
        token = signed + "." + Base64URL.encode(try sign(Array(signed.utf8)))
    }

    private static func edwards() throws -> [SigningKey] {
        let key = Curve25519.Signing.PrivateKey()
        let verifying = try VerificationKey(id: "bench", ed25519: Array(key.publicKey.rawRepresentation))
        return [try SigningKey(.edDSA, verifying) { Array(try key.signature(for: $0)) }]
    }

    private static func curves() throws -> [SigningKey] {
        let (small, middle, large) = (
            P256.Signing.PrivateKey(), P384.Signing.PrivateKey(), P521.Signing.PrivateKey()
        )
        return [
            try SigningKey(.es256, point(.es256, small.publicKey.rawRepresentation)) {
                Array(try small.signature(for: $0).rawRepresentation)
            },
            try SigningKey(.es384, point(.es384, middle.publicKey.rawRepresentation)) {
                Array(try middle.signature(for: $0).rawRepresentation)
            },
            try SigningKey(.es512, point(.es512, large.publicKey.rawRepresentation)) {
                Array(try large.signature(for: $0).rawRepresentation)
            },
        ]
    }

    private static func point(_ algorithm: SignatureAlgorithm, _ raw: Data) throws -> VerificationKey {
        let half = raw.count / 2
        return try VerificationKey(
            id: "bench", algorithm: algorithm, x: Array(raw.prefix(half)), y: Array(raw.suffix(half)))
    }

    private static func rsa() throws -> [SigningKey] {
        let key = try _RSA.Signing.PrivateKey(keySize: .bits2048)
        let parts = try key.publicKey.getKeyPrimitives()
        func make<D: HashFunction>(
            _ algorithm: SignatureAlgorithm,
            _ hash: D.Type,
            _ padding: _RSA.Signing.Padding
        ) throws -> SigningKey {
            let verifying = try VerificationKey(
                id: "bench", algorithm: algorithm, modulus: Array(parts.modulus), exponent: Array(parts.publicExponent))
            return try SigningKey(algorithm, verifying) { bytes in
                Array(try key.signature(for: D.hash(data: bytes), padding: padding).rawRepresentation)
            }
        }
        return [
            try make(.rs256, SHA256.self, .insecurePKCS1v1_5), try make(.rs384, SHA384.self, .insecurePKCS1v1_5),
            try make(.rs512, SHA512.self, .insecurePKCS1v1_5), try make(.ps256, SHA256.self, .PSS),
            try make(.ps384, SHA384.self, .PSS), try make(.ps512, SHA512.self, .PSS),
        ]
    }

    private static func secrets() throws -> [SigningKey] {
        let secret = (0..<64).map { UInt8($0) }
        let key = SymmetricKey(data: secret)
        func make<D: HashFunction>(_ algorithm: SignatureAlgorithm, _ hash: D.Type) throws -> SigningKey {
            let verifying = try VerificationKey(id: "bench", algorithm: algorithm, secret: secret)
            return try SigningKey(algorithm, verifying) { Array(HMAC<D>.authenticationCode(for: $0, using: key)) }
        }
        return [try make(.hs256, SHA256.self), try make(.hs384, SHA384.self), try make(.hs512, SHA512.self)]
    }
}
