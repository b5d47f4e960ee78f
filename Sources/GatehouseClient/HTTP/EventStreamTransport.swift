import AsyncHTTPClient
import GatehouseJSON
import GatehouseProtocol
import NIOCore
import NIOHTTP1
import Synchronization

/// HTTP+SSE: one stream brings everything that the server says, and each message to it is a POST to a URL that the
/// stream names first (basic/transports, "HTTP with SSE", 2024-11-05).
final class EventStreamTransport: ClientTransport {
    private struct State {
        var receiver: (any MessageReceiver)?
        var reading: Task<Void, Never>?
    }

    private let connections: AuthorizedConnections
    private let options: ClientOptions
    private let pending: PendingExchanges
    private let target = Promise<String>()
    private let state = Mutex(State())

    init(_ endpoint: HTTPEndpoint, _ options: ClientOptions) {
        self.options = options
        connections = AuthorizedConnections(endpoint, options)
        pending = PendingExchanges(maximum: options.limits.maximumPendingRequests)
    }

    var hasStreamPerRequest: Bool { false }

    func open(_ receiver: any MessageReceiver) async throws(ClientError) {
        let call = HTTPConnections.Call(
            method: .GET, url: connections.url, fields: [("Accept", "text/event-stream")])
        let response = try await connections.execute(call)
        if let failure = AuthorizedConnections.failure(of: response) {
            throw ClientError(.httpStatus, "HTTP status \(failure.status)", http: failure)
        }
        guard StreamableHTTPTransport.isEventStream(response) else {
            throw ClientError(.unreadable, "it is no stream of events", http: HTTPFailure(status: 200))
        }
        connections.onTokenChange { [weak self] in
            self?.state.withLock { $0.receiver }?.authorizationDidChange()
        }
        state.withLock { state in
            state.receiver = receiver
            // The task ends with the stream, or with the transport, which cancels it.
            state.reading = Task { [weak self] in await self?.read(response) }
        }
        _ = try await options.clock.run(within: options.timeout) { [target] () async throws(ClientError) in
            try await target.value()
        }
    }

    func exchange(_ message: OutgoingMessage) async throws(ClientError) -> TransportReply {
        guard let id = message.id else { throw ClientError(.unreadable, "a message without an id has no response") }
        let promise = try pending.register(id)
        defer { pending.forget(id) }
        try await send(message)
        return TransportReply(try await promise.value())
    }

    func send(_ message: OutgoingMessage) async throws(ClientError) {
        var call = HTTPConnections.Call(method: .POST, url: try await target.value(), body: message.body)
        call.fields = [("Content-Type", "application/json")] + message.metadataFields
        let response = try await connections.execute(call)
        guard let failure = AuthorizedConnections.failure(of: response) else { return }
        throw ClientError(.httpStatus, "HTTP status \(failure.status)", http: failure)
    }

    func close() async {
        let reading = state.withLock { state in
            state.receiver = nil
            return state.reading.take()
        }
        reading?.cancel()
        pending.end(.closed)
        target.fulfil(.failure(.closed))
        await connections.close()
    }

    private func read(_ response: HTTPClientResponse) async {
        var end = ClientError(.disconnected, "the server closed the stream")
        do {
            var parser = EventStreamParser(maximum: connections.reader.maximumBytes)
            for try await bytes in response.body {
                for event in try parser.read(bytes.readableBytesView) { try await take(event) }
            }
        } catch is EventStreamParser.TooLarge {
            end = connections.reader.tooLarge
        } catch {
            end = HTTPErrorSorting.sort(error)
        }
        target.fulfil(.failure(end))
        pending.end(end)
        state.withLock { $0.receiver.take() }?.connectionDidEnd(end)
    }

    private func take(_ event: ServerSentEvent) async throws(ClientError) {
        switch event.type {
        case "endpoint":
            let url = EndpointURL.resolve(String(decoding: event.data, as: UTF8.self), against: connections.url)
            guard let url else { throw ClientError(.unreadable, "the stream names an endpoint of another origin") }
            target.fulfil(.success(url))
        case "message" where !event.data.isEmpty:
            let message = try connections.reader.message(event.data)
            guard message.contains("method") else { return pending.complete(message) }
            await state.withLock { $0.receiver }?.receive(message)
        default: break
        }
    }
}
