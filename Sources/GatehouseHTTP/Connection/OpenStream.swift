import NIOCore

/// A response that has become a stream of events.
struct OpenStream {
    /// Whether its parts are chunks; to a peer of HTTP/1.0 they are bare, and the connection's end is the stream's.
    let isChunked: Bool
    /// Whether the connection ends with the stream.
    let closes: Bool
    /// When the last part was written.
    var lastWrite: NIODeadline
}
