/// An address, as `192.0.2.1`, or all addresses of a network, as `10.0.0.0/8` and `2001:db8::/32` (RFC 4632, RFC 4291).
public struct NetworkRange: Sendable, Hashable, CustomStringConvertible {
    private let address: ClientAddress
    /// How many of the address's first bits an address has to share, of the 128 of IPv6.
    private let bits: Int
    /// The range, as it was written.
    public let description: String

    /// Reads an address or a network; nothing where the text is neither.
    public init?(_ text: String) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let first = parts.first, let address = ClientAddress(first) else { return nil }
        let offset = first.contains(":") ? 0 : 96
        var bits = 128
        if parts.count == 2 {
            guard (1...3).contains(parts[1].utf8.count), parts[1].utf8.allSatisfy({ (0x30...0x39).contains($0) }),
                let number = Int(parts[1]), number + offset <= 128
            else { return nil }
            bits = number + offset
        }
        self.address = address
        self.bits = bits
        description = text
    }

    /// Whether an address is one of the range's; a text that is no address is none.
    public func contains(_ address: String) -> Bool {
        ClientAddress(address).map(contains) ?? false
    }

    func contains(_ other: ClientAddress) -> Bool {
        // A shift by all bits yields 0.
        (address.value ^ other.value) >> UInt128(128 - bits) == 0
    }

    /// The addresses of this machine itself.
    public static let loopback = ["127.0.0.0/8", "::1"].compactMap { NetworkRange($0) }
}
