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
        return !isPlain || edges.contains(0x20) || edges.contains(0x09)
            || value.hasPrefix(prefix) && value.hasSuffix(suffix)
    }
}
