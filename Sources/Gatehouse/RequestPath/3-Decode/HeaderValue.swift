/// Reads header field values that mirror a message's body: plain, or in the Base64 sentinel format.
///
/// Implements "Value Encoding" of basic/transports/streamable-http (2026-07-28).
enum HeaderValue {
    private static let prefix = "=?base64?"
    private static let suffix = "?="

    /// The value that a field stands for, or nothing where it has characters that no field may have, or a sentinel
    /// whose Base64 is not canonical or is not UTF-8.
    static func decode(_ value: String) -> String? {
        guard value.hasPrefix(prefix), value.hasSuffix(suffix),
            value.utf8.count >= prefix.utf8.count + suffix.utf8.count
        else { return isPlain(value) ? value : nil }
        let encoded = value.utf8.dropFirst(prefix.utf8.count).dropLast(suffix.utf8.count)
        guard let bytes = Base64.decodeCanonical(encoded) else { return nil }
        return String(validating: bytes, as: UTF8.self)
    }

    /// Whether a value has only visible ASCII, spaces and tabs.
    static func isPlain(_ value: String) -> Bool {
        value.utf8.allSatisfy { (0x20...0x7E).contains($0) || $0 == 0x09 }
    }
}
