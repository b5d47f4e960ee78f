import GRDB

extension SQLiteTaskStore {
    /// Opens the tasks in a file, and makes it where there is none; its folder must be there.
    ///
    /// Only the process's own user can read and write the file: its mode becomes 0600.
    ///
    /// - Parameters:
    ///   - path: The file. Beside it stand SQLite's own `-wal` and `-shm`, and `.lock`.
    ///   - maximumBytes: How large the file may grow; writes beyond that are refused.
    /// - Throws: ``SQLiteStoreFailure`` where the file cannot be used: no right to it, damaged, another program's, written
    ///   by a newer release, or open in another process.
    public static func open(
        path: String,
        maximumBytes: Int64 = 8 * 1_073_741_824
    ) async throws(SQLiteStoreFailure) -> SQLiteTaskStore {
        let content = StoreFile.Content(
            label: "tasks", applicationID: TaskSchema.applicationID, migrator: TaskSchema.migrator,
            outlastsPowerFailure: true, maximumBytes: maximumBytes, minimumPages: 1)
        return try await StoreFile.offLoop(path: path) {
            let file = try StoreFile(path: path, content)
            let count = try file.pool.read { db in try Int.fetchOne(db, sql: "SELECT count(*) FROM task") ?? 0 }
            return SQLiteTaskStore(file: file, count: count)
        }
    }

    /// Ends all connections once the calls under way have ended, and lets another process open the file.
    public func close() async throws(SQLiteStoreFailure) {
        try await file.close()
    }
}
