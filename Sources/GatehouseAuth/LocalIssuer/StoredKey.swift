import Crypto
import Gatehouse
import GatehouseJSON

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// A signing key as it lies on the disk: an Ed25519 key in JWK form (RFC 8037) with what its issuer must remember.
struct StoredKey: Sendable, Redacted {
    /// How much longer than its tokens a retired key is kept: the most leeway that a server may give.
    static let graceSeconds: Int64 = 300

    /// The key's name: its RFC 7638 thumbprint.
    let keyID: String
    /// When the key was made, in seconds since 1970.
    let createdAt: Int64
    /// When another key took its place.
    var retiredAt: Int64?
    /// The longest lifetime, in seconds, of any token that was signed with the key. It is on the disk before such a
    /// token leaves the issuer.
    var longestLifetime: Int64
    private let key: Curve25519.Signing.PrivateKey

    /// Makes a new key.
    init(createdAt: Int64) {
        key = Curve25519.Signing.PrivateKey()
        keyID = Self.thumbprint(of: key.publicKey)
        self.createdAt = createdAt
        retiredAt = nil
        longestLifetime = 0
    }

    /// The last second at which a token of the key can be good; nothing while the key signs.
    var validUntil: Int64? {
        retiredAt.map { $0 + longestLifetime + Self.graceSeconds }
    }

    /// Whether new tokens are signed with the key.
    var isSigning: Bool { retiredAt == nil }

    /// The name of the key's file.
    var fileName: String { "key-\(keyID).json" }

    /// What may be told about the key.
    var summary: KeyDescription {
        KeyDescription(
            keyID: keyID,
            algorithm: .edDSA,
            createdAt: createdAt,
            state: validUntil.map(KeyDescription.State.retired) ?? .current
        )
    }

    /// The key's public half.
    func verificationKey() throws(VerificationKeyError) -> VerificationKey {
        try VerificationKey(id: keyID, ed25519: [UInt8](key.publicKey.rawRepresentation), validUntil: validUntil)
    }

    /// Signs bytes with Ed25519.
    func sign(_ bytes: [UInt8]) throws -> [UInt8] {
        [UInt8](try key.signature(for: bytes))
    }

    private static func thumbprint(of key: Curve25519.Signing.PublicKey) -> String {
        let x = Base64URL.encode(key.rawRepresentation)
        let text = "{\"crv\":\"Ed25519\",\"kty\":\"OKP\",\"x\":\"\(x)\"}"
        return Base64URL.encode(SHA256.hash(data: [UInt8](text.utf8)))
    }
}

extension StoredKey: JSONEncodable {
    func encode(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("kty", "OKP")
        writer.member("crv", "Ed25519")
        writer.member("alg", "EdDSA")
        writer.member("use", "sig")
        writer.member("kid", keyID)
        writer.member("x", Base64URL.encode(key.publicKey.rawRepresentation))
        writer.member("d", Base64URL.encode(key.rawRepresentation))
        writer.member("created_at", createdAt)
        writer.member("retired_at", ifPresent: retiredAt)
        writer.member("longest_lifetime", longestLifetime)
        writer.endObject()
    }
}

extension StoredKey: JSONDecodable {
    init(json: JSONValue) throws(JSONDecodingError) {
        let object = try JSONObject(json: json)
        try Self.require("OKP", as: "kty", in: object)
        try Self.require("Ed25519", as: "crv", in: object)
        guard let bytes = Base64URL.decode(try object.required("d", as: String.self)),
            let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: bytes)
        else { throw JSONDecodingError(expected: "32 bytes in base64url", found: .string).under("d") }
        self.key = key
        try Self.require(Base64URL.encode(key.publicKey.rawRepresentation), as: "x", in: object)
        keyID = Self.thumbprint(of: key.publicKey)
        try Self.require(keyID, as: "kid", in: object)
        createdAt = try Self.time("created_at", in: object) ?? 0
        retiredAt = try Self.time("retired_at", in: object)
        longestLifetime =
            try Self.time("longest_lifetime", in: object) ?? TokenRequest.maximumLifetime.components.seconds
    }

    private static func require(_ text: String, as name: String, in object: JSONObject) throws(JSONDecodingError) {
        guard try object.required(name, as: String.self).isExactly(text) else {
            throw JSONDecodingError(expected: "the value that belongs to the key", found: .string).under(name)
        }
    }

    private static func time(_ name: String, in object: JSONObject) throws(JSONDecodingError) -> Int64? {
        guard let value = try object.optional(name, as: Int64.self) else { return nil }
        guard (0...253_402_300_799).contains(value) else {
            throw JSONDecodingError(expected: "seconds", found: .integer).under(name)
        }
        return value
    }
}
