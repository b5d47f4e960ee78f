import AsyncHTTPClient
import NIOCore
import NIOHTTP1

/// The connections of one client, and the way that requests take over them.
///
/// Redirections are not followed, so that a token stays where it was meant to go.
final class HTTPConnections: Sendable {
    /// One request.
    struct Call: Sendable {
        var method: HTTPMethod
        var url: String
        var fields: [(name: String, value: String)] = []
        var body: [UInt8]?
    }

    private let client: HTTPClient

    init() {
        var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow)
        configuration.httpVersion = .http1Only
        configuration.timeout.connect = .seconds(10)
        // Whoever calls is told of the first refusal at once.
        configuration.connectionPool.retryConnectionEstablishment = false
        // Streams stay open for long, each on a connection of its own; the client's limits bound how many there are.
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 4_096
        client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }

    deinit {
        // After close() this finds nothing to do; a client that nobody closed gives its connections back here.
        client.shutdown().whenComplete { _ in }
    }

    /// Sends a request, and returns when the response's head is there.
    ///
    /// - Throws: ``ClientError`` with ``ClientError/Kind/notConnected`` or ``ClientError/Kind/disconnected``.
    func execute(_ call: Call) async throws(ClientError) -> HTTPClientResponse {
        var request = HTTPClientRequest(url: call.url)
        request.method = call.method
        for field in call.fields { request.headers.add(name: field.name, value: field.value) }
        if let body = call.body { request.body = .bytes(body) }
        do {
            return try await client.execute(request, deadline: .distantFuture)
        } catch {
            throw HTTPErrorSorting.sort(error)
        }
    }

    /// Closes every connection.
    func close() async {
        // It fails only where it was closed before.
        _ = try? await client.shutdown()
    }
}
