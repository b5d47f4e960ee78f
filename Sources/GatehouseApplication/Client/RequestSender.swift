import GatehouseJSON

/// Brings a request to a server.
protocol RequestSender: Sendable {
    /// Sends a request, and returns when its response is complete.
    ///
    /// - Parameters:
    ///   - request: The request.
    ///   - onNotification: Takes each notification that comes before the response, in order.
    /// - Throws: ``CommandFailure`` where the server cannot be reached or does not answer in time.
    func send(
        _ request: ClientRequest,
        onNotification: @escaping @Sendable (JSONObject) -> Void
    ) async throws(CommandFailure) -> ServerReply
}
