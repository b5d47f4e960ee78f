import GatehouseJSON
import GatehouseProtocol
import Synchronization

/// One stream of `subscriptions/listen`, from its acknowledgment to its end.
///
/// It keeps nothing of the request path: neither the message that asked for it nor the state of the registry at that time.
final class ListenStream: Sendable {
    /// What a stream is made of.
    struct Parts: Sendable {
        /// The id of the request, which is the subscription's.
        let id: RequestID
        let reader: ResourceReader
        let subscription: Subscription
        let stream: any ReplyStream
        /// Whether other messages share the stream, so that its end does not show by itself.
        let sharesChannel: Bool
    }

    /// What a stream begins with.
    struct Beginning: Sendable {
        let acknowledgment: [UInt8]
        /// The header fields of the response.
        let fields: [Reply.Field]
    }

    private let parts: Parts
    private let listen: Listen
    /// Nothing once it was sent: a stream may last long, and there are many.
    private let beginning: Mutex<Beginning?>

    init(_ parts: Parts, _ beginning: Beginning, _ listen: Listen) {
        self.parts = parts
        self.listen = listen
        self.beginning = Mutex(beginning)
    }

    /// Serves the stream until its client or the server ends it. It is to be called once, which gives the stream's place
    /// back in the end.
    ///
    /// - Returns: The closing result, or that nobody is there to read it.
    func run() async -> Reply {
        let ticket = listen.endsWhenExpired(parts)
        let watch = listen.endsWhenWithdrawn(parts)
        defer {
            if let watch { listen.watch?.remove(watch) }
            listen.subscriptions.close(parts.subscription)
            if let ticket { listen.subscriptions.deadlines.remove(ticket) }
        }
        do throws(StreamClosed) {
            if parts.sharesChannel { try await parts.stream.open(fields: []) }
            while true {
                switch await parts.subscription.next() {
                case .acknowledge: try await begin()
                case .tell(let event): try await tell(event)
                case .end: return try await end()
                case .cancelled: return Reply(status: Refusal.abandonedStatus)
                }
            }
        } catch {
            return Reply(status: Refusal.abandonedStatus)
        }
    }

    private func begin() async throws(StreamClosed) {
        guard let beginning = beginning.withLock({ $0.take() }) else { return }
        try await parts.stream.send(beginning.acknowledgment, fields: beginning.fields)
    }

    /// Tells the client of an event, where it may still hear of it.
    private func tell(_ event: SubscriptionEvent) async throws(StreamClosed) {
        switch event {
        case .listChanged(let kind):
            guard let method = kind.notifications.first else { return }
            try await parts.stream.send(Notice.listChanged(method, parts.id), fields: [])
        case .resourceUpdated(let uri):
            guard await listen.visibility.isVisible(uri.text, to: parts.reader) else { return }
            try await parts.stream.send(Notice.resourceUpdated(uri.text, parts.id), fields: [])
        case .taskChanged(let task):
            guard let state = await listen.tasks?.notice(of: task.text, for: parts.reader.principal) else { return }
            try await parts.stream.send(Notice.task(state, parts.id), fields: [])
        }
    }

    /// Ends the stream with its result. Where other messages share the channel, a cancellation says that nothing more
    /// comes (basic/patterns/cancellation and basic/patterns/subscriptions, "Graceful Closure", 2026-07-28). It comes last:
    /// a client that hears it first takes the stream for broken off.
    private func end() async throws(StreamClosed) -> Reply {
        let result = Notice.result(parts.id, listen.info)
        guard parts.sharesChannel else { return Reply(status: 200, body: result) }
        try await parts.stream.send(result, fields: [])
        try await parts.stream.send(Notice.cancelled(parts.id), fields: [])
        return Reply(status: 200)
    }
}
