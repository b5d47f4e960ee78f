import AsyncHTTPClient
import GatehouseJSON
import NIOCore
import NIOHTTP1

/// Sends requests over Streamable HTTP.
struct HTTPRequestSender: RequestSender {
    let endpoint: ClientEndpoint
    /// How long one request may take in all.
    let timeout: Duration

    func send(
        _ request: ClientRequest,
        onNotification: @escaping @Sendable (JSONObject) -> Void
    ) async throws(CommandFailure) -> ServerReply {
        do {
            return try await withThrowingTaskGroup(of: ServerReply.self) { group in
                group.addTask { try await exchange(request, onNotification) }
                group.addTask {
                    try await Task.sleep(for: timeout)
                    throw ConnectionFailure.timeout(timeout)
                }
                defer { group.cancelAll() }
                guard let reply = try await group.next() else { throw ConnectionFailure.timeout(timeout) }
                return reply
            }
        } catch {
            throw ConnectionFailure(error).failure(url: endpoint.url)
        }
    }

    private func exchange(
        _ request: ClientRequest,
        _ onNotification: @Sendable (JSONObject) -> Void
    ) async throws -> ServerReply {
        let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: Self.configuration)
        do {
            let reply = try await exchange(request, client, onNotification)
            try await client.shutdown()
            return reply
        } catch {
            try await client.shutdown()
            throw error
        }
    }

    private func exchange(
        _ request: ClientRequest,
        _ client: HTTPClient,
        _ onNotification: @Sendable (JSONObject) -> Void
    ) async throws -> ServerReply {
        let response = try await client.execute(httpRequest(request), deadline: .distantFuture)
        var accumulator = ReplyAccumulator(id: request.id, contentType: response.headers.first(name: "Content-Type"))
        var reply = ServerReply(
            status: Int(response.status.code),
            retryAfter: response.headers.first(name: "Retry-After"),
            challenge: response.headers.first(name: "WWW-Authenticate")
        )
        do {
            for try await bytes in response.body {
                for notification in try accumulator.read(bytes.readableBytesView) { onNotification(notification) }
                // Nothing of a stream matters behind the response, whenever the server closes it.
                if accumulator.response != nil { break }
            }
            try accumulator.finish()
        } catch let error as ReplyAccumulator.Unreadable {
            // A refusal by a proxy has a page for people as its body; its status says enough.
            guard reply.status >= 400 else { throw error }
        }
        reply.message = accumulator.response
        return reply
    }

    private func httpRequest(_ request: ClientRequest) -> HTTPClientRequest {
        var result = HTTPClientRequest(url: endpoint.url)
        result.method = .POST
        for field in request.fields { result.headers.add(name: field.name, value: field.value) }
        result.headers.add(name: "User-Agent", value: "\(Application.current.name)/\(Application.current.version)")
        if let token = endpoint.token { result.headers.add(name: "Authorization", value: "Bearer \(token)") }
        result.body = .bytes(request.body)
        return result
    }

    private static var configuration: HTTPClient.Configuration {
        var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow)
        configuration.httpVersion = .http1Only
        configuration.timeout.connect = .seconds(10)
        // Somebody waits at a terminal: the first refusal is told at once.
        configuration.connectionPool.retryConnectionEstablishment = false
        return configuration
    }
}
