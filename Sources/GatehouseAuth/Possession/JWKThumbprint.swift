import Crypto
import Gatehouse
import GatehouseJSON

/// The thumbprint of a public key (RFC 7638), by which a token is bound to it.
enum JWKThumbprint {
    /// What a key consists of, by its kind, in the order of their names.
    private static let members = [
        "EC": ["crv", "kty", "x", "y"], "OKP": ["crv", "kty", "x"], "RSA": ["e", "kty", "n"],
    ]

    /// What only a private key has.
    static let privateMembers = ["d", "p", "q", "dp", "dq", "qi", "oth", "k"]

    /// The SHA-256 thumbprint in base64url; nothing where the kind of key is not known, or a part of it is missing.
    static func sha256(of key: JSONObject) -> String? {
        guard let kind = key["kty"]?.stringValue, let names = members[kind] else { return nil }
        var text = "{"
        for (place, name) in names.enumerated() {
            // Nothing that would need an escape stands in any of them.
            guard let value = key[name]?.stringValue, value.utf8.allSatisfy(isPlain) else { return nil }
            text += (place == 0 ? "" : ",") + "\"\(name)\":\"\(value)\""
        }
        return Base64URL.encode(SHA256.hash(data: Array((text + "}").utf8)))
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "_"): true
        default: false
        }
    }
}
