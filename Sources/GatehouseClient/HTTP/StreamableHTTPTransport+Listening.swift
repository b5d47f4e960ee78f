import AsyncHTTPClient
import GatehouseProtocol
import NIOHTTP1
import Synchronization

/// The stream of what a server sends of its own accord (basic/transports, "Listening for Messages from the Server",
/// 2025-11-25).
extension StreamableHTTPTransport {
    func sessionDidBegin(_ revision: ProtocolRevision) async {
        state.withLock { state in
            state.revision = revision
            guard !state.isClosed, state.listening == nil else { return }
            // The task ends with the transport, which cancels it, or with the server's refusal.
            state.listening = Task { [weak self] in
                var position = StreamPosition()
                while !Task.isCancelled, let self, let next = await self.listen(from: position) {
                    position = next
                    do { try await self.options.clock.sleep(next.pause) } catch { return }
                }
            }
        }
    }

    /// Reads one connection of the stream to its end.
    ///
    /// - Returns: Where to go on; nothing where the server has no such stream, or no longer.
    private func listen(from position: StreamPosition) async -> StreamPosition? {
        do throws(ClientError) {
            let response = try await resume(position)
            guard AuthorizedConnections.failure(of: response) == nil, Self.isEventStream(response) else { return nil }
            let stream = ResponseStream(transport: self, id: nil, isResumable: true)
            return try await stream.readConnection(response, from: position.connected).position
        } catch {
            // Only what a new connection may mend is tried again.
            guard error.kind == .disconnected || error.kind == .notConnected else { return nil }
            return position.failed
        }
    }

    /// Asks for a stream by GET, from some position on.
    func resume(_ position: StreamPosition) async throws(ClientError) -> HTTPClientResponse {
        var call = HTTPConnections.Call(method: .GET, url: connections.url)
        let (session, revision) = state.withLock { ($0.sessionID, $0.revision) }
        call.fields = [("Accept", "text/event-stream")]
        call.fields += OutgoingMessage(body: [], revision: revision).metadataFields
        if let session { call.fields.append(("Mcp-Session-Id", session)) }
        if let id = position.lastEventID { call.fields.append(("Last-Event-ID", id)) }
        return try await connections.execute(call)
    }
}
