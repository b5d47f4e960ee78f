/// A host and a port, as `Host` and `Origin` name them, in one spelling.
///
/// The form is `uri-host [ ":" port ]` of RFC 9110, section 7.2, and RFC 3986, section 3.2.2. Names are in lower case,
/// IPv6 addresses written out, so that two authorities are the same where they compare equal.
struct Authority: Sendable, Hashable {
    /// The name or address; an IPv6 address has brackets around it.
    let host: String
    /// The port; nothing where none was given.
    let port: UInt16?

    /// Reads an authority; nothing where it is none, as with user information, an empty host, or a port above 65535.
    init?(_ text: some StringProtocol) {
        let bytes = Array(text.utf8.prefix(Self.longest + 1))
        guard bytes.count <= Self.longest else { return nil }
        let isAddress = bytes.first == UInt8(ascii: "[")
        let end: Int
        if isAddress {
            guard let bracket = bytes.firstIndex(of: UInt8(ascii: "]")) else { return nil }
            end = bracket + 1
        } else {
            end = bytes.firstIndex(of: UInt8(ascii: ":")) ?? bytes.count
        }
        guard let host = isAddress ? Self.address(bytes[1..<(end - 1)]) : Self.name(bytes[..<end]) else { return nil }
        guard case .some(let port) = Self.port(bytes[end...]) else { return nil }
        self.host = host
        self.port = port
    }

    /// A name has 253 bytes at most (RFC 1035, section 2.3.4); a port takes up to six more.
    static let longest = 260

    private static func name(_ bytes: ArraySlice<UInt8>) -> String? {
        guard !bytes.isEmpty, bytes.allSatisfy(isOfName), percentsAreEncodings(bytes) else { return nil }
        return String(decoding: bytes.map(lowercased), as: UTF8.self)
    }

    private static func address(_ bytes: ArraySlice<UInt8>) -> String? {
        guard let groups = IPv6Address.groups(of: bytes) else { return nil }
        return "[" + groups.map { String($0, radix: 16) }.joined(separator: ":") + "]"
    }

    /// The port after the host: `.some(nil)` where there is none, nothing where what is there is no port.
    private static func port(_ bytes: ArraySlice<UInt8>) -> UInt16?? {
        guard let colon = bytes.first else { return .some(nil) }
        let digits = bytes.dropFirst()
        guard colon == UInt8(ascii: ":"), digits.count <= 5 else { return nil }
        guard digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        // RFC 3986, section 3.2.3, lets a port be empty: the default one is meant.
        if digits.isEmpty { return .some(nil) }
        return UInt16(String(decoding: digits, as: UTF8.self)).map { .some($0) }
    }

    /// The unreserved characters, the sub-delimiters and `%` of RFC 3986.
    private static func isOfName(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"), UInt8(ascii: "%"): true
        case UInt8(ascii: "!"), UInt8(ascii: "$"), UInt8(ascii: "&"), UInt8(ascii: "'"), UInt8(ascii: "("): true
        case UInt8(ascii: ")"), UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: ","): true
        case UInt8(ascii: ";"), UInt8(ascii: "="): true
        default: false
        }
    }

    private static func percentsAreEncodings(_ bytes: ArraySlice<UInt8>) -> Bool {
        bytes.indices.allSatisfy { index in
            guard bytes[index] == UInt8(ascii: "%") else { return true }
            return bytes[(index + 1)...].prefix(2).count { HexDigit.value($0) != nil } == 2
        }
    }

    static func lowercased(_ byte: UInt8) -> UInt8 {
        (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
    }
}

extension Authority: CustomStringConvertible {
    var description: String { port.map { "\(host):\($0)" } ?? host }
}
