import AsyncHTTPClient
import GatehouseJSON
import GatehouseProtocol
import NIOCore

/// Reads a stream of events: what comes before the response to a request, and the response.
///
/// In the revisions up to 2025-11-25 a connection may end before its stream does; the stream is resumed then.
struct ResponseStream {
    /// What a connection brought.
    struct Connection {
        var response: JSONObject?
        var position: StreamPosition
    }

    let transport: StreamableHTTPTransport
    /// The request that the stream answers; nothing for the stream of a session.
    let id: RequestID?
    let isResumable: Bool

    /// Reads to the response, over as many connections as it takes.
    ///
    /// - Throws: ``ClientError`` where the stream ends without the response and cannot be resumed.
    func read(_ first: HTTPClientResponse) async throws(ClientError) -> JSONObject {
        var connection = try await readConnection(first, from: StreamPosition())
        while connection.response == nil {
            let position = connection.position
            guard isResumable, position.lastEventID != nil, position.failures < StreamPosition.maximumFailures else {
                throw ClientError(.disconnected, "the stream ended without a response")
            }
            do { try await transport.options.clock.sleep(position.pause) } catch { throw .cancelled }
            connection = try await resumed(position)
        }
        guard let response = connection.response else {
            throw ClientError(.disconnected, "the stream ended without a response")
        }
        return response
    }

    private func resumed(_ position: StreamPosition) async throws(ClientError) -> Connection {
        let response: HTTPClientResponse
        do throws(ClientError) {
            response = try await transport.resume(position)
        } catch {
            guard error.kind == .notConnected || error.kind == .disconnected else { throw error }
            return Connection(position: position.failed)
        }
        if let failure = AuthorizedConnections.failure(of: response) {
            throw ClientError(.disconnected, "the server does not resume the stream", http: failure)
        }
        return try await readConnection(response, from: position)
    }

    /// Reads one connection, to the response or to its end.
    func readConnection(
        _ response: HTTPClientResponse,
        from start: StreamPosition
    ) async throws(ClientError) -> Connection {
        var parser = EventStreamParser(maximum: transport.connections.reader.maximumBytes)
        var connection = Connection(position: start)
        connection.position.failures += 1
        do {
            for try await bytes in response.body {
                for event in try parser.read(bytes.readableBytesView) {
                    connection.position.lastEventID = event.id ?? connection.position.lastEventID
                    guard !event.data.isEmpty else { continue }
                    connection.position.failures = 0
                    // Nothing of a stream matters behind the response, whenever the server closes it.
                    if let response = try await take(event) {
                        connection.response = response
                        return connection
                    }
                }
                connection.position.retry =
                    parser.retryMilliseconds.map { .milliseconds($0) } ?? connection.position.retry
            }
        } catch is EventStreamParser.TooLarge {
            throw transport.connections.reader.tooLarge
        } catch {
            let sorted = HTTPErrorSorting.sort(error)
            guard isResumable, sorted.kind == .disconnected else { throw sorted }
        }
        return connection
    }

    /// Takes an event.
    ///
    /// - Returns: The response that the stream is for, where the event is that.
    private func take(_ event: ServerSentEvent) async throws(ClientError) -> JSONObject? {
        guard event.type == "message" else { return nil }
        let message = try transport.connections.reader.message(event.data)
        if message.contains("method") {
            await transport.receiver?.receive(message)
            return nil
        }
        guard let id else { return nil }
        // An error about a message that the server could not read has no id.
        let answered = message["id"] ?? .null
        return answered == id.json || answered.isNull ? message : nil
    }
}
