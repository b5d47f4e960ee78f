import GRDB
public import Gatehouse
import Synchronization

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Keeps the sessions of revisions up to 2025-11-25, and what their streams carried, in an SQLite file, so that clients
/// resume after a restart of the server.
///
/// What is written survives a killed process; the last writes before a power failure may be lost, and then the client
/// resumes from an earlier event or begins anew. The file belongs to one process at a time.
public final class SQLiteEventStore: EventStore {
    /// How much is kept.
    public struct Limits: Sendable, Hashable {
        /// The most bytes of messages of one session.
        public var maximumBytesPerSession: Int
        /// The most events of one session.
        public var maximumEventsPerSession: Int
        /// How large the file may grow; the oldest events make room then.
        public var maximumBytes: Int64
        /// How many seconds a session stays that nothing was written of.
        public var retention: Int64

        public init(
            maximumBytesPerSession: Int = 4 * 1_024 * 1_024,
            maximumEventsPerSession: Int = 1_024,
            maximumBytes: Int64 = 1_073_741_824,
            retention: Int64 = 86_400
        ) {
            self.maximumBytesPerSession = max(0, maximumBytesPerSession)
            self.maximumEventsPerSession = max(1, maximumEventsPerSession)
            self.maximumBytes = max(65_536, maximumBytes)
            self.retention = max(1, retention)
        }
    }

    let file: StoreFile
    private let limits: Limits
    private let now: @Sendable () -> Int64

    /// How many of the oldest events make room at once where the file is full.
    private static let sweep = 1_000

    init(file: StoreFile, limits: Limits, now: @escaping @Sendable () -> Int64) {
        self.file = file
        self.limits = limits
        self.now = now
    }

    public var isDurable: Bool { true }

    public func keep(_ session: SessionRecord) async throws(EventStoreFailure) {
        let now = now()
        try await write { db in
            try db.execute(
                sql: """
                    INSERT INTO session (id, identity, revision, capabilities, log_level, subscriptions, used_at)
                    VALUES (?, ?, ?, ?, ?, ?, ?)
                    ON CONFLICT (id) DO UPDATE SET log_level = excluded.log_level,
                        subscriptions = excluded.subscriptions, used_at = excluded.used_at
                    """,
                arguments: [
                    session.id, session.identity, session.revision, Data(session.capabilities), session.logLevel,
                    // No URI has a line end in it.
                    session.subscriptions.joined(separator: "\n"), now,
                ])
        }
    }

    public func session(_ id: String) async throws(EventStoreFailure) -> SessionRecord? {
        let oldest = now() - limits.retention
        return try await read { db in
            try Row.fetchOne(
                db, sql: "SELECT * FROM session WHERE id = ? AND used_at > ?", arguments: [id, oldest]
            ).map(SessionRecord.init)
        }
    }

    public func remove(session: String) async throws(EventStoreFailure) {
        try await write { db in
            try db.execute(sql: "DELETE FROM event WHERE session = ?", arguments: [session])
            try db.execute(sql: "DELETE FROM session WHERE id = ?", arguments: [session])
        }
    }

    public func append(
        _ event: StoredEvent, to stream: String, of session: String, isLast: Bool
    ) async throws(EventStoreFailure) {
        let (now, limits) = (now(), limits)
        guard event.message.count <= limits.maximumBytesPerSession else { return }
        try await write { db in
            try db.execute(sql: "UPDATE session SET used_at = ? WHERE id = ?", arguments: [now, session])
            try db.execute(
                sql: "INSERT INTO event (session, stream, number, is_last, message) VALUES (?, ?, ?, ?, ?)",
                arguments: [session, stream, Int64(clamping: event.number), isLast, Data(event.message)])
            try Self.trim(session, limits, db)
        }
    }

    public func stream(
        _ stream: String, of session: String, after number: UInt64
    ) async throws(EventStoreFailure) -> StoredStream? {
        try await read { db in
            let key: StatementArguments = [session, stream]
            guard
                let isFinished = try Bool.fetchOne(
                    db, sql: "SELECT max(is_last) FROM event WHERE session = ? AND stream = ?", arguments: key)
            else { return nil }
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT number, message FROM event WHERE session = ? AND stream = ? AND number > ? ORDER BY number
                    """, arguments: key + [Int64(clamping: number)])
            return StoredStream(events: try rows.map(StoredEvent.init), isFinished: isFinished)
        }
    }

    /// Forgets the sessions that nothing was written of for too long.
    ///
    /// - Returns: How many there were.
    @discardableResult
    public func removeUnused() async throws(EventStoreFailure) -> Int {
        let oldest = now() - limits.retention
        return try await write { db in
            try db.execute(
                sql: "DELETE FROM event WHERE session NOT IN (SELECT id FROM session WHERE used_at > ?)",
                arguments: [oldest])
            try db.execute(sql: "DELETE FROM session WHERE used_at <= ?", arguments: [oldest])
            return db.changesCount
        }
    }

    /// Lets the oldest events of a session make room for its newest.
    private static func trim(_ session: String, _ limits: Limits, _ db: Database) throws {
        try db.execute(
            sql: """
                DELETE FROM event WHERE place IN (
                    SELECT place FROM (
                        SELECT place, row_number() OVER newest AS position,
                            sum(length(message)) OVER newest AS bytes
                        FROM event WHERE session = ? WINDOW newest AS (ORDER BY place DESC)
                    ) WHERE position > ? OR bytes > ?
                )
                """, arguments: [session, limits.maximumEventsPerSession, limits.maximumBytesPerSession])
    }

    private func read<Value: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws(EventStoreFailure) -> Value {
        do {
            return try await file.pool.read(body)
        } catch {
            throw EventStoreFailure("\(error)")
        }
    }

    /// Writes, and where the file is full, writes again once the oldest events have made room.
    @discardableResult
    private func write<Value: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws(EventStoreFailure) -> Value {
        do {
            do {
                return try await file.pool.write(body)
            } catch let error as DatabaseError where error.resultCode == .SQLITE_FULL {
                return try await file.pool.write { db in
                    try db.execute(
                        sql: "DELETE FROM event WHERE place IN (SELECT place FROM event ORDER BY place LIMIT ?)",
                        arguments: [Self.sweep])
                    return try body(db)
                }
            }
        } catch {
            throw EventStoreFailure("\(error)")
        }
    }
}

extension SessionRecord {
    fileprivate init(_ row: Row) throws {
        let subscriptions = try row.decode(String.self, forColumn: "subscriptions")
        self.init(
            id: try row.decode(String.self, forColumn: "id"),
            identity: try row.decode(String.self, forColumn: "identity"),
            revision: try row.decode(String.self, forColumn: "revision"),
            capabilities: Array(try row.decode(Data.self, forColumn: "capabilities")),
            logLevel: try row.decode(String?.self, forColumn: "log_level"),
            subscriptions: subscriptions.split(separator: "\n").map(String.init))
    }
}

extension StoredEvent {
    fileprivate init(_ row: Row) throws {
        self.init(
            number: UInt64(clamping: try row.decode(Int64.self, forColumn: "number")),
            message: Array(try row.decode(Data.self, forColumn: "message")))
    }
}
