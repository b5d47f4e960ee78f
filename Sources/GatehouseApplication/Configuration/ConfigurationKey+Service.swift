extension ConfigurationKey {
    static let json: [ConfigurationKey] = [jsonMaxDepth]

    static let jsonMaxDepth = ConfigurationKey(
        "json.max_depth", .integer(4...128), default: "64",
        summary: "How deep arrays and objects of a message may be nested."
    )

    static let calls: [ConfigurationKey] = [callsTimeout, callsMaxTimeout, callsReading]

    static let callsTimeout = ConfigurationKey(
        "calls.timeout", .duration(.milliseconds(10) ... .seconds(86_400)), default: "1m",
        summary: "How long a call may take where its tool says nothing else."
    )
    static let callsMaxTimeout = ConfigurationKey(
        "calls.max_timeout", .duration(.milliseconds(10) ... .seconds(86_400)), default: "5m",
        summary: "How long any call may take, whatever its tool says and however much progress it reports."
    )

    static let callsReading = ConfigurationKey(
        "calls.reading", .choice(["strict", "lenient"]), default: "strict",
        summary: """
            How arguments are held to the kinds that a tool wants. `lenient` takes "10" for 10, "true" for true and a \
            string with JSON in it for a list or an object, as some models write them.
            """
    )

    static let sessions: [ConfigurationKey] = [
        sessionsMax, sessionsIdleTimeout, sessionsEventStream, sessionsEventStreamPath, sessionsMessagesPath,
    ]

    static let sessionsMax = ConfigurationKey(
        "sessions.max", .integer(1...10_000_000), default: "10000",
        summary: "The most sessions of clients of revision 2025-11-25 and before."
    )
    static let sessionsIdleTimeout = ConfigurationKey(
        "sessions.idle_timeout", .duration(.seconds(1) ... .seconds(604_800)), default: "30m",
        summary: "How long a session may stay unused before it ends."
    )
    static let sessionsEventStream = ConfigurationKey(
        "sessions.event_stream", .boolean, default: "true",
        summary: "Whether the HTTP+SSE transport of revision 2024-11-05 is served, for clients that know no other."
    )
    static let sessionsEventStreamPath = ConfigurationKey(
        "sessions.event_stream_path", .text(.endpoint), default: "/sse",
        summary: "The path at which such a client opens its stream."
    )
    static let sessionsMessagesPath = ConfigurationKey(
        "sessions.messages_path", .text(.endpoint), default: "/messages",
        summary: "The path to which such a client sends its messages."
    )

    static let events: [ConfigurationKey] = [eventsStore, eventsMaxSessionSize, eventsMaxSize]

    static let eventsStore = ConfigurationKey(
        "events.store", .choice(["memory", "sqlite", "none"]), default: "memory",
        summary: """
            Where the events of streams are kept: in `memory`; with `sqlite` in `events.sqlite` in the data folder, so that \
            clients go on after a restart; or nowhere, so that no stream can be resumed.
            """
    )
    static let eventsMaxSessionSize = ConfigurationKey(
        "events.max_session_size", .size(1024...1_073_741_824), default: "4MiB",
        summary: "How much is kept of one session; its oldest events go first."
    )
    static let eventsMaxSize = ConfigurationKey(
        "events.max_size", .size(65_536...1_099_511_627_776), default: "64MiB",
        summary: "How much is kept of all sessions; the oldest events go first."
    )

    static let log: [ConfigurationKey] = [logLevel, logFormat, logLinesPerSecond]

    static let logLevel = ConfigurationKey(
        "log.level", .choice(["trace", "debug", "info", "notice", "warning", "error", "critical"]), default: "info",
        flag: "--log-level",
        summary: "The least severe level that is logged."
    )
    static let logFormat = ConfigurationKey(
        "log.format", .choice(["auto", "text", "json"]), default: "auto", flag: "--log-format",
        summary: "How lines are written; `auto` is text on a terminal and JSON elsewhere."
    )
    static let logLinesPerSecond = ConfigurationKey(
        "log.lines_per_second", .integer(1...100_000), default: "100",
        summary: """
            How many lines of one kind are written in a second: refusals of callers that nobody knows, by step and code, and \
            warnings and errors. Of more, a line a second says how many there were. Requests of known callers are all logged.
            """
    )
}
