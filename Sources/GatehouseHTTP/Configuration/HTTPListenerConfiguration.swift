public import Gatehouse

/// Where an ``HTTPListener`` listens and what it bears.
public struct HTTPListenerConfiguration: Sendable, Hashable {
    /// What connections are accepted at.
    public var socket = HTTPSocket.address
    /// The address to bind, as a name or a number. The default admits this machine only.
    public var host = "127.0.0.1"
    /// The port to bind; 0 lets the system choose a free one.
    public var port = 8080
    /// The path of the MCP endpoint. It is compared byte by byte; an escaped or dotted spelling of it is another path.
    public var endpointPath = "/mcp"
    /// Event loops, each with a thread of its own.
    public var threads = 1
    /// How many connections the system holds for the process before it accepts them.
    public var backlog = 1024
    /// What it proves itself with; nothing for a listener without TLS.
    ///
    /// With it the listener speaks HTTP/2 as well, with those who ask for it (ALPN, RFC 7301). Without it, it is
    /// HTTP/1.1 only.
    public var tls: HTTPTLSConfiguration?
    /// The origins whose pages may use the endpoint, which browsers are told; nothing where they are told nothing.
    ///
    /// It is to be the policy by which the responder refuses origins.
    public var origins: OriginPolicy?
    /// Whether answers are compressed for clients that ask for it.
    public var compression = HTTPCompression.none
    /// The proxies whose word on the client's address, scheme and host is taken.
    public var trustedProxies = HTTPTrustedProxies.none
    /// The bounds on what peers send and open.
    public var limits = HTTPLimits()
    /// The bounds on how long they take.
    public var timeouts = HTTPTimeouts()

    /// Local, port 8080, one thread, the default bounds.
    public init() {}
}
