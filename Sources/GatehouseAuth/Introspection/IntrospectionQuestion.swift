import Gatehouse
import GatehouseFetch

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// What the endpoint is asked about one token (RFC 7662, section 2.1): a form in the body of a POST, for URLs are logged.
struct IntrospectionQuestion {
    let options: IntrospectionOptions

    /// The request about a token.
    func request(about token: PresentedToken) -> OutgoingRequest {
        var form = [("token", String(decoding: token.bytes, as: UTF8.self)), ("token_type_hint", "access_token")]
        var fields = [(name: "Content-Type", value: "application/x-www-form-urlencoded")]
        if options.clientAuthentication.usesHeader {
            // Each of the two is form-encoded before they are joined (RFC 6749, section 2.3.1).
            let pair = Self.encoded(options.clientID) + ":" + Self.encoded(options.clientSecret.text)
            fields.append((name: "Authorization", value: "Basic " + Data(pair.utf8).base64EncodedString()))
        } else {
            form += [("client_id", options.clientID), ("client_secret", options.clientSecret.text)]
        }
        let body = form.map { "\($0.0)=\(Self.encoded($0.1))" }.joined(separator: "&")
        return OutgoingRequest(options.endpoint, method: .post, fields: fields, body: Array(body.utf8))
    }

    /// The form of `application/x-www-form-urlencoded`.
    private static func encoded(_ text: String) -> String {
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "*"):
                bytes.append(byte)
            case 0x20: bytes.append(UInt8(ascii: "+"))
            default: PercentCoding.append(byte, to: &bytes)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
