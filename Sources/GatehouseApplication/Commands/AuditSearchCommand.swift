import ArgumentParser
import Gatehouse
import GatehouseAudit

/// `gatehouse audit search`.
struct AuditSearchCommand: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        let name = Application.current.name
        return CommandConfiguration(
            commandName: "search",
            abstract: "Find entries of an audit log.",
            discussion: """
                An entry must meet all that is asked for, to the letter:

                  \(name) audit search --caller alice --name delete_note
                  \(name) audit search --outcome refused --rule no-deletes --since 2026-11-23T12:00:00Z
                  \(name) audit search --request 7d0c3f6e-12 --format json

                Of a time that is asked for, no more of the log is read than stands within an hour of it.

                The reference in an error that a caller shows is the number of its request.
                """
        )
    }

    @OptionGroup var log: AuditLogOptions

    @Option(help: "Who called.")
    var caller: String?
    @Option(help: "The caller's organisation.")
    var tenant: String?
    @Option(help: "The name of the tool, prompt or resource.")
    var name: String?
    @Option(help: "The method, as tools/call.")
    var method: String?
    @Option(help: "What came of it: ok, refused, tool_error, input_required or abandoned.")
    var outcome: String?
    @Option(help: "The name of the rule that decided.")
    var rule: String?
    @Option(help: "Which credential: the number of an API key, a token's jti.")
    var credential: String?
    @Option(help: "The number of the request.")
    var request: String?
    @Option(help: "The task: its id, or what stands for it in the log.")
    var task: String?
    @Option(help: "What happened, as server.started.")
    var event: String?
    @Option(help: ArgumentHelp("The first time.", valueName: "time"))
    var since: String?
    @Option(help: ArgumentHelp("The last time.", valueName: "time"))
    var until: String?
    @Option(help: "How many entries to show at most, the newest of those found.")
    var limit: Int = 100
    @Option(help: "The format: text or json.")
    var format: OutputFormat = .text

    func validate() throws {
        for (option, text) in [("--since", since), ("--until", until)] {
            guard let text, TokenRevokeCommand.seconds(text) == nil else { continue }
            throw ValidationError(
                "\(option): expected a time such as 2026-11-23T12:00:00Z or seconds since 1970, found \(quoted(text))")
        }
        guard (1...1_000_000).contains(limit) else {
            throw ValidationError("--limit: expected an integer from 1 to 1000000, found \(limit)")
        }
    }

    private var criteria: AuditCriteria {
        var criteria = AuditCriteria()
        let wanted: [(AuditCriteria.Member, String?)] = [
            (.caller, caller), (.tenant, tenant), (.name, name), (.method, method), (.outcome, outcome), (.rule, rule),
            (.credential, credential), (.request, request), (.event, event),
            (.task, task.map { $0.utf8.count == 32 ? AuditEntry.digest(ofTask: $0) : $0 }),
        ]
        for (member, text) in wanted { criteria.members[member] = text }
        criteria.since = since.flatMap { Self.time($0, milliseconds: 0) }
        criteria.until = until.flatMap { Self.time($0, milliseconds: 999) }
        return criteria
    }

    /// A time in milliseconds since 1970; the whole of its second counts.
    private static func time(_ text: String, milliseconds: Int64) -> Int64? {
        TokenRevokeCommand.seconds(text).map { $0 * 1_000 + milliseconds }
    }

    func run() async throws {
        let source = try log.open()
        let text = AuditEntryText(format: format)
        let lines = try CommandFailure.reporting { () throws(AuditFailure) in
            try source.lines(matching: criteria, limit: limit)
        }
        for line in lines { StandardStream.output.write(text.line(line)) }
    }
}
