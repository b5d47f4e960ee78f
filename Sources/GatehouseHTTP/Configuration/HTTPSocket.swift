/// What a listener accepts connections at.
public struct HTTPSocket: Sendable, Hashable {
    enum Kind: Sendable, Hashable {
        case address
        case file(path: String, mode: UInt16)
        case inherited
    }

    let kind: Kind

    /// A host and a port, ``HTTPListenerConfiguration/host`` and ``HTTPListenerConfiguration/port``.
    public static let address = HTTPSocket(kind: .address)

    /// The sockets that the process was started with (`LISTEN_FDS`, sd_listen_fds(3)): systemd, or who speaks its
    /// protocol, has bound them, and holds connections while the process starts.
    public static let inherited = HTTPSocket(kind: .inherited)

    /// A Unix domain socket.
    ///
    /// A file that is there is replaced only if it is a socket at which nobody listens. The file goes when the listener
    /// ends.
    ///
    /// - Parameters:
    ///   - path: The file. The system allows about a hundred bytes.
    ///   - mode: Its permissions, of which writing decides who may connect; only the owner where nothing is said.
    public static func file(_ path: String, mode: UInt16 = 0o600) -> HTTPSocket {
        HTTPSocket(kind: .file(path: path, mode: mode & 0o777))
    }
}
