import ArgumentParser

/// `gatehouse audit`.
struct AuditCommand: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        let name = Application.current.name
        return CommandConfiguration(
            commandName: "audit",
            abstract: "Check, read and search the audit log.",
            discussion: """
                The log says who called what, by which rule it was allowed or refused, and what came of it. They all work \
                while the server runs:

                  \(name) audit verify
                  \(name) audit tail -n 20 --follow
                  \(name) audit archive --keep 100000 /archive/audit-0001.jsonl
                  \(name) audit search --caller alice --outcome refused --since 2026-11-23T12:00:00Z

                Without a FILE they read the log that the configuration names (audit.store, audit.path). A FILE is one of \
                SQLite or of JSON lines, whichever it is.
                """,
            subcommands: [
                AuditVerifyCommand.self, AuditTailCommand.self, AuditSearchCommand.self, AuditArchiveCommand.self,
            ]
        )
    }
}
