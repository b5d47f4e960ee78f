import GatehouseProtocol
import Synchronization

/// One request of a session over Streamable HTTP, or one batch of them, and the response that it is answered with.
///
/// The response is one JSON text, unless there is a message to send before: then it is a stream of the session's, which
/// may outlive its connection (basic/transports, "Sending Messages to the Server", 2025-11-25). So the work does not end
/// with the connection, and the connection may end before the work.
final class SessionExchange: ReplyStream {
    private struct Opened {
        let stream: SessionStream
        let connection: UInt64
    }

    private enum State {
        case unopened
        case opened(Opened)
        case over
    }

    let session: LegacySession
    /// The request; nothing for a batch.
    private let request: RequestID?
    /// The connection's own stream; nothing where the client takes none.
    private let reply: (any ReplyStream)?
    private let race = Race<Reply>()
    private let state = Mutex(State.unopened)

    init(session: LegacySession, request: RequestID?, reply: (any ReplyStream)?, head: RequestHead) {
        self.session = session
        self.request = request
        self.reply = MediaType.accepts("text/event-stream", head.accept) ? reply : nil
    }

    /// Whether the client takes messages before the reply.
    var takesMessages: Bool { reply != nil }

    func open(fields: [Reply.Field]) async throws(StreamClosed) {
        _ = try stream(fields)
    }

    func send(_ message: StreamMessage, fields: [Reply.Field]) async throws(StreamClosed) {
        guard await (try stream(fields)).send(message.body) else { throw StreamClosed() }
    }

    /// Whether the response has become a stream.
    var isOpen: Bool {
        state.withLock { if case .opened = $0 { true } else { false } }
    }

    /// Sends a message, where there is still somebody to send it to.
    func send(_ body: [UInt8]) async {
        guard let stream = try? stream([]) else { return }
        await stream.send(body)
    }

    /// Closes the connection before there is a reply; the client comes for the rest after a time (basic/transports, "Sending
    /// Messages to the Server", 2025-11-25). Does nothing where the client could not come back.
    func disconnect(retry: Duration?) {
        guard session.primesStreams, session.keeping.store != nil, let stream = try? stream([]) else { return }
        stream.disconnect(retry: retry)
    }

    /// Sends the reply: as the response, or as the last message of the stream that the response has become.
    func conclude(_ reply: Reply) async {
        let opened = state.withLock { state -> Opened? in
            defer { state = .over }
            if case .opened(let opened) = state { return opened }
            return nil
        }
        guard let opened else {
            race.end(.returned(await response(reply)))
            return
        }
        if let body = reply.body {
            await opened.stream.send(body, isLast: true)
        } else {
            opened.stream.finish()
        }
        session.forget(opened.stream)
    }

    /// Waits for the response to the request, which is the reply, or what ends the stream.
    func response() async -> Reply {
        let ending = await withTaskCancellationHandler {
            await race.wait()
        } onCancel: {
            if case .opened(let opened) = state.withLock({ $0 }) { opened.stream.lose(opened.connection) }
        }
        if case .returned(let reply) = ending { return reply }
        return Reply(status: 200)
    }

    /// What is sent where there was nothing before. A request that its client took back is not answered (basic/utilities/
    /// cancellation), and a stream that ends without a message says so.
    private func response(_ reply: Reply) async -> Reply {
        guard reply.status == Refusal.abandonedStatus, let stream = self.reply else { return reply }
        do throws(StreamClosed) {
            try await stream.open(fields: [])
            return Reply(status: 200)
        } catch {
            return reply
        }
    }

    /// The stream that the response is, from now on.
    private func stream(_ fields: [Reply.Field]) throws(StreamClosed) -> SessionStream {
        guard let reply else { throw StreamClosed() }
        let opened: SessionStream? = state.withLock { state in
            switch state {
            case .opened(let opened): return opened.stream
            case .over: return nil
            case .unopened:
                let stream = session.openStream(for: request)
                let connection = stream.connect(
                    SessionStream.Connection(
                        stream: reply, fields: fields, primes: session.primesStreams,
                        onRelease: { _ in self.race.end(.returned(Reply(status: 200))) }))
                state = .opened(Opened(stream: stream, connection: connection))
                return stream
            }
        }
        guard let opened else { throw StreamClosed() }
        return opened
    }
}
