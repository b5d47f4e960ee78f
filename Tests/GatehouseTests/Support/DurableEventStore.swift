import Gatehouse

/// Keeps events in memory as one would in a file: servers that follow one another find what was kept.
final class DurableEventStore: EventStore {
    private let store = MemoryEventStore()

    var isDurable: Bool { true }

    func keep(_ session: SessionRecord) { store.keep(session) }
    func session(_ id: String) -> SessionRecord? { store.session(id) }
    func remove(session: String) { store.remove(session: session) }

    func append(_ event: StoredEvent, to stream: String, of session: String, isLast: Bool) {
        store.append(event, to: stream, of: session, isLast: isLast)
    }

    func stream(_ stream: String, of session: String, after number: UInt64) -> StoredStream? {
        store.stream(stream, of: session, after: number)
    }
}
