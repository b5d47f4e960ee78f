package import Gatehouse
import GatehouseJSON

/// What stands in a log of the archives that were made of it.
package enum AuditArchiving {
    /// The event of entries that say that those before some entry were archived.
    package static let event = "audit.archived"

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

    /// Which entry a line says to be the newest that was archived; nothing where the line says something else.
    static func head(toldBy line: AuditLine) -> AuditHead? {
        // The event stands right behind the time and the kind, where nothing of a caller's does.
        let beginning = line.bytes.prefix(160)
        guard beginning.contains(Array(#""event":"\#(event)""#.utf8)), let entry = line.entry,
            case .string(event)? = entry["event"], case .object(let details)? = entry["details"],
            case .string(let head)? = details["head"]
        else { return nil }
        return AuditHead(head)
    }
}
