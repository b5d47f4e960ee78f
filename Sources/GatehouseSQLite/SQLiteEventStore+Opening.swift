import Dispatch
import GRDB
public import Gatehouse

extension SQLiteEventStore {
    /// Opens the events in a file, and makes it where there is none; its folder must be there.
    ///
    /// Only the process's own user can read and write the file: its mode becomes 0600.
    ///
    /// - Parameters:
    ///   - path: The file. Beside it stand SQLite's own `-wal` and `-shm`, and `.lock`.
    ///   - limits: How much is kept.
    ///   - now: The present, in seconds since 1970.
    /// - Throws: ``SQLiteStoreFailure`` where the file cannot be used: no right to it, damaged, another program's, written
    ///   by a newer release, or open in another process.
    public static func open(
        path: String,
        limits: Limits = Limits(),
        now: @escaping @Sendable () -> Int64 = { SystemTime.seconds() }
    ) async throws(SQLiteStoreFailure) -> SQLiteEventStore {
        let opened = await withCheckedContinuation { continuation in
            DispatchQueue.global().async {
                continuation.resume(returning: Result { try openNow(path: path, limits: limits, now: now) })
            }
        }
        do {
            let store = try opened.get()
            try await store.removeUnused()
            return store
        } catch {
            throw SQLiteStoreFailure(path: path, error)
        }
    }

    /// Ends all connections once the calls under way have ended, and lets another process open the file.
    public func close() async throws(SQLiteStoreFailure) {
        let pool = pool
        let closed = await withCheckedContinuation { continuation in
            DispatchQueue.global().async { continuation.resume(returning: Result { try pool.close() }) }
        }
        releaseLock()
        if case .failure(let error) = closed { throw SQLiteStoreFailure(path: pool.path, error) }
    }

    private static func openNow(
        path: String, limits: Limits, now: @escaping @Sendable () -> Int64
    ) throws -> SQLiteEventStore {
        try PrivateFile.make(path: path)
        let lock = try FileLock(path: path + ".lock")
        var configuration = Configuration()
        configuration.label = "events"
        configuration.busyMode = .timeout(5)
        configuration.maximumReaderCount = 4
        let pool = try DatabasePool(path: path, configuration: configuration)
        try checkOwnership(pool)
        try EventSchema.migrator.migrate(pool)
        try pool.write { db in
            let pageSize = max(1, try Int64.fetchOne(db, sql: "PRAGMA page_size") ?? 4_096)
            let pages = min(max(16, limits.maximumBytes / pageSize), 4_294_967_294)
            try db.execute(sql: "PRAGMA max_page_count = \(pages)")
        }
        return SQLiteEventStore(pool: pool, lock: lock, limits: limits, now: now)
    }

    private static func checkOwnership(_ pool: DatabasePool) throws {
        let (application, tables, isNewer) = try pool.read { db in
            (
                try Int.fetchOne(db, sql: "PRAGMA application_id") ?? 0,
                try Int.fetchOne(
                    db,
                    sql: "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND substr(name, 1, 5) <> 'grdb_'"
                ) ?? 0,
                try EventSchema.migrator.hasBeenSuperseded(db)
            )
        }
        guard application == EventSchema.applicationID || (application == 0 && tables == 0) else {
            throw FileProblem(description: "it is the database of another program")
        }
        guard !isNewer else { throw FileProblem(description: "a newer release of Gatehouse wrote it") }
    }
}
