/// References of RFC 3986, their Unicode form of RFC 3987, and templates of RFC 6570.
enum URIFormats {
    static func isReference(_ text: String, allowsUnicode: Bool, needsScheme: Bool) -> Bool {
        let parts = URIReference(text)
        guard parts.scheme != nil || !needsScheme else { return false }
        if parts.scheme == nil, parts.authority == nil, !isSchemelessPath(parts.path) { return false }
        guard parts.authority.map({ isAuthority($0, allowsUnicode: allowsUnicode) }) ?? true else { return false }
        let rest = [parts.path, parts.query, parts.fragment].compactMap(\.self)
        return rest.allSatisfy { isText($0, also: ":@/?", allowsUnicode: allowsUnicode) }
            && !parts.path.utf8.contains(UInt8(ascii: "?"))
    }

    /// The first segment of a relative path has no colon, which would be read as a scheme's.
    private static func isSchemelessPath(_ path: String) -> Bool {
        !path.utf8.prefix { $0 != UInt8(ascii: "/") }.contains(UInt8(ascii: ":"))
    }

    private static func isAuthority(_ text: String, allowsUnicode: Bool) -> Bool {
        var host = text.utf8[...]
        if let at = host.lastIndex(of: UInt8(ascii: "@")) {
            guard isText(String(text[..<at]), also: ":", allowsUnicode: allowsUnicode) else { return false }
            host = host[host.index(after: at)...]
        }
        if host.first == UInt8(ascii: "[") {
            guard let end = host.lastIndex(of: UInt8(ascii: "]")) else { return false }
            let literal = String(text[host.index(after: host.startIndex)..<end])
            return isLiteral(literal) && isPort(host[host.index(after: end)...])
        }
        if let colon = host.lastIndex(of: UInt8(ascii: ":")) {
            guard isPort(host[colon...]) else { return false }
            host = host[..<colon]
        }
        return isText(String(text[host.startIndex..<host.endIndex]), also: "", allowsUnicode: allowsUnicode)
    }

    private static func isPort(_ bytes: Substring.UTF8View) -> Bool {
        bytes.isEmpty || (bytes.first == UInt8(ascii: ":") && bytes.dropFirst().allSatisfy(\.isASCIIDigit))
    }

    private static func isLiteral(_ text: String) -> Bool {
        guard let first = text.utf8.first, first | 0x20 == UInt8(ascii: "v") else { return HostFormats.isIPv6(text) }
        let parts = text.dropFirst().split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else { return false }
        return parts[0].utf8.allSatisfy { $0.hexadecimalValue != nil }
            && isText(String(parts[1]), also: ":", allowsUnicode: false)
    }

    /// Whether text has only unreserved characters, sub-delimiters, percent-encoded bytes and some others.
    private static func isText(_ text: String, also others: String, allowsUnicode: Bool) -> Bool {
        var rest = text.utf8[...]
        while let byte = rest.popFirst() {
            if byte.isASCIILetter || byte.isASCIIDigit || "-._~!$&'()*+,;=".utf8.contains(byte) { continue }
            if others.utf8.contains(byte) || (byte >= 0x80 && allowsUnicode) { continue }
            guard byte == UInt8(ascii: "%"), rest.popFirst()?.hexadecimalValue != nil,
                rest.popFirst()?.hexadecimalValue != nil
            else { return false }
        }
        return true
    }

    /// Whether braces are paired, and what they hold is an operator and variable names.
    static func isTemplate(_ text: String) -> Bool {
        var rest = text.utf8[...]
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "{"):
                guard let end = rest.firstIndex(of: UInt8(ascii: "}")), isExpression(rest[..<end]) else { return false }
                rest = rest[rest.index(after: end)...]
            case UInt8(ascii: "}"), 0...0x20, 0x22, 0x3C, 0x3E, 0x5C, 0x5E, 0x60, 0x7C, 0x7F: return false
            default: break
            }
        }
        return true
    }

    private static func isExpression(_ bytes: Substring.UTF8View) -> Bool {
        var list = bytes
        if let first = list.first, "+#./;?&=,!@|".utf8.contains(first) { list.removeFirst() }
        return list.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false).allSatisfy { variable in
            var name = variable
            if name.last == UInt8(ascii: "*") {
                name.removeLast()
            } else if let colon = name.firstIndex(of: UInt8(ascii: ":")) {
                let length = name[name.index(after: colon)...]
                guard (1...4).contains(length.count), length.allSatisfy(\.isASCIIDigit),
                    length.first != UInt8(ascii: "0")
                else { return false }
                name = name[..<colon]
            }
            return isVariableName(name)
        }
    }

    /// Letters, digits, underscores and percent-encoded bytes, with single dots between them.
    private static func isVariableName(_ name: Substring.UTF8View) -> Bool {
        name.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).allSatisfy { part in
            var rest = part
            while let byte = rest.popFirst() {
                if byte.isASCIILetter || byte.isASCIIDigit || byte == UInt8(ascii: "_") { continue }
                guard byte == UInt8(ascii: "%"), rest.popFirst()?.hexadecimalValue != nil,
                    rest.popFirst()?.hexadecimalValue != nil
                else { return false }
            }
            return !part.isEmpty
        }
    }
}
