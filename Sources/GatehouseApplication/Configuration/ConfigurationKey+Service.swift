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

    static let sessions: [ConfigurationKey] = [sessionsMax, sessionsIdleTimeout]

    static let sessionsMax = ConfigurationKey(
        "sessions.max", .integer(1...10_000_000), default: "10000",
        summary: "The most sessions of clients of revision 2025-11-25 and before."
    )
    static let sessionsIdleTimeout = ConfigurationKey(
        "sessions.idle_timeout", .duration(.seconds(1) ... .seconds(604_800)), default: "30m",
        summary: "How long a session may stay unused before it ends."
    )

    static let log: [ConfigurationKey] = [logLevel, logFormat]

    static let logLevel = ConfigurationKey(
        "log.level", .choice(["trace", "debug", "info", "notice", "warning", "error", "critical"]), default: "info",
        flag: "--log-level",
        summary: "The least severe level that is logged."
    )
    static let logFormat = ConfigurationKey(
        "log.format", .choice(["auto", "text", "json"]), default: "auto", flag: "--log-format",
        summary: "How lines are written; `auto` is text on a terminal and JSON elsewhere."
    )
}
