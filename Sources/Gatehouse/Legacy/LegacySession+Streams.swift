import GatehouseProtocol
import Synchronization

extension LegacySession {
    /// A new stream of the session's, for what belongs to one request, or to one batch of them.
    ///
    /// - Parameter request: The request that the stream's last message answers.
    func openStream(for request: RequestID?) -> SessionStream {
        let stream = SessionStream(keeping: keeping, lost: request.map { .request($0) })
        let isEnded = state.withLock { state in
            if !state.isEnded { state.streams[stream.id] = stream }
            return state.isEnded
        }
        if isEnded { stream.end() }
        return stream
    }

    /// Forgets a stream at whose end nothing follows. What it carried is kept for as long as the session.
    func forget(_ stream: SessionStream) {
        state.withLock { $0.streams[stream.id] = nil }
    }

    /// The stream of that name on which something may still follow.
    func stream(_ id: String) -> SessionStream? {
        state.withLock { state in
            if let standing = state.standing, standing.id == id { return standing }
            return state.streams[id]
        }
    }
}
