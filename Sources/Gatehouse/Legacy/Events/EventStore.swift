/// Keeps what the streams of sessions carried, so that a client that lost its connection can be given the rest
/// (basic/transports, "Resumability and Redelivery", 2025-11-25).
///
/// Sessions are those of revisions up to 2025-11-25; later ones have none. An implementation is bounded: it forgets the
/// oldest events first, and everything of a session that is removed. The calls for one stream come one after the other.
public protocol EventStore: Sendable {
    /// Whether what is kept outlives the process, so that a session can be found again that this process never saw.
    var isDurable: Bool { get }

    /// Keeps a session, or what changed of it.
    ///
    /// - Throws: ``EventStoreFailure`` where it cannot be kept; the session then goes on, and ends with the process.
    func keep(_ session: SessionRecord) async throws(EventStoreFailure)

    /// The session with that id.
    func session(_ id: String) async throws(EventStoreFailure) -> SessionRecord?

    /// Forgets a session and all its events.
    func remove(session: String) async throws(EventStoreFailure)

    /// Keeps an event of a stream.
    ///
    /// - Parameters:
    ///   - isLast: Whether nothing follows it on the stream.
    func append(
        _ event: StoredEvent, to stream: String, of session: String, isLast: Bool
    ) async throws(EventStoreFailure)

    /// What a stream carried behind a place; nothing where no such stream is known.
    func stream(_ stream: String, of session: String, after number: UInt64) async throws(EventStoreFailure)
        -> StoredStream?
}

/// A store of events could not do what it was asked for.
public struct EventStoreFailure: Error, Sendable, Hashable, CustomStringConvertible {
    /// What went wrong, for the log alone.
    public let description: String

    public init(_ description: String) {
        self.description = description
    }
}
