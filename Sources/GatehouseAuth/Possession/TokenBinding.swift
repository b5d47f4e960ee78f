import Gatehouse
import GatehouseJSON

/// What a token is bound to: its `cnf` claim (RFC 7800, section 3.1).
struct TokenBinding {
    static let unverified = "the token is bound to a key (\"cnf\"), and proof of that key is not verified here"

    /// The thumbprint of the key that signs DPoP proofs (RFC 9449, section 6).
    let keyThumbprint: String?
    /// The thumbprint of the client's certificate (RFC 8705, section 3.1).
    let certificateThumbprint: String?

    var isEmpty: Bool { keyThumbprint == nil && certificateThumbprint == nil }

    /// Reads the claim.
    ///
    /// - Throws: ``AuthenticationFailure``, *invalid*, where it has anything that is not verified here.
    init(_ claims: JSONObject) throws(AuthenticationFailure) {
        var (key, certificate): (String?, String?) = (nil, nil)
        if let value = claims["cnf"] {
            guard case .object(let confirmation) = value, !confirmation.isEmpty else { throw .refused(Self.unverified) }
            for member in confirmation.members {
                guard let text = member.value.stringValue, !text.isEmpty else { throw .refused(Self.unverified) }
                switch member.name {
                case "jkt": key = text
                case "x5t#S256": certificate = text
                default: throw .refused(Self.unverified)
                }
            }
        }
        keyThumbprint = key
        certificateThumbprint = certificate
    }
}
