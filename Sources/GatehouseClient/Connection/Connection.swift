import GatehouseJSON
import GatehouseProtocol
import Logging
import Synchronization

/// What a client and its server share: the transport, the era, and everything under way between them.
final class Connection: Sendable {
    struct State {
        var transport: any ClientTransport
        var revision = ProtocolRevision.latest
        var logLevel: LoggingLevel?
        var lastID: Int64 = 0
        /// Who wants reports of progress, by the token.
        var progress: [ProgressToken: @Sendable (ProgressNotificationParams) -> Void] = [:]
        var subscriptions: [RequestID: SubscriptionChannel] = [:]
        /// What the server said about itself when it was asked last.
        var server: ServerDescription?
        /// How many handshakes there were, and the one under way.
        var handshakes = 0
        var renewal: Task<Result<Void, ClientError>, Never>?
        var end: ClientError?
    }

    let options: ClientOptions
    let state: Mutex<State>
    let feeds: NotificationFeeds
    let cache: ResponseCache
    let tools = ToolHeaders()
    let requests: ServerRequests
    let tasks = TaskBag()

    init(_ transport: any ClientTransport, _ options: ClientOptions) {
        self.options = options
        var state = State(transport: transport)
        state.logLevel = options.logLevel
        self.state = Mutex(state)
        feeds = NotificationFeeds(maximumBuffered: options.limits.maximumBufferedNotifications)
        cache = ResponseCache(options.limits, options.clock)
        requests = ServerRequests(maximum: options.limits.maximumServerRequests)
    }

    var transport: any ClientTransport { state.withLock { $0.transport } }
    var revision: ProtocolRevision { state.withLock { $0.revision } }
    var logger: Logger { options.logger }

    /// An id that no other request of this client has.
    func nextID() -> Int64 {
        state.withLock { state in
            state.lastID += 1
            return state.lastID
        }
    }

    /// Ends everything. Calls under way fail with ``ClientError/Kind/closed`` or as their transport says.
    func close() async {
        let (transport, subscriptions) = state.withLock { state in
            state.end = state.end ?? .closed
            defer {
                state.subscriptions = [:]
                state.progress = [:]
            }
            return (state.transport, state.subscriptions)
        }
        for channel in subscriptions.values { channel.finish(.closed) }
        requests.cancelAll()
        tasks.cancelAll()
        feeds.finish()
        await transport.close()
    }

    /// Sends a notification.
    func notify(_ method: String, _ params: JSONObject = [:]) async throws(ClientError) {
        let body = JSONRPCNotification(method: method, params: params.isEmpty ? nil : params).jsonBytes
        try await transport.send(OutgoingMessage(body: body, method: method, revision: revision))
    }
}
