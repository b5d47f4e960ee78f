import Crypto
import Foundation
import Gatehouse

@testable import GatehouseAuth

/// A proof of possession under construction, as raw JSON texts, so that it can be wrong in every way.
struct ProofText {
    static let key = P256.Signing.PrivateKey()
    static let otherKey = P256.Signing.PrivateKey()

    var header: [(String, String)]
    var claims: [(String, String)]
    private let key: P256.Signing.PrivateKey

    /// A proof that every check passes, for a POST to the test server's endpoint with that token.
    init(for token: String, jti: String = "p-1", key: P256.Signing.PrivateKey = Self.key) {
        self.key = key
        header = [("typ", "\"dpop+jwt\""), ("alg", "\"ES256\""), ("jwk", Self.jwk(key))]
        claims = [
            ("jti", "\"\(jti)\""), ("htm", "\"POST\""), ("htu", "\"https://mcp.example/mcp\""),
            ("iat", "\(TokenText.now)"), ("ath", "\"\(Base64URL.encode(SHA256.hash(data: Data(token.utf8))))\""),
        ]
    }

    static func jwk(_ key: P256.Signing.PrivateKey, _ more: String = "") -> String {
        let raw = [UInt8](key.publicKey.rawRepresentation)
        let (x, y) = (Base64URL.encode(raw[..<32]), Base64URL.encode(raw[32...]))
        return "{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"\(x)\",\"y\":\"\(y)\"\(more)}"
    }

    /// The thumbprint of a key, computed in another way than the code does.
    static func thumbprint(_ key: P256.Signing.PrivateKey) -> String {
        let raw = [UInt8](key.publicKey.rawRepresentation)
        let (x, y) = (Base64URL.encode(raw[..<32]), Base64URL.encode(raw[32...]))
        let text = "{\"crv\":\"P-256\",\"kty\":\"EC\",\"x\":\"\(x)\",\"y\":\"\(y)\"}"
        return Base64URL.encode(SHA256.hash(data: Data(text.utf8)))
    }

    func header(_ name: String, _ json: String?) -> ProofText {
        var copy = self
        copy.header = Self.set(name, json, header)
        return copy
    }

    func claim(_ name: String, _ json: String?) -> ProofText {
        var copy = self
        copy.claims = Self.set(name, json, claims)
        return copy
    }

    func signed() throws -> String {
        let text = Base64URL.encode(Self.object(header).utf8) + "." + Base64URL.encode(Self.object(claims).utf8)
        return text + "." + Base64URL.encode(try key.signature(for: Data(text.utf8)).rawRepresentation)
    }

    private static func set(_ name: String, _ json: String?, _ members: [(String, String)]) -> [(String, String)] {
        members.filter { $0.0 != name } + (json.map { [(name, $0)] } ?? [])
    }

    private static func object(_ members: [(String, String)]) -> String {
        "{" + members.map { "\"\($0.0)\":\($0.1)" }.joined(separator: ",") + "}"
    }
}
