import GatehouseJSON
import GatehouseProtocol
import Synchronization

/// Subscriptions of revision 2026-07-28.
extension Connection {
    /// Opens a subscription, and returns when the server has acknowledged it.
    func listen(_ filter: SubscriptionFilter) async throws(ClientError) -> Subscription {
        guard revision.isModern else {
            throw .unavailable(
                "subscriptions/listen", in: revision, advice: "use subscribe(to:) and notifications")
        }
        var invocation = Invocation(Method.listen, ["notifications": filter.tree])
        invocation.options.timeout = .none
        let (id, channel) = try openChannel()
        let exchange = Task { [self, invocation] in
            await hold(invocation, id: id, channel)
        }
        do throws(ClientError) {
            let acknowledgement = try await options.clock.run(within: options.timeout) {
                () async throws(ClientError) in try await channel.acknowledgement.value()
            }
            return Subscription(channel, exchange, acknowledgement)
        } catch {
            exchange.cancel()
            throw error
        }
    }

    private func openChannel() throws(ClientError) -> (RequestID, SubscriptionChannel) {
        let channel = SubscriptionChannel(maximumBuffered: options.limits.maximumBufferedNotifications)
        let id = RequestID.integer(nextID())
        let failure: ClientError? = state.withLock { state in
            if let end = state.end { return end }
            guard state.subscriptions.count < options.limits.maximumSubscriptions else {
                return ClientError(
                    .tooMuchPending, "\(options.limits.maximumSubscriptions) subscriptions are open already")
            }
            state.subscriptions[id] = channel
            return nil
        }
        if let failure { throw failure }
        return (id, channel)
    }

    /// Waits for the response that ends a subscription in order.
    private func hold(_ invocation: Invocation, id: RequestID, _ channel: SubscriptionChannel) async {
        let message = message(invocation, id: id, revision)
        do throws(ClientError) {
            let reply = try await transport.exchange(message)
            if let refusal = ClientError(refusal: reply) { throw refusal }
            channel.finish(nil)
        } catch {
            if error.kind == .cancelled { abandon(id, invocation.method, error) }
            channel.finish(error)
        }
        state.withLock { $0.subscriptions[id] = nil }
    }
}
