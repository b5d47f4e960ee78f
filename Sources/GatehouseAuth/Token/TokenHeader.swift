import Gatehouse
import GatehouseJSON

/// A token's header, as far as it is read (RFC 7515, section 4).
struct TokenHeader {
    /// The most bytes that a key's name may have.
    static let maximumKeyIDBytes = 256

    /// Parameters that carry keys, say where to fetch keys, change what is signed, or belong to encryption. None of
    /// them is ever followed, so a token that has one is refused instead of half understood.
    private static let refused = [
        "crit", "b64", "zip", "jku", "jwk", "x5u", "x5c", "enc", "epk", "p2s", "p2c",
    ]

    /// The algorithm that the token claims to be signed with.
    let algorithm: SignatureAlgorithm
    /// The name of the key that it claims to be signed with.
    let keyID: String?
    /// The kind of token that it claims to be, in lower case and without `application/`.
    let type: String?

    /// Reads a header strictly: one JSON object, each name once, at most eight levels deep.
    ///
    /// - Throws: ``AuthenticationFailure``, *invalid*.
    init(parsing bytes: [UInt8]) throws(AuthenticationFailure) {
        let object = try StrictJSON.object(bytes, maximumDepth: 8, named: "header")
        for name in Self.refused where object.contains(name) {
            throw .refused("the token's header has \"\(name)\", which is not accepted")
        }
        algorithm = try Self.algorithm(object)
        keyID = try Self.keyID(object)
        type = try Self.mediaType(object, name: "typ")
        if try Self.mediaType(object, name: "cty") == "jwt" {
            throw .refused("the token holds another token, which is not accepted")
        }
    }

    private static func algorithm(_ object: JSONObject) throws(AuthenticationFailure) -> SignatureAlgorithm {
        guard let name = object["alg"]?.stringValue else { throw .refused("the token's header has no \"alg\" string") }
        guard let algorithm = SignatureAlgorithm(name) else {
            throw .refused("the token's \"alg\" is not an algorithm that is verified here")
        }
        return algorithm
    }

    private static func keyID(_ object: JSONObject) throws(AuthenticationFailure) -> String? {
        guard let value = object["kid"] else { return nil }
        guard let keyID = value.stringValue else { throw .refused("the token's \"kid\" is not a string") }
        guard !keyID.isEmpty, keyID.utf8.count <= maximumKeyIDBytes else {
            throw .refused("the token's \"kid\" is empty or has more than \(maximumKeyIDBytes) bytes")
        }
        return keyID
    }

    private static func mediaType(_ object: JSONObject, name: String) throws(AuthenticationFailure) -> String? {
        guard let value = object[name] else { return nil }
        guard let text = value.stringValue else { throw .refused("the token's \"\(name)\" is not a string") }
        let lowered = text.lowercased()
        let prefix = "application/"
        return lowered.hasPrefix(prefix) ? String(lowered.dropFirst(prefix.count)) : lowered
    }
}
