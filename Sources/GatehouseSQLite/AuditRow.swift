import Gatehouse
import GRDB

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// A row of an audit log: lines that follow one another, of which it has the number of the first.
struct AuditRow {
    /// How many bytes of lines share a row. To make a row is dearer by far than to copy a line into it; but the first
    /// line that stays behind an archive keeps its whole row.
    static let maximumBytes = 16_384

    let first: Int64
    let lines: [[UInt8]]

    /// - Parameter row: The columns `seq` and `line`.
    init(_ row: Row) {
        first = row[0]
        lines = (row[1] as Data? ?? Data()).split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            .map { Array($0) }
    }

    /// The number of the last line, where the row is as it was written.
    var last: Int64 { first &+ Int64(lines.count) &- 1 }

    /// The entry that a line of it makes; nothing where it has no such line, or that is no entry.
    func head(at sequence: Int64) -> AuditHead? {
        let (offset, overflow) = sequence.subtractingReportingOverflow(first)
        guard !overflow, offset >= 0, offset < lines.count else { return nil }
        return AuditHead(line: lines[Int(offset)])
    }
}
