package import Gatehouse
import GRDB

extension SQLiteAuditStore {
    /// How many rows, or pages of the file, are let go of at once: so few that a server that writes does not notice.
    private static let step = 250

    /// Has the log begin after an entry, because all up to it stand in an archive, and say so in an entry of its own.
    ///
    /// Both happen in one transaction, and outlast a power failure; ``reclaim()`` makes room of the old entries afterwards.
    ///
    /// - Parameters:
    ///   - last: The last entry that is archived.
    ///   - beginning: What the first one that is archived follows.
    ///   - lines: Makes the line of the entry that says so, of the newest entry that there is.
    /// - Throws: ``AuditFailure`` where nothing was changed, because the log does not have these entries, or cannot be
    ///   written.
    package func begin(
        after last: AuditHead, before beginning: AuditHead, _ lines: (AuditHead) -> AuditLines
    ) throws(AuditFailure) {
        try reporting {
            try file.pool.writeWithoutTransaction { db in
                try db.execute(sql: "PRAGMA synchronous = FULL")
                try db.inTransaction(.immediate) {
                    guard try AuditRows.beginning(db) == beginning else {
                        throw FileProblem(description: "another command has archived entries meanwhile")
                    }
                    guard try AuditRows.head(db, at: last.sequence) == last else {
                        throw FileProblem(description: "entry \(last.sequence) is not the one that was archived")
                    }
                    try db.execute(
                        sql: "INSERT INTO archived (last, hash) VALUES (?, ?)", arguments: [last.sequence, last.hash])
                    let newest = try AuditRows.head(db)
                    _ = try AuditRows.append(lines(newest), after: newest, db)
                    return .commit
                }
            }
        }
    }

    /// Removes the rows before the log's beginning, in small steps, and gives the room that they took back to the file
    /// system. Where it is interrupted, the next call goes on. A row stays as long as one of its entries does.
    ///
    /// - Throws: ``AuditFailure`` where the log cannot be written.
    package func reclaim() throws(AuditFailure) {
        try reporting {
            while try removeSome() > 0 {}
            while try vacuumSome() {}
            // Where somebody reads, the file shrinks with the next checkpoint.
            _ = try? file.pool.writeWithoutTransaction { db in try db.checkpoint(.truncate) }
        }
    }

    private func removeSome() throws -> Int {
        try file.pool.write { db in
            try db.execute(
                sql: """
                    DELETE FROM entry WHERE seq IN (
                        SELECT seq FROM entry WHERE seq < (SELECT max(seq) FROM entry WHERE seq <= ?)
                        ORDER BY seq LIMIT ?)
                    """,
                arguments: [try AuditRows.beginning(db).sequence &+ 1, Self.step])
            return db.changesCount
        }
    }

    /// - Returns: Whether there is more to give back.
    private func vacuumSome() throws -> Bool {
        try file.pool.writeWithoutTransaction { db in
            let before = try Int.fetchOne(db, sql: "PRAGMA freelist_count") ?? 0
            guard before > 0 else { return false }
            try db.execute(sql: "PRAGMA incremental_vacuum(\(Self.step))")
            let after = try Int.fetchOne(db, sql: "PRAGMA freelist_count") ?? 0
            return after > 0 && after < before
        }
    }
}
