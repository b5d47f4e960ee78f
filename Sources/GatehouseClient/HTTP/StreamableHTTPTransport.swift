import AsyncHTTPClient
import GatehouseJSON
import GatehouseProtocol
import NIOCore
import NIOHTTP1
import Synchronization

/// Streamable HTTP, in both of its shapes: every request a POST of its own (basic/transports/streamable-http,
/// 2026-07-28), or with sessions, a GET stream and resumption (basic/transports, 2025-11-25).
final class StreamableHTTPTransport: ClientTransport {
    struct State {
        var receiver: (any MessageReceiver)?
        /// The session of the revisions up to 2025-11-25, and the revision that it speaks.
        var sessionID: String?
        var revision: ProtocolRevision?
        /// Listens for what the server sends of its own accord.
        var listening: Task<Void, Never>?
        var isClosed = false
    }

    let endpoint: HTTPEndpoint
    let options: ClientOptions
    let connections: AuthorizedConnections
    let state = Mutex(State())

    init(_ endpoint: HTTPEndpoint, _ options: ClientOptions) {
        self.endpoint = endpoint
        self.options = options
        connections = AuthorizedConnections(endpoint, options)
    }

    var hasStreamPerRequest: Bool { true }
    var receiver: (any MessageReceiver)? { state.withLock { $0.receiver } }

    func open(_ receiver: any MessageReceiver) async throws(ClientError) {
        state.withLock { $0.receiver = receiver }
        connections.onTokenChange { [weak self] in self?.receiver?.authorizationDidChange() }
    }

    func exchange(_ message: OutgoingMessage) async throws(ClientError) -> TransportReply {
        guard let id = message.id else { throw ClientError(.unreadable, "a message without an id has no response") }
        let session = beginSession(message)
        let response = try await connections.execute(post(message, session: session))
        if let failure = AuthorizedConnections.failure(of: response) {
            return try await reply(response, failure, hadSession: session != nil)
        }
        if message.method == Method.initialize { keepSession(of: response) }
        guard Self.isEventStream(response) else {
            let body = try await connections.body(of: response)
            guard !body.isEmpty else {
                throw ClientError(.unreadable, "it is empty", http: HTTPFailure(status: Int(response.status.code)))
            }
            return TransportReply(try connections.reader.message(body))
        }
        let isResumable = message.revision.map { !$0.isModern } ?? true
        return TransportReply(
            try await ResponseStream(transport: self, id: id, isResumable: isResumable).read(response))
    }

    func send(_ message: OutgoingMessage) async throws(ClientError) {
        let session = state.withLock { $0.sessionID }
        let response = try await connections.execute(post(message, session: session))
        guard let failure = AuthorizedConnections.failure(of: response) else { return }
        let reply = try await reply(response, failure, hadSession: session != nil)
        throw ClientError(refusal: reply) ?? ClientError(.httpStatus, "HTTP status \(failure.status)", http: failure)
    }

    func alternative(after failure: ClientError) async -> (any ClientTransport)? {
        guard failure.suggestsEventStreamTransport else { return nil }
        return EventStreamTransport(endpoint, options)
    }

    func close() async {
        let (session, revision, listening) = state.withLock { state in
            state.isClosed = true
            defer {
                state.receiver = nil
                state.sessionID = nil
                state.listening = nil
            }
            return (state.sessionID, state.revision, state.listening)
        }
        listening?.cancel()
        if let session { await end(session, revision) }
        await connections.close()
    }

    /// Tells the server that a session is no longer needed. A server that does not care for it is none of our business.
    private func end(_ session: String, _ revision: ProtocolRevision?) async {
        var call = HTTPConnections.Call(method: .DELETE, url: connections.url)
        call.fields = OutgoingMessage(body: [], revision: revision).metadataFields + [("Mcp-Session-Id", session)]
        let request = call
        _ = try? await options.clock.run(within: .seconds(2)) { [connections] () async throws(ClientError) in
            _ = try await connections.execute(request)
        }
    }

    private func post(_ message: OutgoingMessage, session: String?) -> HTTPConnections.Call {
        var call = HTTPConnections.Call(method: .POST, url: connections.url, body: message.body)
        call.fields = [("Content-Type", "application/json"), ("Accept", "application/json, text/event-stream")]
        call.fields += message.metadataFields
        if let session { call.fields.append(("Mcp-Session-Id", session)) }
        return call
    }

    /// The session that a message belongs to. A handshake begins a new one, and revision 2026-07-28 has none.
    private func beginSession(_ message: OutgoingMessage) -> String? {
        state.withLock { state in
            guard message.method == Method.initialize else {
                return message.revision?.isModern == true ? nil : state.sessionID
            }
            state.sessionID = nil
            state.listening?.cancel()
            state.listening = nil
            return nil
        }
    }

    private func keepSession(of response: HTTPClientResponse) {
        let id = response.headers.first(name: "Mcp-Session-Id")
        // A session's id has visible ASCII characters only (basic/transports, 2025-11-25).
        guard let id, !id.isEmpty, id.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else { return }
        state.withLock { $0.sessionID = id }
    }

    /// What a response of failure says: the JSON-RPC error in its body, or else its status alone.
    private func reply(
        _ response: HTTPClientResponse,
        _ failure: HTTPFailure,
        hadSession: Bool
    ) async throws(ClientError) -> TransportReply {
        // A refusal by a proxy has a page for people as its body; its status says enough.
        let body = try? await connections.body(of: response)
        if Task.isCancelled { throw .cancelled }
        let message = body.flatMap { try? connections.reader.message($0) }
        let error = message?["error"].flatMap { try? JSONRPCError(json: $0) }
        if failure.status == 404, hadSession, error?.code != ErrorCode.methodNotFound.rawValue {
            throw ClientError(
                .sessionEnded, error?.message ?? "HTTP status 404", response: error, http: failure)
        }
        guard let message, error != nil else {
            throw ClientError(.httpStatus, "HTTP status \(failure.status)", http: failure)
        }
        return TransportReply(message, http: failure)
    }

    /// Whether a response is a stream of events.
    static func isEventStream(_ response: HTTPClientResponse) -> Bool {
        let type = response.headers.first(name: "Content-Type")?.split(separator: ";").first.map(String.init) ?? ""
        return type.filter { !$0.isWhitespace }.lowercased() == "text/event-stream"
    }
}
