import GatehouseJSON
public import GatehouseProtocol

/// Resources (server/resources, 2026-07-28).
extension Client {
    /// What a resource holds. It is kept for as long as the server says it is fresh.
    ///
    /// - Throws: ``ClientError``.
    public func readResource(
        _ uri: String,
        options: RequestOptions = RequestOptions()
    ) async throws(ClientError) -> ReadResourceResult {
        try await call(Invocation(Method.readResource, ["uri": .string(uri)], name: uri, options: options))
    }

    /// Asks to be told by a notification when a resource changes (server/resources, revisions up to 2025-11-25).
    ///
    /// - Throws: ``ClientError``, with ``ClientError/Kind/unavailable`` in revision 2026-07-28, where one listens.
    public func subscribe(to uri: String) async throws(ClientError) {
        try await sendLegacy(
            Method.subscribe, ["uri": .string(uri)], advice: "use listen(for:) with resourceSubscriptions")
    }

    /// Ends what ``subscribe(to:)`` began.
    ///
    /// - Throws: ``ClientError``, with ``ClientError/Kind/unavailable`` in revision 2026-07-28.
    public func unsubscribe(from uri: String) async throws(ClientError) {
        try await sendLegacy(Method.unsubscribe, ["uri": .string(uri)], advice: "cancel the subscription")
    }

    /// Listens for changes (basic/patterns/subscriptions, 2026-07-28), and returns when the server has agreed.
    ///
    /// - Parameter filter: What is wanted; the server sends nothing else. ``Subscription/acknowledged`` says what it agreed to.
    /// - Throws: ``ClientError``, with ``ClientError/Kind/unavailable`` in the revisions up to 2025-11-25, where changes are
    ///   ``notifications`` that come unasked.
    public func listen(for filter: SubscriptionFilter) async throws(ClientError) -> Subscription {
        try await connection.listen(filter)
    }
}
