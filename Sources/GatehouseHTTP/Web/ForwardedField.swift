/// The `Forwarded` field: RFC 7239, section 4.
enum ForwardedField {
    /// Its elements. One that breaks the grammar, or names no address, is a hop without an address, and where quotes do
    /// not end so is everything before it, as nobody can tell where it begins.
    static func hops(_ field: String) -> [Forwarding.Hop] {
        guard let elements = split(field, at: UInt8(ascii: ",")) else { return [Forwarding.Hop()] }
        return elements.map { hop(Forwarding.trimmed($0[...])) }
    }

    private static func hop(_ element: Substring) -> Forwarding.Hop {
        var hop = Forwarding.Hop()
        var names: Set<String> = []
        guard let pairs = split(String(element), at: UInt8(ascii: ";")) else { return hop }
        for pair in pairs {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2, let value = value(Forwarding.trimmed(parts[1])) else { return Forwarding.Hop() }
            let name = Forwarding.trimmed(parts[0]).lowercased()
            guard names.insert(name).inserted else { return Forwarding.Hop() }
            switch name {
            case "for": hop.address = Forwarding.address(value)
            case "proto": hop.scheme = Forwarding.scheme(value)
            case "host": hop.host = Forwarding.host(value)
            default: break
            }
        }
        return hop
    }

    /// A token, or what is in a quoted string.
    private static func value(_ text: Substring) -> String? {
        guard text.utf8.first == UInt8(ascii: "\"") else {
            // Some proxies write ports and brackets without the quotes that they need; their meaning is plain.
            let isPlain = text.utf8.allSatisfy { ASCII.isToken($0) || ASCII.isAuthority($0) }
            return isPlain && !text.isEmpty ? String(text) : nil
        }
        guard text.utf8.count >= 2, text.utf8.last == UInt8(ascii: "\"") else { return nil }
        var bytes: [UInt8] = []
        var isEscaped = false
        for byte in text.utf8.dropFirst().dropLast() {
            if !isEscaped, byte == UInt8(ascii: "\\") {
                isEscaped = true
                continue
            }
            guard isEscaped || byte != UInt8(ascii: "\"") else { return nil }
            isEscaped = false
            bytes.append(byte)
        }
        return isEscaped ? nil : String(decoding: bytes, as: UTF8.self)
    }

    /// Splits at a mark outside of quotes; nothing where quotes do not end.
    private static func split(_ text: String, at mark: UInt8) -> [String]? {
        var parts: [[UInt8]] = [[]]
        var (isQuoted, isEscaped) = (false, false)
        for byte in text.utf8 {
            if byte == mark, !isQuoted {
                parts.append([])
                continue
            }
            if isEscaped {
                isEscaped = false
            } else if isQuoted, byte == UInt8(ascii: "\\") {
                isEscaped = true
            } else if byte == UInt8(ascii: "\"") {
                isQuoted.toggle()
            }
            parts[parts.count - 1].append(byte)
        }
        return isQuoted ? nil : parts.map { String(decoding: $0, as: UTF8.self) }
    }
}
