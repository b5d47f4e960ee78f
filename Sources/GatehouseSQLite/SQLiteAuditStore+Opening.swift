extension SQLiteAuditStore {
    /// Opens the log in a file, and makes it where there is none; its folder must be there.
    ///
    /// Only the process's own user can read and write the file: its mode becomes 0600. Several processes may append to it.
    ///
    /// - Parameters:
    ///   - path: The file. Beside it stand SQLite's own `-wal` and `-shm`.
    ///   - maximumBytes: How large the file may grow, at least 64 KiB; nothing lets it grow for as long as there is room.
    /// - Throws: ``SQLiteStoreFailure`` where the file cannot be used: no right to it, damaged, another program's, or
    ///   written by a newer release.
    public static func open(
        path: String,
        maximumBytes: Int64? = nil
    ) async throws(SQLiteStoreFailure) -> SQLiteAuditStore {
        let content = StoreFile.Content(
            label: "audit", applicationID: AuditSchema.applicationID, migrator: AuditSchema.migrator,
            outlastsPowerFailure: false, maximumBytes: maximumBytes ?? .max, minimumPages: 16, sharing: .manyProcesses,
            givesRoomBack: true)
        return try await StoreFile.offLoop(path: path) {
            SQLiteAuditStore(file: try StoreFile(path: path, content), path: path)
        }
    }
}
