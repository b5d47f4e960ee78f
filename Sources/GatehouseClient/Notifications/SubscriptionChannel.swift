import GatehouseProtocol
import Synchronization

/// Leads the messages of one subscription to whoever reads it.
final class SubscriptionChannel: Sendable {
    /// What the server agreed to send, once it says so.
    let acknowledgement = Promise<ServerNotification>()
    let events: AsyncThrowingStream<ServerNotification, any Error>
    private let continuation: AsyncThrowingStream<ServerNotification, any Error>.Continuation
    private let maximumBuffered: Int

    init(maximumBuffered: Int) {
        self.maximumBuffered = maximumBuffered
        (events, continuation) = AsyncThrowingStream.makeStream(
            of: ServerNotification.self, bufferingPolicy: .bufferingOldest(maximumBuffered))
    }

    /// Takes a message of the subscription.
    func take(_ notification: ServerNotification) {
        guard notification.method != Method.subscriptionsAcknowledged else {
            return acknowledgement.fulfil(.success(notification))
        }
        guard case .dropped = continuation.yield(notification) else { return }
        finish(ClientError(.tooMuchPending, "\(maximumBuffered) events of the subscription wait to be read already"))
    }

    /// Ends the subscription; in order where there is no error. Only the first end counts.
    func finish(_ error: ClientError?) {
        acknowledgement.fulfil(
            .failure(error ?? ClientError(.disconnected, "the server ended the subscription before it began")))
        continuation.finish(throwing: error)
    }
}
