import Gatehouse

/// Where the messages of one request go: lines among those of others.
struct LineStream: ReplyStream {
    let writer: LineWriter
    let room: LineRoom

    /// There is no beginning to send. A request that begins a stream may last long, so that it takes the place of no other
    /// line any more.
    func open(fields: [Reply.Field]) async throws(StreamClosed) {
        room.leave()
    }

    /// Writes a line, unless the client has cancelled the request: nothing more is sent for it then
    /// (basic/transports/stdio, "Cancellation", 2026-07-28).
    func send(_ message: StreamMessage, fields: [Reply.Field]) async throws(StreamClosed) {
        guard !message.body.isEmpty else { return }
        guard !Task.isCancelled else { throw StreamClosed() }
        try await writer.write(message.body)
    }
}
