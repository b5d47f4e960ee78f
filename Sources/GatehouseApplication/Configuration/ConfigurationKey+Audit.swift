extension ConfigurationKey {
    static let audit: [ConfigurationKey] = [
        auditStore, auditPath, auditInclude, auditWait, auditOnFailure, auditMaximumBytes,
    ]

    static let auditStore = ConfigurationKey(
        "audit.store", .choice(["sqlite", "file", "stdout", "none"]), default: "sqlite",
        summary: """
            Where it is taken down who called what, by which rule it was allowed or refused, and what came of it: `sqlite` \
            is an SQLite file and `file` a file of JSON lines, both of which several processes can append to; `stdout` is \
            JSON lines on the standard output, for whoever collects them, and goes with HTTP alone; `none` takes nothing \
            down.
            """
    )
    static let auditPath = ConfigurationKey(
        "audit.path", .text(.path),
        summary: "The file, where it is not `audit.sqlite` or `audit.jsonl` in the data folder."
    )
    static let auditInclude = ConfigurationKey(
        "audit.include", .choice(["calls", "all"]), default: "calls",
        summary: """
            What is taken down beside every refusal: `calls` is what has something done or read (tools, prompts, resources, \
            completions, tasks, streams, sessions); `all` is also `ping`, lists and notifications.
            """
    )
    static let auditWait = ConfigurationKey(
        "audit.wait", .choice(["privileged", "all", "none"]), default: "privileged",
        summary: """
            Who waits until an entry outlasts a power failure: `privileged` is calls that may change something, of tools \
            that do not declare `readOnlyHint` and of `tasks/cancel` and `tasks/update`, before they run and once more \
            before they are answered; `all` is every reply; with `none` a crash may lose the entries of the last tenth of a \
            second.
            """
    )
    static let auditOnFailure = ConfigurationKey(
        "audit.on_failure", .choice(["refuse_privileged", "refuse_all", "allow"]), default: "refuse_privileged",
        summary: """
            What happens where the log cannot be written, because the disk is full or does not answer: \
            `refuse_privileged` refuses calls that may change something with 503, `refuse_all` refuses all that would be \
            taken down, and `allow` goes on. Entries wait meanwhile; where too many do, the log says later how many are \
            missing.
            """
    )
    static let auditMaximumBytes = ConfigurationKey(
        "audit.maximum_bytes", .size(0...1_125_899_906_842_624), default: "0B",
        summary: "How large the log may grow, which then counts as a full disk; 0B is no bound."
    )
}
