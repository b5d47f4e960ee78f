import GatehouseProtocol

/// The HTTP+SSE transport of revision 2024-11-05 (basic/transports, "HTTP with SSE", 2024-11-05).
extension Server {
    /// Serves the paths of the transport.
    ///
    /// - Returns: Nothing where the request is for another path.
    func serveEventStream(_ caller: Authenticated, _ stream: (any ReplyStream)?) async throws(Refusal) -> Reply? {
        let head = caller.received.head
        guard let eventStreams, head.transport.hasHeaderFields else { return nil }
        switch head.path {
        case eventStreams.paths.stream:
            guard head.method == "GET", let stream else { throw .notAllowed("GET") }
            let principal = caller.principal
            return Reply(after: { await self.connect(principal, stream, eventStreams) })
        case eventStreams.paths.messages:
            guard head.method == "POST" else { throw .notAllowed("POST") }
            return try takeMessage(caller, eventStreams)
        default:
            return nil
        }
    }

    /// Serves a client's stream until one of the two ends it. The client's session ends with it.
    private func connect(
        _ caller: Principal, _ reply: any ReplyStream, _ eventStreams: EventStreams
    ) async -> Reply {
        let keeping = SessionStream.Keeping(store: nil, session: "", logger: blueprint.logger)
        let connection = EventStreamConnection(identity: caller.identity, stream: SessionStream(keeping: keeping))
        eventStreams.add(connection)
        let expiry = listen.whenExpired(caller.expiresAt) { connection.stream.finish() }
        let watched = watch.add(
            CredentialWatch.Watched(what: "event stream", principal: caller) { _ in
                connection.stream.finish()
                return true
            })
        defer {
            if let expiry { listen.subscriptions.deadlines.remove(expiry) }
            watch.remove(watched)
        }
        do throws(StreamClosed) {
            let uri = "\(eventStreams.paths.messages)?session_id=\(connection.id)"
            try await reply.send(StreamMessage(Array(uri.utf8), eventName: "endpoint"), fields: [])
            await serve(connection, on: reply)
        } catch {
            // The peer left before its stream began; there is nobody to tell.
        }
        eventStreams.remove(connection)
        if let session = connection.end() { _ = sessions.close(session, by: connection.identity) }
        return Reply(status: 200)
    }

    private func serve(_ connection: EventStreamConnection, on reply: any ReplyStream) async {
        let race = Race<StreamQueue.Release>()
        let number = connection.stream.connect(
            SessionStream.Connection(stream: reply, primes: false, onRelease: { race.end(.returned($0)) }))
        _ = await withTaskCancellationHandler {
            await race.wait()
        } onCancel: {
            connection.stream.lose(number)
        }
    }

    /// Takes a message of a client's. It is answered on the client's stream.
    private func takeMessage(_ caller: Authenticated, _ eventStreams: EventStreams) throws(Refusal) -> Reply {
        let received = caller.received
        guard let id = Self.connectionID(received.head.query) else {
            throw .invalidRequest("session_id is required: open a stream at \(eventStreams.paths.stream) first")
        }
        guard let connection = eventStreams.connection(id, by: caller.principal.identity) else {
            throw .invalidRequest(
                "the session is unknown or has ended: open a stream at \(eventStreams.paths.stream)", status: 404)
        }
        var head = received.head
        head.path = ""
        head.accept = nil
        let (body, stream) = (received.body, connection.stream)
        let isTaken = connection.perform { [head] in
            var head = head
            head.sessionID = connection.sessionID.map { [$0] } ?? []
            let message = caller.carrying(received.carrying(body, head: head))
            let reply = await self.reply(to: message, stream: stream)
            if let session = reply.fields.first(where: { $0.name == "Mcp-Session-Id" }) {
                // A client that leaves while its session is being opened leaves nobody else to end it.
                let endsWithConnection = connection.note(session: session.value)
                if !endsWithConnection { _ = self.sessions.close(session.value, by: connection.identity) }
            }
            if let body = reply.body { await stream.send(body) }
        }
        guard isTaken else {
            throw Refusal(
                .limit, status: 503,
                error: JSONRPCError(.overloaded, "The client has too many messages under way; retry in 1 s"),
                fields: [Reply.Field("Retry-After", "1")])
        }
        return Reply(status: 202)
    }

    private static func connectionID(_ query: String?) -> String? {
        let pairs = query?.split(separator: "&") ?? []
        return pairs.lazy.compactMap { pair in
            pair.hasPrefix("session_id=") ? String(pair.dropFirst("session_id=".count)) : nil
        }.first
    }
}

extension Refusal {
    fileprivate static func notAllowed(_ method: String) -> Refusal {
        var refusal = Refusal.invalidRequest("this path takes \(method) alone", status: 405)
        refusal.fields = [Reply.Field("Allow", method)]
        return refusal
    }
}
