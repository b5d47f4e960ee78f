extension ConfigurationKey {
    static let tasks: [ConfigurationKey] = [
        tasksStore, tasksTTL, tasksMaxTTL, tasksPollInterval, tasksMaxPolls, tasksTimeout, tasksAnswerTimeout,
        tasksMaxRunning,
        tasksMaxRunningPerCaller, tasksMaxKept, tasksMaxKeptPerCaller, tasksMaxResultBytes,
    ]

    static let tasksStore = ConfigurationKey(
        "tasks.store", .choice(["auto", "sqlite", "memory"]), default: "auto",
        summary: """
            Where tasks are kept: `sqlite` is `tasks.sqlite` in the data folder, which outlives a crash and belongs to one \
            process; `memory` is gone when the process ends; `auto` is `sqlite` over HTTP and `memory` over standard input. \
            Nothing is opened where no tool has tasks.
            """
    )
    static let tasksTTL = ConfigurationKey(
        "tasks.ttl", .duration(.seconds(1) ... .seconds(2_592_000)), default: "1h",
        summary: "How long a task and its result are kept from its creation on, where its client asks for nothing else."
    )
    static let tasksMaxTTL = ConfigurationKey(
        "tasks.max_ttl", .duration(.seconds(1) ... .seconds(2_592_000)), default: "1d",
        summary: "The longest time that a client of revision 2025-11-25 can have a task kept."
    )
    static let tasksPollInterval = ConfigurationKey(
        "tasks.poll_interval", .duration(.milliseconds(10) ... .seconds(3_600)), default: "1s",
        summary: "How long clients are told to wait from one look at a task to the next."
    )
    static let tasksMaxPolls = ConfigurationKey(
        "tasks.max_polls", .integer(1...1_000_000), default: "100",
        summary: "How often a client may look at one task within one such interval; over it, 429."
    )
    static let tasksTimeout = ConfigurationKey(
        "tasks.timeout", .duration(.milliseconds(10) ... .seconds(2_592_000)), default: "30m",
        summary: "How long a task may take where its tool says nothing else, its waiting for answers counted."
    )
    static let tasksAnswerTimeout = ConfigurationKey(
        "tasks.answer_timeout", .duration(.milliseconds(10) ... .seconds(2_592_000)), default: "10m",
        summary: "How long a task waits for an answer of its client before it fails."
    )
    static let tasksMaxRunning = ConfigurationKey(
        "tasks.max_running", .integer(1...100_000), default: "256",
        summary: "The most tasks that run, or wait for their clients, at once."
    )
    static let tasksMaxRunningPerCaller = ConfigurationKey(
        "tasks.max_running_per_caller", .integer(1...100_000), default: "16",
        summary: "The most of them that one caller may have."
    )
    static let tasksMaxKept = ConfigurationKey(
        "tasks.max_kept", .integer(1...10_000_000), default: "100000",
        summary: "The most tasks that are kept, those that have ended counted."
    )
    static let tasksMaxKeptPerCaller = ConfigurationKey(
        "tasks.max_kept_per_caller", .integer(1...1_000_000), default: "1000",
        summary: "The most of them that one caller may have."
    )
    static let tasksMaxResultBytes = ConfigurationKey(
        "tasks.max_result_bytes", .size(1024...67_108_864), default: "4MiB",
        summary: "The most bytes of a task's result; a task with a larger one fails."
    )
}
