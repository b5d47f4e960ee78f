#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// An IPv4 or IPv6 address. An IPv4 address that is written as IPv6 (RFC 4291, section 2.5.5.2) is the IPv4 one.
package struct IPAddress: Sendable, Hashable, CustomStringConvertible {
    /// Four or sixteen bytes, the most significant one first.
    package let bytes: [UInt8]

    /// - Returns: Nothing where there are neither four nor sixteen bytes.
    package init?(bytes: [UInt8]) {
        switch bytes.count {
        case 4: self.bytes = bytes
        case 16:
            let isMapped = bytes.prefix(10).allSatisfy { $0 == 0 } && bytes[10...11].allSatisfy { $0 == 0xFF }
            self.bytes = isMapped ? Array(bytes.suffix(4)) : bytes
        default: return nil
        }
    }

    /// Reads an address as `192.0.2.1` or `2001:db8::1`, without brackets, port and zone.
    package init?(_ text: some StringProtocol) {
        if let bytes = Self.ipv4(text.utf8) {
            self.init(bytes: bytes)
            return
        }
        let text = String(text)
        guard text.utf8.count <= 45, text.utf8.allSatisfy(Self.isOfAddress) else { return nil }
        var bytes = [UInt8](repeating: 0, count: 16)
        guard inet_pton(AF_INET6, text, &bytes) == 1 else { return nil }
        self.init(bytes: bytes)
    }

    /// Four numbers up to 255 in decimal without zeros before them, with dots between; every request's address is read.
    private static func ipv4(_ text: some Sequence<UInt8>) -> [UInt8]? {
        var (address, octet): (UInt32, UInt32) = (0, 0)
        var (digits, dots) = (0, 0)
        for byte in text {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                guard digits == 0 || octet > 0 else { return nil }
                octet = octet * 10 + UInt32(byte & 15)
                guard octet <= 255 else { return nil }
                digits = 1
            case UInt8(ascii: "."):
                guard digits > 0, dots < 3 else { return nil }
                address = address << 8 | octet
                (octet, digits) = (0, 0)
                dots += 1
            default: return nil
            }
        }
        guard digits > 0, dots == 3 else { return nil }
        address = address << 8 | octet
        return withUnsafeBytes(of: address.bigEndian) { Array($0) }
    }

    /// The address in its canonical form (RFC 5952).
    package var description: String {
        var text = [CChar](repeating: 0, count: 64)
        let family = bytes.count == 4 ? AF_INET : AF_INET6
        guard inet_ntop(family, bytes, &text, socklen_t(text.count)) != nil else { return "" }
        return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    private static func isOfAddress(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
            UInt8(ascii: "A")...UInt8(ascii: "F"), UInt8(ascii: ":"), UInt8(ascii: "."):
            true
        default: false
        }
    }
}
