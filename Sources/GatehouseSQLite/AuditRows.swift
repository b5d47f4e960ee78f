import Gatehouse
import GRDB

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Reads the rows of an audit log.
enum AuditRows {
    /// The rows from a number on; none that is archived, and only waits to be removed.
    static func page(_ db: Database, from place: Int64, limit: Int) throws -> AuditPage {
        let statement = try db.cachedStatement(sql: "SELECT seq, line FROM entry WHERE seq >= ? ORDER BY seq LIMIT ?")
        let (archived, overflow) = try beginning(db).sequence.addingReportingOverflow(1)
        let first = overflow ? .max : archived
        var page = AuditPage(lines: [], next: max(place, first))
        let rows = try Row.fetchCursor(statement, arguments: [max(place, first), max(0, limit)])
        while let row = try rows.next() {
            let number: Int64 = row[0]
            page.lines.append(AuditLine([UInt8](row[1] as Data? ?? Data()), number: number))
            page.next = number == .max ? number : number + 1
        }
        return page
    }

    /// The number of the first of the last rows.
    static func place(_ db: Database, ofLast count: Int) throws -> Int64 {
        try Int64.fetchOne(
            db, sql: "SELECT seq FROM entry WHERE seq > ? ORDER BY seq DESC LIMIT 1 OFFSET ?",
            arguments: [try beginning(db).sequence, max(0, count - 1)]) ?? 0
    }

    /// The last entry that was archived.
    static func beginning(_ db: Database) throws -> AuditHead {
        // A file that only an older release has written has no such table.
        guard try db.tableExists("archived"),
            let row = try Row.fetchOne(db, sql: "SELECT last, hash FROM archived ORDER BY last DESC LIMIT 1")
        else { return .origin }
        return AuditHead(sequence: row[0], hash: row[1])
    }

    /// The entry of a number; nothing where there is none, or it is not what was written.
    static func head(_ db: Database, at sequence: Int64) throws -> AuditHead? {
        let line = try Data.fetchOne(db, sql: "SELECT line FROM entry WHERE seq = ?", arguments: [sequence])
        return line.flatMap { AuditHead(line: $0) }
    }
}
