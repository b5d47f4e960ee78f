import ArgumentParser
import Gatehouse
import GatehouseAudit
import GatehouseJSON

/// `gatehouse audit verify`.
struct AuditVerifyCommand: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        let name = Application.current.name
        return CommandConfiguration(
            commandName: "verify",
            abstract: "Find entries of an audit log that were changed, removed or put elsewhere.",
            discussion: """
                Every entry holds the hash of the one before, so none can be changed, removed or moved without a trace. \
                Who can write the file can still cut entries off its end, or make all anew from some entry on; against \
                that, keep the head that this command prints, and the server logs, in another place, and expect it later:

                  \(name) audit verify
                  \(name) audit verify --expect 42:0e5c…
                  \(name) audit verify /backup/audit.jsonl --format json
                  \(name) audit verify /archive/1.jsonl /archive/2.jsonl /data/audit.sqlite

                Several files are one log, in the order of the command line: each must go on where the one before ends. \
                Of a log of which entries were archived or that was rotated, the rest must go on after the last of them. \
                Where nothing of what comes before is given, the entry that the rest follows is told: it must be the head \
                that the archive or the older file ends with.

                Exit code 0 means that nothing is wrong, 1 that something is; each flaw is told with its place.
                """
        )
    }

    @Argument(
        help: ArgumentHelp(
            "The log, or its archives in their order and then itself; by default that of the configuration.",
            valueName: "file"))
    var files: [String] = []

    @OptionGroup var folder: DataOptions

    @Option(help: ArgumentHelp("An entry that the log must have.", valueName: "seq:hash"))
    var expect: [String] = []

    @Option(
        help: ArgumentHelp(
            "What the first entry must follow, where those before it stand elsewhere.", valueName: "seq:hash"))
    var after: String?

    @Flag(help: "Let the log begin anew within, as those of audit.store: stdout do.")
    var restarts = false

    @Option(help: "The format: text or json.")
    var format: OutputFormat = .text

    func validate() throws {
        for text in expect where AuditHead(text) == nil {
            throw ValidationError("--expect: expected SEQ:HASH, as 42:0e5c… with 64 digits, found \(quoted(text))")
        }
        if let after, AuditHead(after) == nil {
            throw ValidationError("--after: expected SEQ:HASH, as 42:0e5c… with 64 digits, found \(quoted(after))")
        }
    }

    func run() async throws {
        let verification = try verified()
        let isJSON = format.resolved(isTerminal: StandardStream.output.isTerminal) == .json
        StandardStream.output.write(isJSON ? Self.json(verification).description + "\n" : Self.text(verification))
        if verification.flawCount > 0 { throw CommandFailure(.toolError, "") }
    }

    private func verified() throws -> AuditVerification {
        let paths = files.isEmpty ? [try AuditLogOptions.path(nil, folder)] : files
        let sources = try paths.map { ($0, try AuditLogOptions.open($0)) }
        var verification = AuditVerification(
            expecting: expect.compactMap { AuditHead($0) }, beginnings: restarts ? .several : .one,
            after: after.flatMap { AuditHead($0) } ?? .origin)
        try CommandFailure.reporting { () throws(AuditFailure) in
            for (path, source) in sources { try source.verify(paths.count > 1 ? path : nil, &verification) }
        }
        verification.finish()
        return verification
    }

    private static func text(_ verification: AuditVerification) -> String {
        let flaws = verification.flaws.map { "\($0.kind): \($0)\n" }.joined()
        let rest = verification.flawCount - verification.flaws.count
        let more = rest > 0 ? "and \(rest) more\n" : ""
        let verdict = verification.flawCount == 0 ? "intact" : "\(verification.flawCount) flaws"
        let start = verification.start
        let before = start == .origin ? "" : "begins after entry \(start), which was not looked at\n"
        return flaws + more + before + "\(verification.lines) entries, \(verdict); head \(verification.head)\n"
    }

    private static func json(_ verification: AuditVerification) -> JSONValue {
        let flaws = verification.flaws.map { flaw in
            var object: JSONObject = ["kind": .string(flaw.kind.description)]
            if let file = flaw.file { object["file"] = .string(file) }
            if let line = flaw.line { object["line"] = .integer(Int64(line)) }
            if let sequence = flaw.sequence { object["seq"] = .integer(sequence) }
            object["problem"] = .string(flaw.description)
            return JSONValue.object(object)
        }
        return [
            "intact": .bool(verification.flawCount == 0),
            "begins_after": verification.start == .origin ? .null : .string(verification.start.description),
            "entries": .integer(Int64(verification.lines)),
            "head": .string(verification.head.description), "flaw_count": .integer(Int64(verification.flawCount)),
            "flaws": .array(flaws),
        ]
    }
}
