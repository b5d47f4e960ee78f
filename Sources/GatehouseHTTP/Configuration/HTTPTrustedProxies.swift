import Gatehouse

/// The proxies whose word on a request's origin is taken: addresses, and networks in the notation of RFC 4632.
///
/// What `Forwarded` (RFC 7239), or else `X-Forwarded-For`, `X-Forwarded-Proto` and `X-Forwarded-Host` say counts only
/// where the connection comes from one of them. Of several addresses the last one that is not a trusted proxy is the
/// client. From anybody else the fields are ignored. A connection over a Unix domain socket has no address; it is
/// trusted where ``unixSocket`` is among the entries.
public struct HTTPTrustedProxies: Sendable, Hashable {
    /// The entry that stands for every peer of a Unix domain socket.
    public static let unixSocket = "unix"

    private let networks: Set<IPNetwork>
    private let trustsUnixSocket: Bool

    /// Nobody.
    public static let none = HTTPTrustedProxies(networks: [], trustsUnixSocket: false)

    private init(networks: Set<IPNetwork>, trustsUnixSocket: Bool) {
        self.networks = networks
        self.trustsUnixSocket = trustsUnixSocket
    }

    /// - Parameter entries: Addresses as `192.0.2.1` and `2001:db8::1`, networks as `10.0.0.0/8` and `fd00::/8`, and
    ///   `unix`.
    /// - Returns: Nothing where one of them is neither.
    public init?(_ entries: [String]) {
        var networks: Set<IPNetwork> = []
        for entry in entries where entry != Self.unixSocket {
            guard let network = IPNetwork(entry) else { return nil }
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
        networks.contains { $0.contains(address) }
    }
}
