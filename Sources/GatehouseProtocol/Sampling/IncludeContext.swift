/// Which servers' context a client adds to a sampled conversation.
///
/// All but ``none`` are deprecated in revision 2026-07-28.
public struct IncludeContext: ProtocolWord {
    /// The word on the wire.
    public let rawValue: String

    public init(rawValue: String) {
        self.rawValue = rawValue
    }

    /// None.
    public static let none = Self(rawValue: "none")
    /// That of the server that asks.
    public static let thisServer = Self(rawValue: "thisServer")
    /// That of all servers.
    public static let allServers = Self(rawValue: "allServers")

    public static let accepted: [Self]? = [.none, .thisServer, .allServers]
}
