import Gatehouse

extension IPAddress {
    /// Whether the address is this machine's own (RFC 1122, section 3.2.1.3; RFC 4291, section 2.5.3).
    var isLoopback: Bool {
        bytes.count == 4 ? bytes.first == 127 : bytes.dropLast().allSatisfy { $0 == 0 } && bytes.last == 1
    }

    /// Whether the address belongs to the public Internet: to none of the networks for special purposes (RFC 6890 and
    /// IANA's registries), such as private, link-local, loopback, carrier-grade NAT, documentation and multicast ones.
    ///
    /// Of IPv6 only global unicast counts, without the prefixes that lead to IPv4 addresses inside them (6to4, Teredo),
    /// whose reach would have to be looked at once more. An IPv4 address that is written as IPv6 is the IPv4 one.
    var isPublic: Bool {
        let networks = bytes.count == 4 ? Self.specialNetworks : Self.specialNetworks6
        let isGlobal = bytes.count == 4 || Self.globalUnicast.contains { $0.contains(self) }
        return isGlobal && !networks.contains { $0.contains(self) }
    }

    private static let globalUnicast = networks("2000::/3")

    private static let specialNetworks = networks(
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
        "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
        "224.0.0.0/4", "240.0.0.0/4")

    private static let specialNetworks6 = networks("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")

    private static func networks(_ texts: String...) -> [IPNetwork] {
        texts.compactMap { IPNetwork($0) }
    }
}
