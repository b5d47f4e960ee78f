package import Gatehouse
import GatehouseJSON

/// What stands in a log of the archives that were made of it.
package enum AuditArchiving {
    /// The event of entries that say that those before some entry were archived.
    package static let event = "audit.archived"

    /// The event of entries that say that a log goes on in a new file, because the one before was moved away.
    package static let continuation = "audit.continued"

    /// The first entry of a file in which a log goes on.
    ///
    /// - Parameters:
    ///   - head: The entry with which the file before ends.
    ///   - time: When, in milliseconds since 1970.
    static func continuation(of head: AuditHead, at time: Int64) -> AuditEntry {
        AuditEntry(event: continuation, [AuditEntry.Detail("head", "\(head)")], at: time)
    }

    /// The entry that says what was archived, and where.
    ///
    /// - Parameters:
    ///   - archived: What was, and into which file.
    ///   - time: When, in milliseconds since 1970.
    package static func entry(_ archived: AuditArchive.Content, in file: String, at time: Int64) -> AuditEntry {
        AuditEntry(
            event: event,
            [
                AuditEntry.Detail("first", "\(archived.first)"), AuditEntry.Detail("head", "\(archived.head)"),
                AuditEntry.Detail("file", file),
            ], at: time)
    }

    /// Which entry a line says to be the newest that was archived, or to stand in the file before; nothing where the line
    /// says something else.
    static func head(toldBy line: AuditLine) -> AuditHead? {
        // The event stands right behind the time and the kind, where nothing of a caller's does.
        let beginning = line.bytes.prefix(160)
        guard beginning.contains(Array(#""event":"audit."#.utf8)), let entry = line.entry,
            case .string(let told)? = entry["event"], told == event || told == continuation,
            case .object(let details)? = entry["details"],
            case .string(let head)? = details["head"]
        else { return nil }
        return AuditHead(head)
    }
}
