/// The addresses with one prefix, in the notation of RFC 4632: `10.0.0.0/8`, `fd00::/8`. An address alone is a network
/// of one.
package struct IPNetwork: Sendable, Hashable {
    private let bytes: [UInt8]
    private let bits: Int

    /// Reads a network. A prefix of an IPv4 address that is written as IPv6 counts from the IPv6 address's beginning.
    package init?(_ text: String) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let first = parts.first, let address = IPAddress(first) else { return nil }
        bytes = address.bytes
        guard parts.count == 2 else {
            bits = address.bytes.count * 8
            return
        }
        guard parts[1].utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
            let written = Int(parts[1])
        else { return nil }
        let isMapped = first.contains(":") && address.bytes.count == 4
        bits = isMapped ? written - 96 : written
        guard (0...address.bytes.count * 8).contains(bits) else { return nil }
    }

    /// Whether the address has the prefix. Networks of IPv4 and of IPv6 have no address in common.
    package func contains(_ address: IPAddress) -> Bool {
        guard bytes.count == address.bytes.count else { return false }
        for (index, (own, other)) in zip(bytes, address.bytes).enumerated() {
            let left = bits - index * 8
            guard left > 0 else { return true }
            let mask: UInt8 = left >= 8 ? 0xFF : ~(0xFF >> UInt8(left))
            guard own & mask == other & mask else { return false }
        }
        return true
    }
}
