public import GatehouseProtocol

/// A stream of what changes on a server (basic/patterns/subscriptions, 2026-07-28).
///
/// It is an asynchronous sequence of notifications, for one reader. It ends where the server ends it in order, and
/// throws ``ClientError`` where the connection is lost: then nothing more is known of what changed, and whoever needs to
/// know listens anew. It ends, too, with ``cancel()``, and when nobody holds it any more.
public final class Subscription: AsyncSequence, Sendable {
    public typealias Element = ServerNotification

    /// What the server agreed to send. It leaves out what it does not support.
    public let acknowledged: SubscriptionFilter
    private let channel: SubscriptionChannel
    private let exchange: Task<Void, Never>

    init(
        _ channel: SubscriptionChannel,
        _ exchange: Task<Void, Never>,
        _ acknowledgement: ServerNotification
    ) {
        self.channel = channel
        self.exchange = exchange
        acknowledged =
            acknowledgement.params(of: SubscriptionsAcknowledged.self)?.notifications ?? SubscriptionFilter()
    }

    deinit {
        exchange.cancel()
    }

    /// Ends the subscription; the server is told.
    public func cancel() {
        channel.finish(nil)
        exchange.cancel()
    }

    public func makeAsyncIterator() -> AsyncIterator {
        AsyncIterator(subscription: self, events: channel.events.makeAsyncIterator())
    }

    /// Reads the events of a subscription.
    public struct AsyncIterator: AsyncIteratorProtocol {
        // Keeps the subscription for as long as somebody reads it.
        private let subscription: Subscription
        private var events: AsyncThrowingStream<ServerNotification, any Error>.AsyncIterator

        init(
            subscription: Subscription,
            events: AsyncThrowingStream<ServerNotification, any Error>.AsyncIterator
        ) {
            self.subscription = subscription
            self.events = events
        }

        /// The next event; nothing once the server has ended the subscription.
        ///
        /// - Throws: ``ClientError`` where the connection is lost.
        public mutating func next() async throws -> ServerNotification? {
            try await events.next()
        }
    }
}
