/// The proxies whose word on a request's origin is taken: addresses, and networks in the notation of RFC 4632.
///
/// What `Forwarded` (RFC 7239), or else `X-Forwarded-For`, `X-Forwarded-Proto` and `X-Forwarded-Host` say counts only
/// where the connection comes from one of them. Of several addresses the last one that is not a trusted proxy is the
/// client. From anybody else the fields are ignored. A connection over a Unix domain socket has no address; it is
/// trusted where ``unixSocket`` is among the entries.
public struct HTTPTrustedProxies: Sendable, Hashable {
    /// The entry that stands for every peer of a Unix domain socket.
    public static let unixSocket = "unix"

    private struct Network: Sendable, Hashable {
        let bytes: [UInt8]
        let bits: Int
    }

    private let networks: Set<Network>
    private let trustsUnixSocket: Bool

    /// Nobody.
    public static let none = HTTPTrustedProxies(networks: [], trustsUnixSocket: false)

    private init(networks: Set<Network>, trustsUnixSocket: Bool) {
        self.networks = networks
        self.trustsUnixSocket = trustsUnixSocket
    }

    /// - Parameter entries: Addresses as `192.0.2.1` and `2001:db8::1`, networks as `10.0.0.0/8` and `fd00::/8`, and
    ///   `unix`.
    /// - Returns: Nothing where one of them is neither.
    public init?(_ entries: [String]) {
        var networks: Set<Network> = []
        for entry in entries where entry != Self.unixSocket {
            guard let network = Self.network(entry) else { return nil }
            networks.insert(network)
        }
        self.init(networks: networks, trustsUnixSocket: entries.contains(Self.unixSocket))
    }

    /// Whether there is nobody among them.
    public var isEmpty: Bool { networks.isEmpty && !trustsUnixSocket }

    /// Whether a connection's peer is one of them.
    func trusts(peer: String?) -> Bool {
        guard let peer else { return trustsUnixSocket }
        return IPAddress(peer).map(trusts) ?? false
    }

    func trusts(_ address: IPAddress) -> Bool {
        networks.contains { Self.contains($0, address.bytes) }
    }

    private static func network(_ entry: String) -> Network? {
        let parts = entry.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let text = parts.first, let address = IPAddress(text) else { return nil }
        guard parts.count == 2 else { return Network(bytes: address.bytes, bits: address.bytes.count * 8) }
        guard parts[1].utf8.allSatisfy(ASCII.isDigit), let bits = Int(parts[1]) else { return nil }
        // An IPv4 address that is written as IPv6 has a prefix that counts from there.
        let isMapped = text.contains(":") && address.bytes.count == 4
        let own = isMapped ? bits - 96 : bits
        guard (0...address.bytes.count * 8).contains(own) else { return nil }
        return Network(bytes: address.bytes, bits: own)
    }

    private static func contains(_ network: Network, _ bytes: [UInt8]) -> Bool {
        guard network.bytes.count == bytes.count else { return false }
        for (index, (own, other)) in zip(network.bytes, bytes).enumerated() {
            let left = network.bits - index * 8
            guard left > 0 else { return true }
            let mask: UInt8 = left >= 8 ? 0xFF : ~(0xFF >> UInt8(left))
            guard own & mask == other & mask else { return false }
        }
        return true
    }
}
