import GatehouseMacros

// The keys under which tools and guards ask for what somebody else makes. `User` needs none: it is asked for by type.

extension Dependency<ConnectionPool> {
    static var pool: Self { Dependency("pool") }
}

extension Dependency<Connection> {
    static var connection: Self { Dependency("connection") }
}

extension Dependency<Note?> {
    /// The note that the argument `id` names; nothing where there is none.
    static var requestedNote: Self { Dependency("requested note") }
}

extension [DependencyProvider] {
    /// How everything is made, how long it lives, and how it ends.
    static let notes: Self = [
        .provide(.pool, scope: .server) {
            ConnectionPool(to: Database(), capacity: 4)
        } close: {
            $0.close()
        },
        .provide(.connection, needs: .pool) { pool in
            guard let connection = pool.acquire() else {
                throw GuardRefusal.tooManyRequests("All connections are in use", retryAfter: .seconds(1))
            }
            return connection
        } close: { connection in
            connection.release()
        },
        .provide(User.self, needs: .principal) { principal in User(principal) },
        .provide(.requestedNote, needs: .arguments, .connection) { arguments, connection in
            try await connection.note(arguments["id"]?.stringValue ?? "")
        },
    ]
}
