import Gatehouse
import GRDB

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Reads and writes the rows of an audit log.
enum AuditRows {
    // MARK: Reading

    /// The lines from a number on; none that is archived, and only waits to be removed.
    static func page(_ db: Database, from place: Int64, limit: Int) throws -> AuditPage {
        let (following, overflow) = try beginning(db).sequence.addingReportingOverflow(1)
        let first = max(place, overflow ? .max : following)
        // The first line may stand in the middle of a row.
        let statement = try db.cachedStatement(
            sql: """
                SELECT seq, line FROM entry
                WHERE seq >= coalesce((SELECT max(seq) FROM entry WHERE seq <= ?), 0) ORDER BY seq
                """)
        let rows = try Row.fetchCursor(statement, arguments: [first])
        var page = AuditPage(lines: [], next: first)
        var last: (row: AuditRow, end: Int)?
        while page.lines.count < limit, let row = try rows.next().map(AuditRow.init) {
            let start = Int(clamping: max(0, first.subtractingReportingOverflow(row.first).partialValue))
            guard start < row.lines.count else { continue }
            let end = min(row.lines.count, start + limit - page.lines.count)
            take(row, start..<end, &page)
            last = (row, end)
        }
        if let last { try end(&page, in: last.row, at: last.end, db) }
        return page
    }

    private static func take(_ row: AuditRow, _ range: Range<Int>, _ page: inout AuditPage) {
        for index in range {
            page.lines.append(AuditLine(row.lines[index], number: index == 0 ? row.first : nil))
        }
        page.next = row.first &+ Int64(range.upperBound)
    }

    /// Has the next page begin where this one ends.
    ///
    /// Where somebody has put lines into a row, it may reach beyond the first number of the next one. What is left of it
    /// belongs to this page then, because no number leads there.
    private static func end(_ page: inout AuditPage, in row: AuditRow, at end: Int, _ db: Database) throws {
        let overlapping = try Int64.fetchOne(
            db, sql: "SELECT min(seq) FROM entry WHERE seq > ? AND seq <= ?", arguments: [row.first, page.next])
        guard let overlapping else { return }
        take(row, end..<row.lines.count, &page)
        page.next = overlapping
    }

    /// The number of the first of the last lines.
    static func place(_ db: Database, ofLast count: Int) throws -> Int64 {
        guard let newest = try newest(db) else { return 0 }
        let place = newest.last.subtractingReportingOverflow(Int64(max(1, count))).partialValue &+ 1
        return place > (try beginning(db).sequence) ? place : 0
    }

    /// The number in the middle: lines begin at each.
    static func place(between first: Int64, and last: Int64) -> Int64? {
        guard first >= 0, first < last else { return nil }
        let middle = first + (last - first) / 2
        return middle > first ? middle : nil
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
        try Row.fetchOne(
            db, sql: "SELECT seq, line FROM entry WHERE seq <= ? ORDER BY seq DESC LIMIT 1", arguments: [sequence]
        ).flatMap { AuditRow($0).head(at: sequence) }
    }

    /// The newest entry.
    static func head(_ db: Database) throws -> AuditHead {
        guard let newest = try newest(db) else { return .origin }
        guard let line = newest.lines.last, let head = AuditHead(line: line) else {
            throw FileProblem(description: "its last entry is not what was written; move the file away to begin anew")
        }
        return head
    }

    /// The number of the last row; nothing where there is none.
    static func newestNumber(_ db: Database) throws -> Int64? {
        try Int64.fetchOne(try db.cachedStatement(sql: "SELECT max(seq) FROM entry"))
    }

    private static func newest(_ db: Database) throws -> AuditRow? {
        try Row.fetchOne(db, sql: "SELECT seq, line FROM entry ORDER BY seq DESC LIMIT 1").map(AuditRow.init)
    }

    // MARK: Writing

    /// Appends lines, as few rows as may be.
    ///
    /// - Returns: The number of the last row; nothing where there are no lines.
    static func append(_ lines: AuditLines, after head: AuditHead, _ db: Database) throws -> Int64? {
        // The lines follow one another; that the last one has the number that it should have is enough to know so.
        guard lines.head.sequence == head.sequence &+ Int64(lines.count) else {
            throw FileProblem(description: "the lines are no entries that follow the log's newest one")
        }
        let statement = try db.cachedStatement(sql: "INSERT INTO entry (seq, line) VALUES (?, ?)")
        var number: Int64?
        var (first, start) = (0, 0)
        while first < lines.count {
            var next = first + 1
            while next < lines.count, lines.ends[next] - start <= AuditRow.maximumBytes { next += 1 }
            let row = head.sequence &+ Int64(first) &+ 1
            // The last line's end is the row's.
            try statement.execute(arguments: [row, Data(lines.bytes[start..<lines.ends[next - 1] - 1])])
            (number, first, start) = (row, next, lines.ends[next - 1])
        }
        return number
    }
}
