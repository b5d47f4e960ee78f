import GatehouseJSON
import GatehouseProtocol
import Logging

/// What belongs to the sessions of revisions up to 2025-11-25, beside the requests that walk the path.
extension Server {
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
            return serve(session, session.openStandingStream(), stream, after: nil, caller)
        }
        guard let event = EventID(place) else { throw .unknownEvent }
        if let live = session.stream(event.stream) {
            return serve(session, live, stream, after: event.number, caller)
        }
        guard let kept = await sessions.stream(event, of: session) else { throw .unknownEvent }
        return await replay(kept, of: event.stream, on: stream)
    }

    private func serve(
        _ session: LegacySession,
        _ stream: SessionStream,
        _ reply: any ReplyStream,
        after number: UInt64?,
        _ caller: Authenticated
    ) -> Reply {
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
                await session.serve(stream, on: reply, after: number, to: reader)
            } catch {
                // The peer left before its stream began; there is nobody to tell.
            }
            return Reply(status: 200)
        })
    }

    /// Sends what is kept of a stream on which nothing follows any more.
    private func replay(_ kept: StoredStream, of stream: String, on reply: any ReplyStream) async -> Reply {
        do throws(StreamClosed) {
            try await reply.open(fields: [])
            for event in kept.events {
                let id = EventID(stream: stream, number: event.number).text
                try await reply.send(StreamMessage(event.message, eventID: id), fields: [])
            }
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

extension LegacySessions {
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
