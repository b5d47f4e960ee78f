public import Gatehouse
import GRDB

/// Reads an audit log in an SQLite file without a right to change it, also while a server appends to it.
public final class SQLiteAuditSource: AuditSource {
    private let database: DatabaseQueue
    private let path: String

    /// Opens a log that is there.
    ///
    /// - Throws: ``AuditFailure`` where the file cannot be read, or is no audit log.
    public init(path: String) throws(AuditFailure) {
        var configuration = Configuration()
        configuration.label = "audit"
        configuration.readonly = true
        configuration.busyMode = .timeout(5)
        do {
            database = try DatabaseQueue(path: path, configuration: configuration)
            let application = try database.read { db in try Int.fetchOne(db, sql: "PRAGMA application_id") }
            guard application == AuditSchema.applicationID else {
                throw FileProblem(description: "it is no audit log")
            }
        } catch {
            throw AuditFailure(path: path, error)
        }
        self.path = path
    }

    public func page(from place: Int64, limit: Int) throws(AuditFailure) -> AuditPage {
        do {
            return try database.read { db in try AuditRows.page(db, from: place, limit: limit) }
        } catch {
            throw AuditFailure(path: path, error)
        }
    }

    public func place(ofLast count: Int) throws(AuditFailure) -> Int64 {
        do {
            return try database.read { db in try AuditRows.place(db, ofLast: count) }
        } catch {
            throw AuditFailure(path: path, error)
        }
    }

    public func place(between first: Int64, and last: Int64) throws(AuditFailure) -> Int64? {
        AuditRows.place(between: first, and: last)
    }

    public func beginning() throws(AuditFailure) -> AuditHead {
        do {
            return try database.read { db in try AuditRows.beginning(db) }
        } catch {
            throw AuditFailure(path: path, error)
        }
    }
}
