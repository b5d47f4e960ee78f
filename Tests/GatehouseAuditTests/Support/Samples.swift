import Gatehouse
import GatehouseAudit
import Logging

/// What tests of audit logs use.
enum Samples {
    /// An entry of a call.
    static func entry(_ number: Int = 1, _ kind: AuditEntry.Kind = .finished) -> AuditEntry {
        var entry = AuditEntry(kind, at: 1_795_000_000_000 + Int64(number))
        entry.requestID = "r-\(number)"
        entry.caller = number.isMultiple(of: 2) ? "bob" : "alice"
        entry.method = "tools/call"
        entry.name = "add"
        entry.outcome = number.isMultiple(of: 5) ? "refused" : "ok"
        entry.status = 200
        entry.duration = .microseconds(1_250)
        return entry
    }

    /// The lines of a log with so many entries.
    static func lines(_ count: Int) -> [AuditLine] {
        var lines: [AuditLine] = []
        var head = AuditHead.origin
        for number in 1...count { lines.append(AuditLine(line(entry(number), after: &head))) }
        return lines
    }

    /// The line of an entry that follows another one.
    static func line(_ entry: AuditEntry, after head: inout AuditHead) -> [UInt8] {
        let lines = AuditBatch([entry]).lines(after: head)
        head = lines.head
        return Array(lines.bytes.dropLast())
    }

    /// Entries that are written together.
    static func batch(_ numbers: ClosedRange<Int>) -> AuditBatch {
        AuditBatch(numbers.map { entry($0) })
    }

    /// The text of a log's file.
    static func text(_ lines: [AuditLine]) -> [UInt8] {
        lines.flatMap { $0.bytes + [UInt8(ascii: "\n")] }
    }

    static let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    /// A logger, and what was logged.
    static func loudLogger() -> (Logger, LoggedLines) {
        let lines = LoggedLines()
        return (Logger(label: "test") { _ in lines.handler }, lines)
    }

    /// What is wrong with lines, as the kinds and numbers of flaws.
    static func flaws(_ lines: [AuditLine], expecting expected: [AuditHead] = []) -> [String] {
        var verification = AuditVerification(expecting: expected)
        lines.forEach { verification.take($0) }
        verification.finish()
        return verification.flaws.map { "\($0.kind) \($0.sequence.map(String.init) ?? "-")" }
    }
}
