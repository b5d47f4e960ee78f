/// An address, as `192.0.2.1`, or all addresses of a network, as `10.0.0.0/8` and `2001:db8::/32` (RFC 4632, RFC 4291).
public struct NetworkRange: Sendable, Hashable, CustomStringConvertible {
    private let network: IPNetwork
    /// The range, as it was written.
    public let description: String

    /// Reads an address or a network; nothing where the text is neither.
    public init?(_ text: String) {
        guard let network = IPNetwork(text) else { return nil }
        self.network = network
        description = text
    }

    /// Whether an address is one of the range's; a text that is no address is none. Networks of IPv4 and of IPv6 have no
    /// address in common.
    public func contains(_ address: String) -> Bool {
        IPAddress(address).map(contains) ?? false
    }

    func contains(_ address: IPAddress) -> Bool { network.contains(address) }

    /// The addresses of this machine itself.
    public static let loopback = ["127.0.0.0/8", "::1"].compactMap { NetworkRange($0) }
}

extension IPAddress {
    /// What a limit counts as one: the bytes of an IPv4 address, or of an IPv6 network of 64 bits, because who has one
    /// address of such a network has all of them.
    var source: ArraySlice<UInt8> { bytes.count == 4 ? bytes[...] : bytes.prefix(8) }
}
