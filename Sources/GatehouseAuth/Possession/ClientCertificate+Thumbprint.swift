import Crypto
import Gatehouse

extension ClientCertificate {
    /// The SHA-256 thumbprint in base64url, as tokens are bound to (RFC 8705, section 3.1).
    var thumbprint: String { Base64URL.encode(SHA256.hash(data: der)) }
}
