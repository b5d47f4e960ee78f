/// Mail addresses of RFC 5321 section 4.1.2, and of RFC 6531 where Unicode is allowed.
enum MailFormats {
    static func isAddress(_ text: String, allowsUnicode: Bool) -> Bool {
        guard let at = text.utf8.lastIndex(of: UInt8(ascii: "@")) else { return false }
        let local = text.utf8[..<at]
        let domain = String(text[text.utf8.index(after: at)...])
        guard isLocalPart(local, allowsUnicode: allowsUnicode) else { return false }
        if domain.utf8.first == UInt8(ascii: "["), domain.utf8.last == UInt8(ascii: "]") {
            return isLiteral(String(domain.dropFirst().dropLast()))
        }
        return allowsUnicode ? DomainFormats.isHostname(domain) : HostFormats.isHostname(domain)
    }

    private static func isLocalPart(_ bytes: Substring.UTF8View, allowsUnicode: Bool) -> Bool {
        guard !bytes.isEmpty, bytes.count <= 64 else { return false }
        if bytes.first == UInt8(ascii: "\"") { return isQuoted(bytes, allowsUnicode: allowsUnicode) }
        return bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).allSatisfy { atom in
            !atom.isEmpty
                && atom.allSatisfy {
                    $0.isASCIILetter || $0.isASCIIDigit || "!#$%&'*+-/=?^_`{|}~".utf8.contains($0)
                        || (allowsUnicode && $0 >= 0x80)
                }
        }
    }

    private static func isQuoted(_ bytes: Substring.UTF8View, allowsUnicode: Bool) -> Bool {
        var rest = bytes.dropFirst()
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "\""): return rest.isEmpty
            case UInt8(ascii: "\\"):
                guard let escaped = rest.popFirst(), (0x20...0x7E).contains(escaped) else { return false }
            case 0x20...0x7E: break
            default: guard allowsUnicode, byte >= 0x80 else { return false }
            }
        }
        return false
    }

    private static func isLiteral(_ text: String) -> Bool {
        text.hasPrefix("IPv6:") ? HostFormats.isIPv6(String(text.dropFirst(5))) : HostFormats.isIPv4(text)
    }
}
