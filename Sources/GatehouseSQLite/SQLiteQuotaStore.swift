public import Gatehouse
import GRDB

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Keeps what callers used of their quotas in an SQLite file: it outlives a killed process and a power failure.
///
/// Once a write returns it is on the disk (write-ahead log, `synchronous = FULL`); a `QuotaLedger` writes many counts
/// together, so one write a second does for any number of requests. The file belongs to one process at a time. Calls work
/// off the cooperative threads.
public final class SQLiteQuotaStore: QuotaStore {
    private let file: StoreFile

    private init(file: StoreFile) {
        self.file = file
    }

    /// Opens the counts in a file, and makes it where there is none; its folder must be there.
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
        maximumBytes: Int64 = 1_073_741_824
    ) async throws(SQLiteStoreFailure) -> SQLiteQuotaStore {
        let content = StoreFile.Content(
            label: "quotas", applicationID: QuotaSchema.applicationID, migrator: QuotaSchema.migrator,
            outlastsPowerFailure: true, maximumBytes: maximumBytes, minimumPages: 1)
        return try await StoreFile.offLoop(path: path) {
            SQLiteQuotaStore(file: try StoreFile(path: path, content))
        }
    }

    /// Ends all connections once the calls under way have ended, and lets another process open the file.
    public func close() async throws(SQLiteStoreFailure) {
        try await file.close()
    }

    public func used(_ keys: [QuotaCount.Key]) async throws -> [Int64] {
        try await file.pool.read { db in
            let statement = try db.cachedStatement(
                sql: "SELECT used FROM quota WHERE subject = ? AND begins_at = ? AND ends_at = ?")
            return try keys.map { key in
                try Int64.fetchOne(statement, arguments: [Data(key.subject.utf8), key.start, key.end]) ?? 0
            }
        }
    }

    public func add(_ changes: [QuotaCount]) async throws {
        try await file.pool.write { db in
            for change in changes {
                try db.execute(
                    sql: """
                        INSERT INTO quota (subject, begins_at, ends_at, used) VALUES (?1, ?2, ?3, max(0, ?4))
                        ON CONFLICT (subject, begins_at, ends_at) DO UPDATE SET used = max(0, min(?5, used + ?4))
                        """,
                    arguments: [
                        Data(change.key.subject.utf8), change.key.start, change.key.end,
                        min(max(change.used, -Self.most), Self.most), Self.most,
                    ])
            }
        }
    }

    /// Sums of two numbers up to this one cannot overflow.
    private static let most: Int64 = 1 << 61

    public func removeEnded(at time: Int64, limit: Int) async throws -> Int {
        try await file.pool.write { db in
            try db.execute(
                sql: """
                    DELETE FROM quota WHERE (subject, begins_at, ends_at) IN (
                        SELECT subject, begins_at, ends_at FROM quota WHERE ends_at <= ? ORDER BY ends_at LIMIT ?
                    )
                    """,
                arguments: [time, max(0, limit)])
            return db.changesCount
        }
    }
}
