/// An IPv4 or IPv6 address, as one number: an IPv4 address is the IPv6 address that it is mapped to (RFC 4291, section
/// 2.5.5.2).
struct ClientAddress: Sendable, Hashable {
    let value: UInt128

    /// Reads an address; nothing where the text is none.
    init?(_ text: some StringProtocol) {
        if let value = Self.ipv4(text) {
            self.value = 0xFFFF_0000_0000 | UInt128(value)
            return
        }
        guard let groups = IPv6Address.groups(of: Array(text.utf8.prefix(64))[...]) else { return nil }
        value = groups.reduce(0) { $0 << 16 | UInt128($1) }
    }

    var isIPv4: Bool { value >> 32 == 0xFFFF }

    /// What a limit counts as one: an IPv4 address, or an IPv6 network of 64 bits, because who has one address of such a
    /// network has all of them.
    var source: UInt128 { isIPv4 ? value : (value >> 64) << 64 }

    /// Four numbers with dots between them, without an allocation, as nearly every address is one.
    private static func ipv4(_ text: some StringProtocol) -> UInt32? {
        var (address, octet, digits, dots) = (UInt32(0), UInt32(0), 0, 0)
        for byte in text.utf8 {
            switch byte {
            case 0x30...0x39:
                guard digits < 3, digits == 0 || octet > 0 else { return nil }
                octet = octet * 10 + UInt32(byte - 0x30)
                digits += 1
            case UInt8(ascii: "."):
                guard digits > 0, octet <= 255, dots < 3 else { return nil }
                (address, octet, digits, dots) = (address << 8 | octet, 0, 0, dots + 1)
            default: return nil
            }
        }
        guard dots == 3, digits > 0, octet <= 255 else { return nil }
        return address << 8 | octet
    }
}
