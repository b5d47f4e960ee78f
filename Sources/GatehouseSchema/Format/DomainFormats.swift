/// International domain names, as RFC 5890 to RFC 5893 define them.
enum DomainFormats {
    /// The full stop and the characters that are read like it.
    private static let separators: Set<Unicode.Scalar> = [".", "\u{3002}", "\u{FF0E}", "\u{FF61}"]
    private static let prefix = "xn--"

    /// Whether a text is a host name, in Unicode or in ASCII.
    static func isHostname(_ text: String) -> Bool {
        guard text.utf8.count <= 1_024 else { return false }
        let labels = text.unicodeScalars.split(omittingEmptySubsequences: false) { separators.contains($0) }
        var length = labels.count - 1
        var decoded: [[Unicode.Scalar]] = []
        for label in labels {
            guard let (scalars, encodedLength) = read(Array(label)) else { return false }
            decoded.append(scalars)
            length += encodedLength
        }
        return length <= 253 && isDirected(decoded)
    }

    /// What a label stands for and how long it is in ASCII, or nothing where it is none.
    private static func read(_ label: [Unicode.Scalar]) -> (scalars: [Unicode.Scalar], length: Int)? {
        guard (1...63).contains(label.count) else { return nil }
        if label.allSatisfy(\.isASCII) {
            let text = String(String.UnicodeScalarView(label))
            guard HostFormats.isLabel(text.utf8[...]) else { return nil }
            guard text.lowercased().hasPrefix(prefix) else { return (label, label.count) }
            return decode(text).map { ($0, label.count) }
        }
        guard isUnicodeLabel(label) else { return nil }
        let length = prefix.utf8.count + Punycode.encode(label).count
        return length <= 63 ? (label, length) : nil
    }

    /// What a label that begins with `xn--` stands for.
    static func decode(_ label: String) -> [Unicode.Scalar]? {
        let encoded = label.utf8.dropFirst(prefix.utf8.count)
        guard let scalars = Punycode.decode(encoded), !scalars.allSatisfy(\.isASCII), isUnicodeLabel(scalars) else {
            return nil
        }
        return Punycode.encode(scalars).elementsEqual(encoded.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 })
            ? scalars : nil
    }

    /// RFC 5891 section 4.2.
    private static func isUnicodeLabel(_ label: [Unicode.Scalar]) -> Bool {
        guard let first = label.first, first != "-", label.last != "-", !DomainScalar.isMark(first) else {
            return false
        }
        guard label.count < 4 || label[2] != "-" || label[3] != "-" else { return false }
        return label.indices.allSatisfy {
            DomainScalar.isAllowed(label[$0]) && DomainScalar.isAllowed(at: $0, in: label)
        }
    }

    /// The rule for names that are written from right to left in part (RFC 5893 section 2).
    private static func isDirected(_ labels: [[Unicode.Scalar]]) -> Bool {
        let directions = labels.map { $0.map(DomainDirection.init) }
        guard directions.contains(where: { $0.contains(.right) || $0.contains(.arabicNumber) }) else { return true }
        return directions.allSatisfy { label in
            let end = label.last { $0 != .mark }
            switch label.first {
            case .right:
                let isMixed = label.contains(.europeanNumber) && label.contains(.arabicNumber)
                return !label.contains(.left) && !isMixed && end != .neutral
            case .left:
                let isForeign = label.contains(.right) || label.contains(.arabicNumber)
                return !isForeign && (end == .left || end == .europeanNumber)
            default:
                return false
            }
        }
    }
}
