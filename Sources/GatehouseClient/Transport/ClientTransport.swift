public import GatehouseJSON
public import GatehouseProtocol

/// Carries the messages of one client to one server, and back.
///
/// A transport knows nothing of methods. It sends what it is given, finds the response to each request, and hands every
/// other message of the server to its ``MessageReceiver``, in order. ``Client/connect(to:options:)-(ServerTarget,_)``
/// makes the transports of the specification; another one is used through ``ServerTarget/transport(_:)``.
public protocol ClientTransport: Sendable {
    /// Whether every request has a stream of its own, whose end cancels the request. Elsewhere a request is cancelled by
    /// `notifications/cancelled` (basic/patterns/cancellation, 2026-07-28).
    var hasStreamPerRequest: Bool { get }

    /// Connects. It is called once, before anything else.
    ///
    /// - Parameter receiver: Takes what the server sends of its own accord.
    /// - Throws: ``ClientError`` where no connection comes about.
    func open(_ receiver: any MessageReceiver) async throws(ClientError)

    /// Sends a request, and returns the response to it. Cancelling the task ends the wait at once.
    ///
    /// - Returns: The whole JSON-RPC response, which may be an error.
    /// - Throws: ``ClientError`` where none came.
    func exchange(_ message: OutgoingMessage) async throws(ClientError) -> TransportReply

    /// Sends a message that has no response: a notification, or the response to a request of the server.
    ///
    /// - Throws: ``ClientError`` where it could not be sent, or was refused.
    func send(_ message: OutgoingMessage) async throws(ClientError)

    /// Says that a handshake of the revisions up to 2025-11-25 is complete, so that the server may now send messages of
    /// its own accord.
    func sessionDidBegin(_ revision: ProtocolRevision) async

    /// Another transport to the same server that is worth a handshake of the revisions up to 2025-11-25 after a failure
    /// on this one; nothing where there is none.
    func alternative(after failure: ClientError) async -> (any ClientTransport)?

    /// Disconnects. Requests under way fail; a second call does nothing.
    func close() async
}

extension ClientTransport {
    /// Nothing to be done.
    public func sessionDidBegin(_ revision: ProtocolRevision) async {}

    /// No other one.
    public func alternative(after failure: ClientError) async -> (any ClientTransport)? { nil }
}

/// Takes what a server sends of its own accord.
public protocol MessageReceiver: Sendable {
    /// Takes a request or a notification. It returns soon, and messages are given one after the other.
    func receive(_ message: JSONObject) async

    /// Takes that another token is sent from now on, so that what an earlier one was shown counts no more.
    func authorizationDidChange()

    /// Takes that the connection is gone, and that nothing will come any more.
    func connectionDidEnd(_ error: ClientError)
}

/// The response to a request.
public struct TransportReply: Sendable {
    /// The JSON-RPC response.
    public var message: JSONObject
    /// What HTTP said, where the transport is HTTP and the status is one of failure.
    public var http: HTTPFailure?

    /// Makes a reply.
    public init(_ message: JSONObject, http: HTTPFailure? = nil) {
        self.message = message
        self.http = http
    }
}
