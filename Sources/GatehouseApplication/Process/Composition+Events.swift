import Gatehouse
import GatehouseSQLite

extension Composition {
    /// Where the transport of revision 2024-11-05 is served; nothing where it is not.
    var eventStreamPaths: EventStreamPaths? {
        let sessions = configuration.sessions
        guard sessions.hasEventStream else { return nil }
        return EventStreamPaths(stream: sessions.eventStreamPath, messages: sessions.messagesPath)
    }

    /// The store of what the streams of sessions carried; nothing where none is kept.
    ///
    /// - Throws: ``CommandFailure`` where its file cannot be used.
    func openEventStore(over transport: ServerProcess.Transport, _ launch: Launch) async throws -> (any EventStore)? {
        let events = configuration.events
        guard transport == .http, events.store != "none" else { return nil }
        guard events.store == "sqlite" else {
            return MemoryEventStore(
                limits: .init(
                    maximumBytesPerSession: events.maxSessionSize, maximumBytes: events.maxSize,
                    maximumSessions: configuration.sessions.max + 1))
        }
        do throws(SQLiteStoreFailure) {
            let store = try await SQLiteEventStore.open(
                path: "\(launch.dataFolder)/events.sqlite",
                limits: .init(maximumBytesPerSession: events.maxSessionSize, maximumBytes: Int64(events.maxSize)))
            launch.onClose { try await store.close() }
            return store
        } catch {
            throw CommandFailure(.configuration, "\(error) (events.store)")
        }
    }
}
