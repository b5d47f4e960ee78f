extension ConfigurationKey {
    static let limits: [ConfigurationKey] = [
        limitsCaller, limitsQuota, limitsExemptRoles, limitsExemptAddresses, limitsTools, limitsMethods, limitsTags,
        limitsShared, limitsAddressRequests, limitsAddressFailures, limitsAddressKnown, limitsAddressExempt,
        limitsLegacyFields, limitsQuotaStore, limitsQuotaWriteDelay, limitsQuotaFailure, limitsMaxCallers,
        limitsMaxConcurrentCalls, limitsMaxConcurrentCallsPerTool, limitsMaxConcurrentCallsPerCaller, limitsQueueWait,
        limitsOverloadWait, limitsMaxQueued, limitsGuarantees,
    ]

    static let limitsCaller = ConfigurationKey(
        "limits.caller", .list(of: .limit, maximum: 8), default: "600/minute",
        summary: "How many calls one caller may make; every limit of the list must admit a call."
    )
    static let limitsQuota = ConfigurationKey(
        "limits.quota", .list(of: .quota, maximum: 8),
        summary: "How many calls one caller may make in a day or a month of the calendar, in UTC."
    )
    static let limitsExemptRoles = ConfigurationKey(
        "limits.exempt_roles", .list(of: .text(.word), maximum: 64),
        summary: "Callers with one of these roles are not held to `limits.caller` and `limits.quota`."
    )
    static let limitsExemptAddresses = ConfigurationKey(
        "limits.exempt_addresses", .list(of: .text(.addresses), maximum: 64),
        summary: "Callers from these addresses and networks are not held to `limits.caller` and `limits.quota`."
    )
    static let limitsTools = ConfigurationKey(
        "limits.tools", .structure(.limits(.tools)),
        summary: "How many calls one caller may make of single tools; see below. They replace the tool's own limits."
    )
    static let limitsMethods = ConfigurationKey(
        "limits.methods", .structure(.limits(.methods)),
        summary: "How many requests of a method, as `tools/list`, one caller may make; see below."
    )
    static let limitsTags = ConfigurationKey(
        "limits.tags", .structure(.limits(.tags)),
        summary: "How many requests one caller may make for whatever has a tag; see below."
    )
    static let limitsShared = ConfigurationKey(
        "limits.shared", .structure(.limits(.shared)),
        summary: "Limits with names of their own, which several tools, methods and tags share; see below."
    )
    static let limitsAddressRequests = ConfigurationKey(
        "limits.address_requests", .list(of: .limit, maximum: 8),
        summary: "How many requests may come from one address, counted before it is known who calls."
    )
    static let limitsAddressFailures = ConfigurationKey(
        "limits.address_failures", .list(of: .limit, maximum: 8), default: "100/minute",
        summary: """
            How many requests from one address may bring credentials that do not hold, before all of its requests are \
            refused that do not bring some that held lately.
            """
    )
    static let limitsAddressKnown = ConfigurationKey(
        "limits.address_known", .duration(.seconds(1) ... .seconds(604_800)), default: "1h",
        summary: "For how long credentials that held are let through, whatever others from their address do."
    )
    static let limitsAddressExempt = ConfigurationKey(
        "limits.address_exempt", .list(of: .text(.addresses), maximum: 64), default: "127.0.0.0/8", "::1",
        summary: "Addresses and networks of which nothing is counted before it is known who calls."
    )
    static let limitsLegacyFields = ConfigurationKey(
        "limits.legacy_fields", .boolean, default: "false",
        summary: "Whether replies have `X-RateLimit-Limit`, `-Remaining` and `-Reset` beside `RateLimit`."
    )
    static let limitsQuotaStore = ConfigurationKey(
        "limits.quota_store", .choice(["auto", "sqlite", "memory"]), default: "auto",
        summary: """
            Where it is kept what callers have used of their quotas: with `sqlite` in `quotas.sqlite` in the data folder. \
            `auto` is `sqlite` for HTTP and `memory` for standard input.
            """
    )
    static let limitsQuotaWriteDelay = ConfigurationKey(
        "limits.quota_write_delay", .duration(.seconds(0) ... .seconds(60)), default: "1s",
        summary: """
            How long what was used may wait to be written, which is what a killed process loses of it at most; with `0s` \
            every request waits until it is written.
            """
    )
    static let limitsQuotaFailure = ConfigurationKey(
        "limits.quota_failure", .choice(["open", "closed"]), default: "open",
        summary: "Whether quotas are counted in memory alone while their file fails, or requests are answered with 503."
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
    static let limitsMaxConcurrentCallsPerCaller = ConfigurationKey(
        "limits.max_concurrent_calls_per_caller", .integer(1...1_000_000), default: "1024",
        summary: "The most calls of one caller that run at once. Callers take turns whatever stands here."
    )
    static let limitsQueueWait = ConfigurationKey(
        "limits.queue_wait", .duration(.seconds(0) ... .seconds(60)), default: "200ms",
        summary: """
            How long a call may wait for a place; one that must be expected to wait for longer is answered with 503 at once.
            """
    )
    static let limitsOverloadWait = ConfigurationKey(
        "limits.overload_wait", .duration(.seconds(0) ... .seconds(60)), default: "10ms",
        summary: """
            How long a call may be expected to wait where others have been waiting without a pause for longer than \
            `limits.queue_wait`; but as long as a call takes in any case.
            """
    )
    static let limitsMaxQueued = ConfigurationKey(
        "limits.max_queued", .integer(0...1_000_000), default: "1024",
        summary: "The most calls that wait for a place; in a full queue the caller that asks most makes room."
    )
    static let limitsGuarantees = ConfigurationKey(
        "limits.guarantees", .list(of: .text(.guarantee), maximum: 16),
        summary: """
            What groups of callers are guaranteed of the places for calls, however many others ask for them, as \
            `role gold 25%`, `tenant acme 10%` or `subject alice 5%`; a caller is in the first group that it fits.
            """
    )

    /// The keys of one entry of `limits.tools`, `limits.methods`, `limits.tags` and `limits.shared`.
    static let limitEntry: [ConfigurationKey] = [
        ConfigurationKey(
            "limit", .list(of: .limit, maximum: 8), summary: "How often."),
        ConfigurationKey(
            "quota", .list(of: .quota, maximum: 8), summary: "How often in a day or a month of the calendar, in UTC."),
        ConfigurationKey(
            "key", .list(of: .choice(ServerConfiguration.limitKeys), maximum: 6), default: "caller",
            summary: """
                Whose requests count together: those of each `caller`, `credential` (as an API key), `tenant` or \
                `address`, for each `tool`, or of `everyone`; of several, those for whom all are the same.
                """),
        ConfigurationKey(
            "by_role", .text(.word),
            summary: "A mapping of roles to limits in place of `limit`; of a caller with several the first counts."),
        ConfigurationKey(
            "exempt_roles", .list(of: .text(.word), maximum: 64),
            summary: "Callers with one of these roles do not count."),
        ConfigurationKey(
            "exempt_addresses", .list(of: .text(.addresses), maximum: 64),
            summary: "Callers from these addresses and networks do not count."),
        ConfigurationKey(
            "cost", .text(.cost),
            summary: """
                How many requests a call counts for: a number, or where one stands in the arguments, as `/limit`; a list \
                and a text count by their length.
                """),
        ConfigurationKey(
            "cost_in_result", .text(.pointer),
            summary: "Where in the result's structured content it stands what a call really cost, as `/usage/tokens`."),
        ConfigurationKey(
            "tools", .list(of: .text(.word), maximum: 256), summary: "Of `limits.shared`: the tools that share it."),
        ConfigurationKey(
            "methods", .list(of: .text(.word), maximum: 64), summary: "Of `limits.shared`: the methods that share it."),
        ConfigurationKey(
            "tags", .list(of: .text(.word), maximum: 64),
            summary: """
                Of `limits.shared`: the tags of tools, prompts and resources that share it. Without any of the three it \
                is for the tools whose authors name it.
                """),
    ]
}
