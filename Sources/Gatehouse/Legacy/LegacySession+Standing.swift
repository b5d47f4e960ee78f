import Synchronization

/// The stream that a client opens with GET, for what belongs to none of its requests (basic/transports, "Listening for
/// Messages from the Server", 2025-11-25).
extension LegacySession {
    /// A new stream for what belongs to no request. It takes the place of the one before: a client whose connection broke
    /// need not wait until the server has noticed.
    func openStandingStream() -> SessionStream {
        let stream = SessionStream(keeping: keeping, lost: .standing)
        let (old, isEnded) = state.withLock { state in
            defer { if !state.isEnded { state.standing = stream } }
            return (state.standing, state.isEnded)
        }
        old?.end()
        if isEnded { stream.end() }
        return stream
    }

    /// Serves a connection of a stream until the client or the server ends it.
    ///
    /// - Parameters:
    ///   - number: The last event that the client has, where it resumes.
    ///   - reader: Who is told.
    func serve(
        _ stream: SessionStream, on reply: any ReplyStream, after number: UInt64?, to reader: ResourceReader
    ) async {
        state.withLock { $0.uses += 1 }
        let race = Race<StreamQueue.Release>()
        let connection = stream.connect(
            SessionStream.Connection(
                stream: reply, after: number, primes: primesStreams, onRelease: { race.end(.returned($0)) }))
        let feed = isStanding(stream) ? startFeeding(stream, reader) : nil
        _ = await withTaskCancellationHandler {
            await race.wait()
        } onCancel: {
            stream.lose(connection)
        }
        feed?.cancel()
        await feed?.value
        state.withLock { $0.uses -= 1 }
    }

    /// Begins to tell the client of what belongs to no request, where it has one connection for everything.
    func startFeeding(_ reader: ResourceReader) {
        switch carrier {
        case .oneStream(let stream): startFeeding(stream, reader)
        case .direct(let stream): startFeeding(stream, reader)
        case .streams, .none: break
        }
    }

    /// Sends a message that belongs to no request, or keeps it until there is a stream for it. Of those that wait, the
    /// oldest are dropped beyond a bound.
    func tell(_ message: [UInt8]) async {
        switch carrier {
        case .oneStream(let stream): await stream.send(message)
        case .direct(let stream):
            // Whoever is gone need not be told; the transport ends by itself.
            try? await stream.send(message, fields: [])
        case .none: break
        case .streams:
            let standing = state.withLock { state -> SessionStream? in
                if let standing = state.standing, standing.isConnected { return standing }
                state.outbox.append(message)
                if state.outbox.count > Self.maximumOutbox { state.outbox.removeFirst() }
                return nil
            }
            await standing?.send(message)
        }
    }

    /// Lets the client's connection go, as the server shuts down. The client may resume.
    func releaseStandingStream() {
        if let standing = state.withLock({ $0.standing }) { release(standing) }
    }

    /// Lets a stream's connection go once everything so far is sent. The client may resume where that is possible.
    func release(_ stream: SessionStream) {
        if keeping.store == nil { stream.finish() } else { stream.disconnect(retry: nil) }
    }

    private func isStanding(_ stream: SessionStream) -> Bool {
        state.withLock { $0.standing === stream }
    }

    /// Starts to tell the client. The task ends with the connection, or with the session; the one before it is over first,
    /// as two would tell out of order.
    @discardableResult
    private func startFeeding(_ stream: any ReplyStream, _ reader: ResourceReader) -> Task<Void, Never> {
        state.withLock { state in
            let (waiting, old) = (state.outbox, state.feed)
            state.outbox = []
            let task = Task { [weak self] in
                old?.cancel()
                await old?.value
                for message in waiting {
                    guard (try? await stream.send(message, fields: [])) != nil else { return }
                }
                await self?.feed(stream, reader)
            }
            if state.isEnded { task.cancel() } else { state.feed = task }
            return task
        }
    }
}
