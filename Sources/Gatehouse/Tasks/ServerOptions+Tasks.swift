extension ServerOptions {
    /// How tasks are kept and run (extension io.modelcontextprotocol/tasks, and basic/utilities/tasks of 2025-11-25).
    public struct Tasks: Sendable {
        /// Where tasks are kept.
        public var store: any TaskStore
        /// For how long a task is kept from its creation on, with its result, where its client asks for nothing else.
        public var timeToLive: Duration
        /// For how long it is kept at most; clients of revision 2025-11-25 can ask for a time.
        public var maximumTimeToLive: Duration
        /// How long clients are told to wait from one look at a task to the next.
        public var pollInterval: Duration
        /// How long a task may take where its tool says nothing else, the time that it waits for its client counted.
        public var timeout: Duration
        /// How long a task waits for an answer of its client.
        public var answerTimeout: Duration
        /// How many tasks run or wait for their clients at once.
        public var maximumRunning: Int
        /// How many of them one caller may have.
        public var maximumRunningPerCaller: Int
        /// How many tasks are kept, those that have ended counted.
        public var quota: TaskQuota
        /// How many bytes a task's result may have.
        public var maximumResultBytes: Int
        /// How often a task may be looked at within one ``pollInterval``; nothing for as often as its owner likes.
        public var maximumPolls: Int?
        /// How often expired tasks are looked for.
        public var sweepInterval: Duration
        /// The present, in milliseconds since 1970.
        package var now: @Sendable () -> Int64

        public init(
            store: any TaskStore = InMemoryTaskStore(),
            timeToLive: Duration = .seconds(3_600),
            maximumTimeToLive: Duration = .seconds(86_400),
            pollInterval: Duration = .seconds(1),
            timeout: Duration = .seconds(1_800),
            answerTimeout: Duration = .seconds(600)
        ) {
            self.store = store
            self.timeToLive = timeToLive
            self.maximumTimeToLive = maximumTimeToLive
            self.pollInterval = pollInterval
            self.timeout = timeout
            self.answerTimeout = answerTimeout
            maximumRunning = 256
            maximumRunningPerCaller = 16
            quota = TaskQuota()
            maximumResultBytes = 4_194_304
            sweepInterval = .seconds(5)
            now = { Instant.milliseconds() }
        }
    }
}
