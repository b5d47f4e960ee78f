import Gatehouse

/// A token in the compact serialization of a signed JWT, decoded but not believed (RFC 7515, section 7.1).
struct CompactToken: Redacted {
    /// The header's JSON text.
    let header: [UInt8]
    /// The claims' JSON text.
    let payload: [UInt8]
    /// The signature.
    let signature: [UInt8]
    /// What the signature covers: the two encoded segments with the dot between them.
    let signed: [UInt8]

    /// Takes a token apart: exactly three segments, each the canonical base64url of at least one byte.
    ///
    /// - Throws: ``AuthenticationFailure``, *invalid*.
    init(_ token: [UInt8]) throws(AuthenticationFailure) {
        guard token.count <= PresentedToken.maximumBytes else {
            throw .refused("the token has more than \(PresentedToken.maximumBytes) bytes")
        }
        let dot = UInt8(ascii: ".")
        guard let first = token.firstIndex(of: dot),
            let second = token[(first + 1)...].firstIndex(of: dot),
            !token[(second + 1)...].contains(dot)
        else { throw .refused("the token does not have three segments") }
        header = try Self.segment(token[..<first], named: "header")
        payload = try Self.segment(token[(first + 1)..<second], named: "claims")
        signature = try Self.segment(token[(second + 1)...], named: "signature")
        signed = [UInt8](token[..<second])
    }

    private static func segment(
        _ text: ArraySlice<UInt8>,
        named name: String
    ) throws(AuthenticationFailure) -> [UInt8] {
        guard !text.isEmpty else { throw .refused("the token's \(name) segment is empty") }
        guard let bytes = Base64URL.decode(text) else {
            throw .refused("the token's \(name) segment is not canonical base64url")
        }
        return bytes
    }
}
