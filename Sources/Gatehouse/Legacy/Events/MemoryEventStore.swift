import Synchronization

/// Keeps the events of sessions in memory, for as long as the process runs.
public final class MemoryEventStore: EventStore {
    /// How much is kept.
    public struct Limits: Sendable, Hashable {
        /// The most bytes of messages of one session.
        public var maximumBytesPerSession: Int
        /// The most events of one session.
        public var maximumEventsPerSession: Int
        /// The most bytes of messages of all sessions together.
        public var maximumBytes: Int
        /// The most sessions.
        public var maximumSessions: Int

        public init(
            maximumBytesPerSession: Int = 4 * 1_024 * 1_024,
            maximumEventsPerSession: Int = 1_024,
            maximumBytes: Int = 64 * 1_024 * 1_024,
            maximumSessions: Int = 100_000
        ) {
            self.maximumBytesPerSession = max(0, maximumBytesPerSession)
            self.maximumEventsPerSession = max(1, maximumEventsPerSession)
            self.maximumBytes = max(0, maximumBytes)
            self.maximumSessions = max(1, maximumSessions)
        }
    }

    private let state: Mutex<EventArchive>

    public init(limits: Limits = Limits()) {
        state = Mutex(EventArchive(limits: limits))
    }

    public var isDurable: Bool { false }

    /// How many events are kept.
    public var count: Int { state.withLock { $0.count } }

    /// How many bytes the messages have that are kept.
    public var byteCount: Int { state.withLock { $0.byteCount } }

    public func keep(_ session: SessionRecord) {
        state.withLock { $0.keep(session) }
    }

    public func session(_ id: String) -> SessionRecord? {
        state.withLock { $0.record(of: id) }
    }

    public func remove(session: String) {
        state.withLock { $0.remove(session) }
    }

    public func append(_ event: StoredEvent, to stream: String, of session: String, isLast: Bool) {
        state.withLock { $0.append(event, to: stream, of: session, isLast: isLast) }
    }

    public func stream(_ stream: String, of session: String, after number: UInt64) -> StoredStream? {
        state.withLock { $0.stream(stream, of: session, after: number) }
    }
}
