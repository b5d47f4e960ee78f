/// Host names of RFC 1123 and addresses of RFC 2673 and RFC 4291.
enum HostFormats {
    /// Letters, digits and hyphens in labels of at most 63 characters.
    static func isHostname(_ text: String) -> Bool {
        guard !text.isEmpty, text.utf8.count <= 253 else { return false }
        return text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).allSatisfy(isLabel)
    }

    /// Whether a label has only letters, digits and inner hyphens and, where it stands for Unicode, stands for some.
    static func isLabel(_ label: Substring.UTF8View) -> Bool {
        guard (1...63).contains(label.count), label.first != UInt8(ascii: "-"), label.last != UInt8(ascii: "-") else {
            return false
        }
        guard label.allSatisfy({ $0.isASCIILetter || $0.isASCIIDigit || $0 == UInt8(ascii: "-") }) else { return false }
        guard label.prefix(4).map({ $0 | 0x20 }) == Array("xn--".utf8) else { return true }
        return DomainFormats.decode(String(Substring(label))) != nil
    }

    /// Four numbers up to 255 without leading zeros.
    static func isIPv4(_ text: String) -> Bool {
        let parts = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        return parts.count == 4
            && parts.allSatisfy { part in
                guard (1...3).contains(part.count), part.allSatisfy(\.isASCIIDigit) else { return false }
                guard part.count == 1 || part.first != UInt8(ascii: "0") else { return false }
                return part.reduce(0) { $0 * 10 + Int($1 - 0x30) } <= 255
            }
    }

    /// Eight groups, of which `::` may leave out some, the last two of them perhaps an IPv4 address.
    static func isIPv6(_ text: String) -> Bool {
        guard text.utf8.count <= 45, let (head, tail) = halves(of: text) else { return false }
        guard let headCount = groupCount(head, allowsIPv4: tail == nil) else { return false }
        guard let tail else { return headCount == 8 }
        guard let tailCount = groupCount(tail, allowsIPv4: true) else { return false }
        return headCount + tailCount <= 7
    }

    /// What stands before and after `::`, or nothing where that comes twice.
    private static func halves(of text: String) -> (head: String, tail: String?)? {
        let bytes = Array(text.utf8)
        let colon = UInt8(ascii: ":")
        let gaps = bytes.indices.dropLast().filter { bytes[$0] == colon && bytes[$0 + 1] == colon }
        guard let gap = gaps.first else { return (text, nil) }
        guard gaps.count == 1 else { return nil }
        return (
            String(decoding: bytes[..<gap], as: UTF8.self), String(decoding: bytes[(gap + 2)...], as: UTF8.self)
        )
    }

    private static func groupCount(_ text: String, allowsIPv4: Bool) -> Int? {
        guard !text.isEmpty else { return 0 }
        var count = 0
        let groups = text.split(separator: ":", omittingEmptySubsequences: false)
        for (position, group) in groups.enumerated() {
            if allowsIPv4, position == groups.count - 1, group.utf8.contains(UInt8(ascii: ".")) {
                guard isIPv4(String(group)) else { return nil }
                count += 2
                continue
            }
            guard (1...4).contains(group.utf8.count), group.utf8.allSatisfy({ $0.hexadecimalValue != nil }) else {
                return nil
            }
            count += 1
        }
        return count
    }
}
