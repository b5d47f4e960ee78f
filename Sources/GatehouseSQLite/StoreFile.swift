import Dispatch
import GRDB

/// The file of a store: its connections, and, where it is for one process, the lock that keeps others away.
struct StoreFile: Sendable {
    /// What a store keeps in its file.
    struct Content: Sendable {
        /// The name of the connections, for SQLite's messages.
        let label: String
        /// The number that tells the store's files from other SQLite files.
        let applicationID: Int
        let migrator: DatabaseMigrator
        /// Whether what was written outlasts a power failure.
        let outlastsPowerFailure: Bool
        /// How large the file may grow, and the fewest pages that it may have even so.
        let maximumBytes: Int64
        let minimumPages: Int64
        /// How many processes may have the file open.
        var sharing = Sharing.oneProcess
        /// Whether the room of what was removed can be given back to the file system, as far as that is asked for.
        var givesRoomBack = false
    }

    /// How many processes may have a file open at a time.
    enum Sharing: Sendable {
        case oneProcess, manyProcesses
    }

    let pool: DatabasePool
    private let lock: FileLock?

    /// Opens a file, and makes it where there is none.
    init(path: String, _ content: Content) throws {
        try PrivateFile.make(path: path)
        lock = content.sharing == .oneProcess ? try FileLock(path: path + ".lock") : nil
        var configuration = Configuration()
        configuration.label = content.label
        configuration.busyMode = .timeout(5)
        configuration.maximumReaderCount = 4
        if content.givesRoomBack { configuration.prepareDatabase(Self.givesRoomBack) }
        pool = try DatabasePool(path: path, configuration: configuration)
        try Self.checkOwnership(pool, content)
        if content.outlastsPowerFailure {
            // The pool lowers this to NORMAL, which may lose the last writes in a power failure.
            try pool.writeWithoutTransaction { db in try db.execute(sql: "PRAGMA synchronous = FULL") }
        }
        try content.migrator.migrate(pool)
        try pool.write { db in
            let pageSize = max(1, try Int64.fetchOne(db, sql: "PRAGMA page_size") ?? 4_096)
            let pages = min(max(content.minimumPages, content.maximumBytes / pageSize), 4_294_967_294)
            try db.execute(sql: "PRAGMA max_page_count = \(pages)")
        }
    }

    /// It has to be said before a file has anything in it.
    @Sendable private static func givesRoomBack(_ db: Database) throws {
        guard !db.configuration.readonly, try Int.fetchOne(db, sql: "PRAGMA page_count") == 0 else { return }
        try db.execute(sql: "PRAGMA auto_vacuum = INCREMENTAL")
    }

    /// Does what waits for the disk, off the threads that serve requests.
    ///
    /// - Throws: ``SQLiteStoreFailure`` with whatever the body throws.
    static func offLoop<Value: Sendable>(
        path: String,
        _ body: @escaping @Sendable () throws -> Value
    ) async throws(SQLiteStoreFailure) -> Value {
        let done = await withCheckedContinuation { continuation in
            DispatchQueue.global().async { continuation.resume(returning: Result { try body() }) }
        }
        do {
            return try done.get()
        } catch {
            throw SQLiteStoreFailure(path: path, error)
        }
    }

    /// Ends all connections once the calls under way have ended, and lets another process open the file.
    func close() async throws(SQLiteStoreFailure) {
        defer { lock?.release() }
        let pool = pool
        try await Self.offLoop(path: pool.path) { try pool.close() }
    }

    private static func checkOwnership(_ pool: DatabasePool, _ content: Content) throws {
        let (application, tables, isNewer) = try pool.read { db in
            (
                try Int.fetchOne(db, sql: "PRAGMA application_id") ?? 0,
                try Int.fetchOne(
                    db,
                    sql: "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND substr(name, 1, 5) <> 'grdb_'"
                ) ?? 0,
                try content.migrator.hasBeenSuperseded(db)
            )
        }
        guard application == content.applicationID || (application == 0 && tables == 0) else {
            throw FileProblem(description: "it is the database of another program")
        }
        guard !isNewer else { throw FileProblem(description: "a newer release of Gatehouse wrote it") }
    }
}
