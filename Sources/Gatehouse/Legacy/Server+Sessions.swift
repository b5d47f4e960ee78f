import GatehouseJSON
import GatehouseProtocol
import Logging

/// What belongs to the sessions of revisions up to 2025-11-25, beside the requests that walk the path.
extension Server {
    /// Whether a request brings one message for the path, as every request of a modern client does: then there is nothing
    /// for ``serveSession(_:_:)`` to look at.
    func isSingleMessage(_ head: RequestHead) -> Bool {
        guard head.sessionID.isEmpty, head.method != "GET", head.method != "DELETE" else { return false }
        guard let paths = eventStreams?.paths, head.transport.hasHeaderFields else { return true }
        return head.path != paths.stream && head.path != paths.messages
    }

    /// Serves what is no single message of a client's: the end of a session, its streams, a batch.
    ///
    /// - Returns: Nothing where the request holds a message for the path.
    func serveSession(_ caller: Authenticated, _ stream: (any ReplyStream)?) async throws(Refusal) -> Reply? {
        let head = caller.received.head
        if let id = head.sessionID.first { await sessions.restore(id, by: caller.principal.identity) }
        if let reply = try await serveEventStream(caller, stream) { return reply }
        switch head.method {
        case "DELETE": return endSession(caller)
        case "GET": return try await openStream(caller, stream)
        default: return try await answerBatch(caller, stream)
        }
    }

    /// Takes a message that is no request.
    func take(_ message: Message) {
        switch message {
        case .request: break
        case .notification(let method, let params, let session): session?.take(method, params)
        case .response(let id, let reply, let session): if let id { session?.take(reply, to: id) }
        }
    }

    /// Ends the session that a DELETE names (basic/transports of the revisions up to 2025-11-25).
    private func endSession(_ caller: Authenticated) -> Reply {
        let ids = caller.received.head.sessionID
        guard let id = ids.first, ids.count == 1 else { return Reply(status: 400) }
        return Reply(status: sessions.close(id, by: caller.principal.identity) ? 204 : 404)
    }

    /// Serves the stream that a GET asks for: the one for what belongs to no request, or one that is to be resumed.
    private func openStream(_ caller: Authenticated, _ stream: (any ReplyStream)?) async throws(Refusal) -> Reply {
        let head = caller.received.head
        let session = try sessions.session(of: head, caller.principal.identity)
        session.note(caller.principal)
        guard case .streams = session.carrier, let stream else {
            throw .invalidRequest("the session has no stream to open", status: 405)
        }
        guard head.lastEventID.count < 2 else { throw .invalidRequest("Last-Event-ID appears more than once") }
        guard let place = head.lastEventID.first, !place.isEmpty else {
            return serve(session, Resumption(session.openStandingStream()), stream, caller)
        }
        guard let event = EventID(place) else { throw .unknownEvent }
        if let live = session.stream(event.stream) {
            return serve(session, Resumption(live, after: event.number), stream, caller)
        }
        return try await resume(event, of: session, on: stream, caller)
    }

    /// Sends what is kept of a stream that nobody serves any more, and what is to follow it.
    private func resume(
        _ event: EventID, of session: LegacySession, on stream: any ReplyStream, _ caller: Authenticated
    ) async throws(Refusal) -> Reply {
        let kept = await sessions.stream(event, of: session)
        let messages = kept?.messages(of: event.stream) ?? []
        if kept?.isFinished == true { return await send(messages, on: stream) }
        switch await sessions.lost(event.stream, of: session) {
        case nil:
            guard kept != nil else { throw .unknownEvent }
            return await send(messages, on: stream)
        case .standing:
            return serve(session, Resumption(session.openStandingStream(), earlier: messages), stream, caller)
        case .request(let ending):
            let last = StoredEvent(number: (kept?.events.last?.number ?? event.number).next, message: ending)
            await sessions.finish(event.stream, of: session, with: last)
            return await send(messages + StoredStream(events: [last]).messages(of: event.stream), on: stream)
        }
    }

    /// How a connection goes on with a stream.
    private struct Resumption: Sendable {
        let stream: SessionStream
        /// The last event that the client has.
        let number: UInt64?
        /// What is sent before, of a stream whose place this one takes.
        let earlier: [StreamMessage]

        init(_ stream: SessionStream, after number: UInt64? = nil, earlier: [StreamMessage] = []) {
            self.stream = stream
            self.number = number
            self.earlier = earlier
        }
    }

    private func serve(
        _ session: LegacySession, _ resumption: Resumption, _ reply: any ReplyStream, _ caller: Authenticated
    ) -> Reply {
        let stream = resumption.stream
        let reader = ResourceReader(
            principal: caller.principal, requestID: "", received: caller.received.withoutBody)
        let listen = listen
        return Reply(after: {
            // The client comes again with a new credential, and goes on where it was.
            let expiry = listen.whenExpired(reader.principal.expiresAt) { session.release(stream) }
            let watch = listen.watch?.add(
                CredentialWatch.Watched(what: "stream", principal: reader.principal) { _ in
                    session.release(stream)
                    return true
                })
            defer {
                if let expiry { listen.subscriptions.deadlines.remove(expiry) }
                if let watch { listen.watch?.remove(watch) }
            }
            do throws(StreamClosed) {
                try await reply.open(fields: [])
                for message in resumption.earlier { try await reply.send(message, fields: []) }
                await session.serve(stream, on: reply, after: resumption.number, to: reader)
            } catch {
                // The peer left before its stream began; there is nobody to tell.
            }
            return Reply(status: 200)
        })
    }

    /// Sends what is left of a stream on which nothing follows any more.
    private func send(_ messages: [StreamMessage], on reply: any ReplyStream) async -> Reply {
        do throws(StreamClosed) {
            try await reply.open(fields: [])
            for message in messages { try await reply.send(message, fields: []) }
        } catch {
            // The peer is gone again, and may come back for the rest.
        }
        return Reply(status: 200)
    }
}

extension Refusal {
    fileprivate static var unknownEvent: Refusal {
        .invalidRequest("Last-Event-ID names no event that can still be resumed from: open a stream without it")
    }
}

extension StoredStream {
    /// The events as they are sent.
    fileprivate func messages(of stream: String) -> [StreamMessage] {
        events.map { StreamMessage($0.message, eventID: EventID(stream: stream, number: $0.number).text) }
    }
}

extension UInt64 {
    /// The number after this one; what a client names may be the last that there is.
    fileprivate var next: UInt64 { self == .max ? .max : self + 1 }
}

extension LegacySessions {
    /// What becomes of a stream that an earlier process served; nothing where that is not known.
    func lost(_ stream: String, of session: LegacySession) async -> LostStream? {
        await self.stream(EventID(stream: LostStream.name(beside: stream), number: 0), of: session)
            .flatMap(LostStream.init)
    }

    /// Keeps the last event of a stream that an earlier process served.
    func finish(_ stream: String, of session: LegacySession, with event: StoredEvent) async {
        do throws(EventStoreFailure) {
            try await session.keeping.store?.append(event, to: stream, of: session.id, isLast: true)
        } catch {
            session.keeping.logger.error("a session's event cannot be kept", metadata: ["error": "\(error)"])
        }
    }

    /// What is kept of a session's stream behind an event.
    func stream(_ event: EventID, of session: LegacySession) async -> StoredStream? {
        do throws(EventStoreFailure) {
            return try await session.keeping.store?.stream(event.stream, of: session.id, after: event.number)
        } catch {
            session.keeping.logger.error("a session's events cannot be read", metadata: ["error": "\(error)"])
            return nil
        }
    }
}
