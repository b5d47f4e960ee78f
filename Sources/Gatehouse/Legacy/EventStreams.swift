import GatehouseProtocol
import Synchronization

/// The connections of clients of revision 2024-11-05, whose transport has one stream for everything that the server
/// sends, and another path for what they send (basic/transports, "HTTP with SSE", 2024-11-05).
final class EventStreams: Sendable {
    let paths: EventStreamPaths
    private let connections = Mutex<[String: EventStreamConnection]>([:])

    init(paths: EventStreamPaths) {
        self.paths = paths
    }

    /// How many clients are connected.
    var count: Int { connections.withLock { $0.count } }

    func add(_ connection: EventStreamConnection) {
        connections.withLock { $0[connection.id] = connection }
    }

    func remove(_ connection: EventStreamConnection) {
        connections.withLock { $0[connection.id] = nil }
    }

    /// The connection of that id, where the caller opened it.
    func connection(_ id: String, by identity: String) -> EventStreamConnection? {
        connections.withLock { connections in
            guard let connection = connections[id], connection.identity.isExactly(identity) else { return nil }
            return connection
        }
    }

    /// Lets all of them go, as the server shuts down.
    func release() {
        for connection in connections.withLock({ Array($0.values) }) { connection.release() }
    }
}
