import Synchronization

/// Lends connections, so many at once and no more.
final class ConnectionPool: Sendable {
    private struct State {
        var lent = 0
        var isClosed = false
    }

    private let database: Database
    private let capacity: Int
    private let state = Mutex(State())

    init(to database: Database, capacity: Int) {
        self.database = database
        self.capacity = capacity
    }

    /// How many connections are out.
    var lent: Int { state.withLock(\.lent) }

    /// Whether the pool lends nothing any more.
    var isClosed: Bool { state.withLock(\.isClosed) }

    /// Lends a connection; nothing where all are out, or the pool is closed.
    func acquire() -> Connection? {
        let isFree = state.withLock { state in
            guard !state.isClosed, state.lent < capacity else { return false }
            state.lent += 1
            return true
        }
        return isFree ? Connection(to: database) { [self] in state.withLock { $0.lent -= 1 } } : nil
    }

    /// Ends lending.
    func close() {
        state.withLock { $0.isClosed = true }
    }
}
