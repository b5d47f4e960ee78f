extension ConfigurationKey {
    static let subscriptions: [ConfigurationKey] = [
        subscriptionsMax, subscriptionsMaxPerCaller, subscriptionsMaxSubjects, subscriptionsInterval,
    ]

    static let subscriptionsMax = ConfigurationKey(
        "subscriptions.max", .integer(1...1_000_000), default: "10000",
        summary: "The most streams of notifications (`subscriptions/listen`) that are open at once."
    )
    static let subscriptionsMaxPerCaller = ConfigurationKey(
        "subscriptions.max_per_caller", .integer(1...1_000_000), default: "1000",
        summary: "The most streams of notifications that one caller has open."
    )
    static let subscriptionsMaxSubjects = ConfigurationKey(
        "subscriptions.max_subjects", .integer(1...1_024), default: "64",
        summary: "The most resources and tasks that one stream is about."
    )
    static let subscriptionsInterval = ConfigurationKey(
        "subscriptions.interval", .duration(.milliseconds(10) ... .seconds(60)), default: "100ms",
        summary: """
            How long a stream waits at least before it says the same thing again: what changes faster is told together. \
            What changes after a pause is told at once.
            """
    )
}
