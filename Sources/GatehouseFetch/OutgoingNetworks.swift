import Gatehouse

/// Networks that may be asked although they are not public ones.
public struct OutgoingNetworks: Sendable, Hashable {
    private let networks: [IPNetwork]

    /// None: only public addresses are asked.
    public static let none = OutgoingNetworks(networks: [])

    private init(networks: [IPNetwork]) {
        self.networks = networks
    }

    /// - Parameter entries: Addresses as `192.0.2.1` and `fd00::1`, and networks as `10.0.0.0/8` and `fd00::/8`.
    /// - Returns: Nothing where one of them is neither.
    public init?(_ entries: [String]) {
        let networks = entries.compactMap { IPNetwork($0) }
        guard networks.count == entries.count else { return nil }
        self.init(networks: networks)
    }

    func contains(_ address: IPAddress) -> Bool {
        networks.contains { $0.contains(address) }
    }
}
