/// Asks other servers for something: where an issuer's keys are, or whether a token holds.
public protocol Fetching: Sendable {
    /// Sends one request and returns the whole answer.
    ///
    /// It returns within the fetcher's time, whatever the other side does, and with it after cancellation.
    ///
    /// - Throws: ``OutgoingFailure`` where the request may not be sent, or no answer comes that the request takes.
    func fetch(_ request: OutgoingRequest) async throws(OutgoingFailure) -> OutgoingResponse
}
