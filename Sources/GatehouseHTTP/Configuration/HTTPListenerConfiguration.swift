/// Where an ``HTTPListener`` listens and what it bears.
public struct HTTPListenerConfiguration: Sendable, Hashable {
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
    /// The bounds on what peers send and open.
    public var limits = HTTPLimits()
    /// The bounds on how long they take.
    public var timeouts = HTTPTimeouts()

    /// Local, port 8080, one thread, the default bounds.
    public init() {}
}
