import Synchronization

/// The stream that a client opens with GET, for what belongs to none of its requests (basic/transports, "Listening for
/// Messages from the Server", 2025-11-25).
extension LegacySession {
    /// A new stream for what belongs to no request. It takes the place of the one before: a client whose connection broke
    /// need not wait until the server has noticed.
    func openStandingStream() -> SessionStream {
        let stream = SessionStream(keeping: keeping)
        let (old, isEnded) = state.withLock { state in
            defer { if !state.isEnded { state.standing = stream } }
            return (state.standing, state.isEnded)
        }
        old?.end()
        if isEnded { stream.end() }
        return stream
    }

    /// Serves a connection of the stream until the client or the server ends it.
    ///
    /// - Parameter number: The last event that the client has, where it resumes.
    func serve(_ stream: SessionStream, on reply: any ReplyStream, after number: UInt64?) async {
        state.withLock { $0.uses += 1 }
        let race = Race<StreamQueue.Release>()
        let connection = stream.connect(
            SessionStream.Connection(
                stream: reply, after: number, primes: primesStreams, onRelease: { race.end(.returned($0)) }))
        if isStanding(stream) { startFeeding(stream) }
        _ = await withTaskCancellationHandler {
            await race.wait()
        } onCancel: {
            stream.lose(connection)
        }
        if !stream.isConnected { await stopFeeding(stream) }
        state.withLock { $0.uses -= 1 }
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
        let standing = state.withLock { $0.standing }
        if let standing, keeping.store != nil { standing.disconnect(retry: nil) } else { standing?.finish() }
        if case .oneStream(let stream) = carrier { stream.finish() }
    }

    private func isStanding(_ stream: SessionStream) -> Bool {
        state.withLock { $0.standing === stream }
    }

    private func startFeeding(_ stream: SessionStream) {
        let (waiting, isFed) = state.withLock { state in
            defer { state.outbox = [] }
            return (state.outbox, state.feed != nil)
        }
        guard !waiting.isEmpty || !isFed else { return }
        // The task ends with the connection, or with the session.
        let task = Task { [weak self] in
            for message in waiting { await stream.send(message) }
            await self?.feed(stream)
        }
        let old = state.withLock { state in
            defer { state.feed = task }
            return state.feed
        }
        old?.cancel()
    }

    private func stopFeeding(_ stream: SessionStream) async {
        let feed = state.withLock { state -> Task<Void, Never>? in
            guard state.standing == nil || state.standing === stream else { return nil }
            return state.feed.take()
        }
        feed?.cancel()
        await feed?.value
    }

    /// Sends what changes on the server, for as long as there is a connection.
    private func feed(_ stream: SessionStream) async {
    }
}
