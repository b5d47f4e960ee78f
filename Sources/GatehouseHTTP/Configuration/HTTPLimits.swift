/// How much of everything a peer may send, open or leave unread.
///
/// Each bound is checked while bytes arrive, so nothing larger is ever held. What a peer meets when it crosses one is
/// written at each; the reply's message names the setting.
public struct HTTPLimits: Sendable, Hashable {
    /// Header fields of one request, and fields of a chunked body's trailer. Over it: 431.
    public var headerFields = 100
    /// Bytes of one request's header section, line ends included. Over it: 431.
    public var headerBytes = 32 * 1024
    /// Bytes of the request's target. Over it: 414.
    public var targetBytes = 8 * 1024
    /// Bytes of one request's body, after chunks are joined. Over it: 413.
    public var bodyBytes = 4 * 1024 * 1024
    /// Bytes that the requests of one connection of HTTP/2 have sent of bodies that are not whole yet, together; one body is
    /// always taken. Over it: 503 for the request that crosses it.
    public var connectionBodyBytes = 16 * 1024 * 1024
    /// Connections open at once. Over it: 503 and the connection is closed.
    public var connections = 4096
    /// Connections open at once from one IPv4 address, or from one IPv6 network of 64 bits. Over it: 503 and the
    /// connection is closed.
    ///
    /// Behind a reverse proxy every connection comes from the proxy's address: set it as high as ``connections`` there.
    public var connectionsPerAddress = 256
    /// Requests that one connection of HTTP/2 may have open at once, as the server announces it. More are refused one by
    /// one.
    public var streamsPerConnection = 100
    /// Requests of one HTTP/2 connection that its peer may begin and take back within half a minute ("rapid reset",
    /// CVE-2023-44487), and likewise frames that only cost the server work, as settings and pings. Over it, the connection
    /// is closed.
    public var resetsPerConnection = 200
    /// Bytes that a connection may send ahead while an earlier request on it is being answered.
    ///
    /// One request of a connection is in flight at a time, which keeps the answers in order. Over it, the connection
    /// is not read until the answer is sent.
    public var pipelinedBytes = 64 * 1024
    /// Bytes that wait in the process for one connection's peer to read them; for one of HTTP/2, beside an eighth of it
    /// for each of its requests.
    ///
    /// Over it, ``ReplyStream/send(_:fields:)`` suspends, and the rest of a large reply stays in the array it came in.
    public var streamBufferBytes = 64 * 1024
    /// Bytes of a body that nobody wants but that are read to their end, so that the connection can go on. Over it, the
    /// connection is closed after the answer.
    public var discardedBytes = 64 * 1024
    /// Bytes that are read and thrown away before a connection is closed, so that a peer still sending can read why it
    /// was refused; a reset would destroy the answer on its way. Over it, the connection is not read any more.
    public var lingeringBytes = 8 * 1024 * 1024

    /// The bounds above.
    public init() {}
}
