#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Writes header field values that mirror a message's body.
///
/// Implements "Value Encoding" of basic/transports/streamable-http (2026-07-28).
enum HeaderText {
    private static let prefix = "=?base64?"
    private static let suffix = "?="

    /// The value as it is where a field can carry it, and else in Base64 between the sentinels.
    static func encode(_ value: String) -> String {
        needsEncoding(value) ? prefix + Data(value.utf8).base64EncodedString() + suffix : value
    }

    /// Fields carry visible ASCII with spaces and tabs inside; what looks like a sentinel must not be taken for one.
    private static func needsEncoding(_ value: String) -> Bool {
        let isPlain = value.utf8.allSatisfy { (0x20...0x7E).contains($0) || $0 == 0x09 }
        let edges = [value.utf8.first, value.utf8.last]
        // An empty field is one that some intermediaries drop.
        return !isPlain || value.isEmpty || edges.contains(0x20) || edges.contains(0x09)
            || value.hasPrefix(prefix) && value.hasSuffix(suffix)
    }

    /// Whether a byte may stand in a token (RFC 9110, section 5.6.2).
    static func isTokenByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "a")...UInt8(ascii: "z"):
            true
        default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
        }
    }

    /// Whether a text may stand in a field as it is: visible ASCII, with spaces inside.
    static func isFieldValue(_ text: String) -> Bool {
        text.utf8.allSatisfy { (0x20...0x7E).contains($0) || $0 == 0x09 }
    }
}
