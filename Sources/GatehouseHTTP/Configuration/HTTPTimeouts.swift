/// How long a connection may take over everything. All are measured on the monotonic clock.
public struct HTTPTimeouts: Sendable, Hashable {
    /// From the connection's start, or from a later request's first byte, to the end of its header section. Absolute:
    /// bytes that arrive do not extend it. Over it: 408, or nothing where the peer never sent a byte, and a close.
    public var header: Duration = .seconds(5)
    /// From one answer to the next request's first byte. Over it, the connection is closed.
    public var keepAlive: Duration = .seconds(60)
    /// From the end of the header section to the end of the body. Absolute. Over it: 408 and a close.
    public var body: Duration = .seconds(15)
    /// How long a body may arrive more slowly than ``bodyBytesPerSecond``.
    public var bodyGrace: Duration = .seconds(5)
    /// The average rate, in bytes a second, that a body must keep after ``bodyGrace``; 0 asks for none. Below it: 408
    /// and a close.
    public var bodyBytesPerSecond = 1024
    /// How long a peer may leave what is written unread. The time counts from the last byte that its side took; after
    /// nine to ten tenths of it the connection is dropped.
    public var writeStall: Duration = .seconds(10)
    /// How often a silent event stream gets a comment, so that nobody on the way takes it for dead.
    public var streamComment: Duration = .seconds(15)
    /// How long requests in flight may go on after a shutdown has begun. Over it, they are cancelled.
    public var drain: Duration = .seconds(30)
    /// How long idle connections, and the listening socket, stay open after a shutdown has begun, so that probes see
    /// the server not ready before they see it gone.
    public var drainLinger: Duration = .milliseconds(250)
    /// How long a refused peer that is still sending has to read its refusal before the connection is closed.
    public var closeLinger: Duration = .seconds(1)

    /// The times above.
    public init() {}
}
