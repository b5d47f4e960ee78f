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
        let content = StoreFile.Content(
            label: "events", applicationID: EventSchema.applicationID, migrator: EventSchema.migrator,
            outlastsPowerFailure: false, maximumBytes: limits.maximumBytes, minimumPages: 16)
        let file = try await StoreFile.offLoop(path: path) { try StoreFile(path: path, content) }
        let store = SQLiteEventStore(file: file, limits: limits, now: now)
        do {
            try await store.removeUnused()
            return store
        } catch {
            throw SQLiteStoreFailure(path: path, error)
        }
    }

    /// Ends all connections once the calls under way have ended, and lets another process open the file.
    public func close() async throws(SQLiteStoreFailure) {
        try await file.close()
    }
}
