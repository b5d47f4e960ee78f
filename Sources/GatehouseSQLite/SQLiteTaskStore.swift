import GRDB
public import Gatehouse
import Synchronization

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Keeps tasks in an SQLite file: they outlive a killed process and a power failure.
///
/// Once a write returns it is on the disk (write-ahead log, `synchronous = FULL`). The file belongs to one process at a
/// time: a second one that opens it is refused, because it would take the first one's tasks for abandoned. Calls work off
/// the cooperative threads.
public final class SQLiteTaskStore: TaskStore {
    let file: StoreFile
    /// How many tasks there are: counted when the file is opened and within each transaction since, so that making a task
    /// takes no time in proportion to all.
    private let count: Mutex<Int>

    init(file: StoreFile, count: Int) {
        self.file = file
        self.count = Mutex(count)
    }

    public func create(_ task: StoredTask, within quota: TaskQuota) async throws(TaskStoreError) {
        try await write { db in
            let owned = try Int.fetchOne(db, sql: "SELECT count(*) FROM task WHERE owner = ?", arguments: [task.owner])
            guard try StoredTask.fetch(db, id: task.id) == nil else { throw TaskStoreError(.duplicate) }
            guard (owned ?? 0) < quota.maximumPerOwner else { throw TaskStoreError(.ownerFull) }
            guard self.count.withLock({ $0 }) < quota.maximum else { throw TaskStoreError(.full) }
            try db.execute(
                sql: """
                    INSERT INTO task (id, owner, version, is_finished, expires_at, body) VALUES (?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    task.id, task.owner, task.version, task.isFinished, task.expiresAt, Data(task.body),
                ])
        } then: {
            self.count.withLock { $0 += 1 }
        }
    }

    public func replace(_ task: StoredTask) async throws(TaskStoreError) -> Bool {
        try await write { db in
            try db.execute(
                sql: """
                    UPDATE task SET version = ?, is_finished = ?, expires_at = ?, body = ? WHERE id = ? AND version = ?
                    """,
                arguments: [
                    task.version, task.isFinished, task.expiresAt, Data(task.body), task.id, task.version - 1,
                ])
            return db.changesCount == 1
        }
    }

    public func task(id: String) async throws(TaskStoreError) -> StoredTask? {
        try await read { db in try StoredTask.fetch(db, id: id) }
    }

    public func tasks(of owner: String, after place: UInt64, limit: Int) async throws(TaskStoreError) -> [StoredTask] {
        try await read { db in
            try StoredTask.fetch(
                db, where: "owner = ? AND place > ? ORDER BY place LIMIT ?",
                [owner, Int64(clamping: place), max(0, limit)])
        }
    }

    public func unfinishedTasks(after place: UInt64, limit: Int) async throws(TaskStoreError) -> [StoredTask] {
        try await read { db in
            try StoredTask.fetch(
                db, where: "is_finished = 0 AND place > ? ORDER BY place LIMIT ?",
                [Int64(clamping: place), max(0, limit)])
        }
    }

    public func removeExpired(at time: Int64, limit: Int) async throws(TaskStoreError) -> [String] {
        // A look costs no transaction that writes, and most find nothing.
        let isDue = try await read { db in
            try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM task WHERE expires_at <= ?)", arguments: [time])
        }
        guard isDue == true else { return [] }
        let removed = try await write { db in
            try String.fetchAll(
                db,
                sql: """
                    DELETE FROM task WHERE place IN (
                        SELECT place FROM task WHERE expires_at <= ? ORDER BY expires_at, place LIMIT ?
                    ) RETURNING id
                    """,
                arguments: [time, max(0, limit)])
        }
        count.withLock { $0 -= removed.count }
        return removed
    }

    private func read<Value: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws(TaskStoreError) -> Value {
        do {
            return try await file.pool.read(body)
        } catch {
            throw Self.translated(error)
        }
    }

    /// Runs a transaction, and what follows from it within the turn of this writer.
    ///
    /// A write that has begun is not given up where its task is cancelled: whoever cancels a task writes that down.
    private func write<Value: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Value,
        then follow: @escaping @Sendable () -> Void = {}
    ) async throws(TaskStoreError) -> Value {
        let pool = file.pool
        let result = await withCheckedContinuation { continuation in
            pool.asyncWriteWithoutTransaction { db in
                let result = Result {
                    var value: Value?
                    try db.inTransaction(.immediate) {
                        value = try body(db)
                        return .commit
                    }
                    follow()
                    guard let value else { throw TaskStoreError(.failed) }
                    return value
                }
                continuation.resume(returning: result)
            }
        }
        do {
            return try result.get()
        } catch {
            throw Self.translated(error)
        }
    }

    private static func translated(_ error: any Error) -> TaskStoreError {
        switch error {
        case let error as TaskStoreError: error
        case let failure as DatabaseError where failure.resultCode == .SQLITE_FULL: TaskStoreError(.full, cause: error)
        default: TaskStoreError(.failed, cause: error)
        }
    }
}

extension StoredTask {
    fileprivate static let columns = "id, owner, place, version, is_finished, expires_at, body"

    fileprivate static func fetch(_ db: Database, id: String) throws -> StoredTask? {
        try fetch(db, where: "id = ?", [id]).first
    }

    fileprivate static func fetch(
        _ db: Database,
        where condition: String,
        _ arguments: StatementArguments
    ) throws -> [StoredTask] {
        let statement = try db.cachedStatement(sql: "SELECT \(columns) FROM task WHERE \(condition)")
        return try Row.fetchAll(statement, arguments: arguments).map(StoredTask.init)
    }

    private init(_ row: Row) throws {
        let body = try row.decode(Data.self, forColumn: "body")
        self.init(
            id: try row.decode(String.self, forColumn: "id"), owner: try row.decode(String.self, forColumn: "owner"),
            place: UInt64(clamping: try row.decode(Int64.self, forColumn: "place")),
            version: try row.decode(Int64.self, forColumn: "version"),
            isFinished: try row.decode(Bool.self, forColumn: "is_finished"),
            expiresAt: try row.decode(Int64?.self, forColumn: "expires_at"), body: Array(body))
    }
}
