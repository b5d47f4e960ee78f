import GRDB

extension SQLiteAPIKeyStore {
    /// Opens the API keys in a file, and makes it where there is none; its folder must be there.
    ///
    /// Only the process's own user can read and write the file: its mode becomes 0600. Several processes may have it open.
    ///
    /// - Parameters:
    ///   - path: The file. Beside it stand SQLite's own `-wal` and `-shm`.
    ///   - maximumBytes: How large the file may grow; writes beyond that are refused.
    /// - Throws: ``SQLiteStoreFailure`` where the file cannot be used: no right to it, damaged, another program's, or written
    ///   by a newer release.
    public static func open(
        path: String,
        maximumBytes: Int64 = 1_073_741_824
    ) async throws(SQLiteStoreFailure) -> SQLiteAPIKeyStore {
        let content = StoreFile.Content(
            label: "api-keys", applicationID: APIKeySchema.applicationID, migrator: APIKeySchema.migrator,
            outlastsPowerFailure: true, maximumBytes: maximumBytes, minimumPages: 16, sharing: .manyProcesses)
        return try await StoreFile.offLoop(path: path) { SQLiteAPIKeyStore(file: try StoreFile(path: path, content)) }
    }

    /// Ends all connections once the calls under way have ended.
    public func close() async throws(SQLiteStoreFailure) {
        try await file.close()
    }
}
