import Gatehouse
import GRDB

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Reads the rows of an audit log.
enum AuditRows {
    /// The rows from a number on.
    static func page(_ db: Database, from place: Int64, limit: Int) throws -> AuditPage {
        let statement = try db.cachedStatement(sql: "SELECT seq, line FROM entry WHERE seq >= ? ORDER BY seq LIMIT ?")
        var page = AuditPage(lines: [], next: place)
        let rows = try Row.fetchCursor(statement, arguments: [place, max(0, limit)])
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
            db, sql: "SELECT seq FROM entry ORDER BY seq DESC LIMIT 1 OFFSET ?", arguments: [max(0, count - 1)]) ?? 0
    }
}
