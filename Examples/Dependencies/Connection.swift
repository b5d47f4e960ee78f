import Synchronization

/// A connection to the database, which one request has for itself until it is released.
final class Connection: Sendable {
    /// What was asked of a connection that went back to its pool.
    struct ReleasedError: Error {}

    private let database: Database
    private let giveBack: @Sendable () -> Void
    private let isOpen = Mutex(true)

    /// - Parameter giveBack: Called once, when the connection is released.
    init(to database: Database, giveBack: @escaping @Sendable () -> Void) {
        self.database = database
        self.giveBack = giveBack
    }

    func notes() async throws -> [Note] { try open().all() }

    func note(_ id: String) async throws -> Note? { try open().all().first { $0.id == id } }

    func insert(_ text: String, by author: String) async throws -> Note { try open().insert(text, by: author) }

    func save(_ note: Note) async throws { try open().save(note) }

    /// Gives the connection back to its pool; a second time does nothing.
    func release() {
        let wasOpen = isOpen.withLock { isOpen in
            defer { isOpen = false }
            return isOpen
        }
        if wasOpen { giveBack() }
    }

    private func open() throws -> Database {
        guard isOpen.withLock({ $0 }) else { throw ReleasedError() }
        return database
    }
}
