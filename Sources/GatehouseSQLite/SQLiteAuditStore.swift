public import Gatehouse
import GRDB
import Synchronization

/// Keeps an audit log in an SQLite file, which several processes may append to.
///
/// The file is written with a write-ahead log. A commit that must outlast a power failure is synchronised in full, and
/// all before it with it; others outlast the end of the process alone, which is quicker by far. Lines that are appended
/// together share rows.
public final class SQLiteAuditStore: AuditStore {
    /// What is known of the file since the last append.
    private struct State {
        /// The number of the last row, and what the last line in it makes; nothing where that must be read.
        var newest: (row: Int64, head: AuditHead)?
        /// What the writing connection was told of synchronising.
        var durability: AuditDurability?
    }

    let file: StoreFile
    private let path: String
    private let state = Mutex(State())

    init(file: StoreFile, path: String) {
        self.file = file
        self.path = path
    }

    public func append(
        _ durability: AuditDurability, _ lines: (AuditHead) -> AuditLines
    ) throws(AuditFailure) -> AuditHead {
        try reporting {
            try file.pool.writeWithoutTransaction { db in
                var state = state.withLock { $0 }
                // What failed is forgotten, and read anew.
                self.state.withLock { $0 = State() }
                let head = try append(durability, lines, &state, db)
                self.state.withLock { $0 = state }
                return head
            }
        }
    }

    private func append(
        _ durability: AuditDurability, _ lines: (AuditHead) -> AuditLines, _ state: inout State, _ db: Database
    ) throws -> AuditHead {
        if state.durability != durability {
            // Whoever synchronises brings all that was committed before on the disk as well.
            try db.execute(sql: "PRAGMA synchronous = \(durability == .power ? "FULL" : "NORMAL")")
            state.durability = durability
        }
        var head = AuditHead.origin
        try db.inTransaction(.immediate) {
            let row = try AuditRows.newestNumber(db)
            // Where another process has appended, there is another row.
            let known = row != nil && state.newest?.row == row ? state.newest?.head : nil
            let before = try known ?? AuditRows.head(db)
            let lines = lines(before)
            head = lines.head
            state.newest = (try AuditRows.append(lines, after: before, db) ?? row).map { ($0, lines.head) }
            return .commit
        }
        return head
    }

    public func head() throws(AuditFailure) -> AuditHead {
        try reporting { try file.pool.read { db in try AuditRows.head(db) } }
    }

    public func page(from place: Int64, limit: Int) throws(AuditFailure) -> AuditPage {
        try reporting { try file.pool.read { db in try AuditRows.page(db, from: place, limit: limit) } }
    }

    public func place(ofLast count: Int) throws(AuditFailure) -> Int64 {
        try reporting { try file.pool.read { db in try AuditRows.place(db, ofLast: count) } }
    }

    public func place(between first: Int64, and last: Int64) throws(AuditFailure) -> Int64? {
        AuditRows.place(between: first, and: last)
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
