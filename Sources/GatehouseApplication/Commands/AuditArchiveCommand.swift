import ArgumentParser
import Gatehouse
import GatehouseAudit
import GatehouseSQLite

/// `gatehouse audit archive`.
struct AuditArchiveCommand: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        let name = Application.current.name
        return CommandConfiguration(
            commandName: "archive",
            abstract: "Take the oldest entries out of an audit log, into a file of JSON lines.",
            discussion: """
                It writes the entries into a new file, checks what it wrote, and takes them out of the log, which says so \
                in an entry of its own. Servers may go on writing the log meanwhile:

                  \(name) audit archive --before 2026-11-01T00:00:00Z /archive/audit-2026-10.jsonl
                  \(name) audit archive --keep 100000 /archive/audit-0001.jsonl
                  \(name) audit verify /archive/audit-0001.jsonl /archive/audit-0002.jsonl /data/audit.sqlite

                The log remembers the hash of the last entry that was archived, so that its files can be checked as one \
                chain. A command that was interrupted has lost nothing: the same command once more goes on where it was.
                """
        )
    }

    @Argument(help: ArgumentHelp("The file to write, which must not be there.", valueName: "file"))
    var file: String

    @Option(help: ArgumentHelp("Archive the entries before the first of that time or later.", valueName: "time"))
    var before: String?

    @Option(help: ArgumentHelp("Archive all but the newest entries, so many.", valueName: "count"))
    var keep: Int?

    @Option(help: ArgumentHelp("The log; by default that of the configuration.", valueName: "file"))
    var log: String?

    @OptionGroup var folder: DataOptions

    func validate() throws {
        guard (before == nil) != (keep == nil) else { throw ValidationError("expected one of --before and --keep") }
        if let before, TokenRevokeCommand.seconds(before) == nil {
            throw ValidationError(
                "--before: expected a time such as 2026-11-23T12:00:00Z or seconds since 1970, found \(quoted(before))")
        }
        if let keep, !(0...1_000_000_000_000).contains(keep) {
            throw ValidationError("--keep: expected an integer from 0 to 1000000000000, found \(keep)")
        }
    }

    func run() async throws {
        let path = try AuditLogOptions.path(log, folder)
        let store = try await Self.store(path)
        defer { store.close() }
        try CommandFailure.reporting { () throws(AuditFailure) in
            try archive(AuditArchive(path: file), store)
        }
    }

    private static func store(_ path: String) async throws -> SQLiteAuditStore {
        try AuditLogOptions.check(path)
        guard AuditLogOptions.isSQLite(path) else {
            throw CommandFailure(
                .usage,
                "\(path) is no SQLite file: a log of JSON lines is archived by moving it away; see docs/audit.md")
        }
        do throws(SQLiteStoreFailure) {
            return try await SQLiteAuditStore.open(path: path)
        } catch {
            throw CommandFailure(.configuration, error.description)
        }
    }

    private func archive(_ archive: AuditArchive, _ store: SQLiteAuditStore) throws(AuditFailure) {
        let beginning = try store.beginning()
        switch try archive.standing(to: store) {
        case .absent:
            guard let content = try archive.write(store, until: try stays(in: store)) else {
                try store.reclaim()
                return tell("nothing was archived: the log has no such entries")
            }
            try takeOut(content, after: beginning, store)
        case .written(let content):
            tell("\(file) was written before; its entries are taken out of the log now")
            try takeOut(content, after: beginning, store)
        case .takenOut(let content):
            try store.reclaim()
            tell("\(file) was archived before, up to entry \(content.head)")
        }
    }

    /// Whether an entry, and those after it, stay in the log.
    private func stays(in store: SQLiteAuditStore) throws(AuditFailure) -> (AuditLine) -> Bool {
        // Those that come while the command runs stay as well.
        let next = try store.head().sequence + 1
        if let time = before.flatMap(TokenRevokeCommand.seconds).map({ Instant.text(milliseconds: $0 * 1_000) }) {
            return { line in
                line.sequence.map { $0 >= next } ?? false
                    || line.time.map { !$0.utf8.lexicographicallyPrecedes(time.utf8) } ?? false
            }
        }
        let first = keep == 0 ? next : try store.place(ofLast: keep ?? 0)
        return { line in (line.sequence ?? 0) >= first }
    }

    private func takeOut(
        _ content: AuditArchive.Content, after beginning: AuditHead, _ store: SQLiteAuditStore
    ) throws(AuditFailure) {
        var entry = AuditArchiving.entry(content, in: file, at: SystemTime.milliseconds())
        entry.noteCommand()
        let batch = AuditBatch([entry])
        try store.begin(after: content.head, before: beginning) { batch.lines(after: $0) }
        try store.reclaim()
        tell(
            "\(content.count) entries, \(content.first) to \(content.head.sequence), are archived in \(file); "
                + "head \(content.head)")
    }

    private func tell(_ text: String) {
        StandardStream.output.write(text + "\n")
    }
}
