/// How a notebook is kept.
public struct NotebookOptions: Sendable {
    /// How large the database may grow, in bytes; writes beyond it are refused with ``NotebookError/full``.
    public var maximumDatabaseBytes: Int64
    /// How long a write waits for another process that is writing, in seconds.
    public var busyTimeoutSeconds: Double
    /// How many reads run at once.
    public var readers: Int
    /// The time, in milliseconds since 1970.
    public var now: @Sendable () -> Int64

    public init(
        maximumDatabaseBytes: Int64 = 8 * 1_073_741_824,
        busyTimeoutSeconds: Double = 5,
        readers: Int = 4,
        now: @escaping @Sendable () -> Int64 = SystemClock.milliseconds
    ) {
        self.maximumDatabaseBytes = maximumDatabaseBytes
        self.busyTimeoutSeconds = busyTimeoutSeconds
        self.readers = readers
        self.now = now
    }

    /// The waiting time within what SQLite can count: up to an hour.
    var boundedBusyTimeout: Double {
        busyTimeoutSeconds.isNaN ? 0 : min(max(busyTimeoutSeconds, 0), 3_600)
    }
}
