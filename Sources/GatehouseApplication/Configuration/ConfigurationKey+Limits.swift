extension ConfigurationKey {
    static let limits: [ConfigurationKey] = [
        limitsCaller, limitsTools, limitsMaxCallers, limitsMaxConcurrentCalls, limitsMaxConcurrentCallsPerTool,
        limitsQueueWait, limitsMaxQueued,
    ]

    static let limitsCaller = ConfigurationKey(
        "limits.caller", .list(of: .limit, maximum: 8), default: "600/minute",
        summary: "How many calls one caller may make; every limit of the list must admit a call."
    )
    static let limitsTools = ConfigurationKey(
        "limits.tools", .structure(.toolLimits),
        summary: "How many calls one caller may make of single tools; see below."
    )
    static let limitsMaxCallers = ConfigurationKey(
        "limits.max_callers", .integer(16...10_000_000), default: "100000",
        summary: """
            How many counts are kept, one for each caller and limit; beyond it the one that is nearest to unused is \
            forgotten.
            """
    )
    static let limitsMaxConcurrentCalls = ConfigurationKey(
        "limits.max_concurrent_calls", .integer(1...1_000_000), default: "1024",
        summary: "The most calls that run at once."
    )
    static let limitsMaxConcurrentCallsPerTool = ConfigurationKey(
        "limits.max_concurrent_calls_per_tool", .integer(1...1_000_000), default: "256",
        summary: "The most calls of one tool that run at once."
    )
    static let limitsQueueWait = ConfigurationKey(
        "limits.queue_wait", .duration(.seconds(0) ... .seconds(60)), default: "250ms",
        summary: "How long a call may wait for a place before it is answered with 503."
    )
    static let limitsMaxQueued = ConfigurationKey(
        "limits.max_queued", .integer(0...1_000_000), default: "1024",
        summary: "The most calls that wait for a place."
    )
}
