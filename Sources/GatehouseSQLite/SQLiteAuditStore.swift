public import Gatehouse
import GRDB

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Keeps an audit log in an SQLite file, which several processes may append to.
///
/// The file is written with a write-ahead log. A commit that must outlast a power failure is synchronised in full, and
/// all before it with it; others outlast the end of the process alone, which is quicker by far.
public final class SQLiteAuditStore: AuditStore {
    let file: StoreFile
    private let path: String

    init(file: StoreFile, path: String) {
        self.file = file
        self.path = path
    }

    public func append(
        _ durability: AuditDurability, _ lines: (AuditHead) -> [[UInt8]]
    ) throws(AuditFailure) -> AuditHead {
        try reporting {
            try file.pool.writeWithoutTransaction { db in
                // Whoever synchronises brings all that was committed before on the disk as well.
                try db.execute(sql: "PRAGMA synchronous = \(durability == .power ? "FULL" : "NORMAL")")
                var head = AuditHead.origin
                try db.inTransaction(.immediate) {
                    let before = try Self.head(db)
                    head = try Self.append(lines(before), after: before, db)
                    return .commit
                }
                return head
            }
        }
    }

    private static func append(
        _ lines: [[UInt8]], after head: AuditHead, _ db: Database
    ) throws -> AuditHead {
        guard let last = lines.last else { return head }
        // The lines follow one another; that the last one has the number that it should have is enough to know so.
        guard let end = AuditHead(line: last), end.sequence == head.sequence &+ Int64(lines.count) else {
            throw FileProblem(description: "the lines are no entries that follow the log's newest one")
        }
        let statement = try db.cachedStatement(sql: "INSERT INTO entry (seq, line) VALUES (?, ?)")
        for (offset, line) in lines.enumerated() {
            try statement.execute(arguments: [head.sequence &+ Int64(offset &+ 1), Data(line)])
        }
        return end
    }

    public func head() throws(AuditFailure) -> AuditHead {
        try reporting { try file.pool.read { db in try Self.head(db) } }
    }

    /// The newest entry; the writing connection reads it anew each time, because other processes write as well.
    private static func head(_ db: Database) throws -> AuditHead {
        let statement = try db.cachedStatement(sql: "SELECT line FROM entry ORDER BY seq DESC LIMIT 1")
        guard let line = try Data.fetchOne(statement) else { return .origin }
        guard let head = AuditHead(line: line) else {
            throw FileProblem(description: "its last entry is not what was written; move the file away to begin anew")
        }
        return head
    }

    public func page(from place: Int64, limit: Int) throws(AuditFailure) -> AuditPage {
        try reporting { try file.pool.read { db in try AuditRows.page(db, from: place, limit: limit) } }
    }

    public func place(ofLast count: Int) throws(AuditFailure) -> Int64 {
        try reporting { try file.pool.read { db in try AuditRows.place(db, ofLast: count) } }
    }

    public func beginning() throws(AuditFailure) -> AuditHead {
        try reporting { try file.pool.read { db in try AuditRows.beginning(db) } }
    }

    public func close() {
        // Everything is committed; what cannot be closed is let go of with the process.
        try? file.pool.close()
    }

    func reporting<Value>(_ body: () throws -> Value) throws(AuditFailure) -> Value {
        do {
            return try body()
        } catch {
            throw AuditFailure(path: path, error)
        }
    }
}

extension AuditFailure {
    init(path: String, _ error: any Error) {
        let isFull = (error as? DatabaseError)?.resultCode == .SQLITE_FULL
        self.init(isFull ? .full : .unusable, SQLiteStoreFailure(path: path, error).description)
    }
}
