/// The logs of one shard's moving windows, bounded in their number and in the times that they keep together.
///
/// Where a bound is reached, the log that is over soonest goes, as the table's buckets do.
struct RateLimitLogs {
    struct Key: Hashable {
        let key: RateLimitKey
        let scope: UInt32

        func hash(into hasher: inout Hasher) {
            // Half of the key is a hash of the whole already.
            hasher.combine(key.low ^ UInt64(scope))
        }
    }

    private var logs: [Key: RateLimitLog] = [:]
    private let bound: Int
    private let mostTimes: Int
    /// How many times there is room for in all logs.
    private(set) var times = 0
    /// How many logs were dropped that were not over.
    private(set) var forgotten = 0

    /// - Parameter bound: The most logs that are kept.
    init(bound: Int) {
        self.bound = bound
        // Each log may be as long as a limit allows, though not all of them together.
        mostTimes = max(4 * RateLimit.longestLog, 16 * bound)
    }

    var count: Int { logs.count }
    var bytes: Int {
        times * MemoryLayout<Int64>.stride + logs.capacity * (MemoryLayout<(Key, RateLimitLog)>.stride + 1)
    }

    /// The log of a caller, without what is over; an empty one where there is none.
    func log(of key: RateLimitKey, in scope: UInt32, at now: Int64, _ window: MovingWindow) -> RateLimitLog {
        guard var log = logs[Key(key: key, scope: scope)], log.end > now else { return RateLimitLog() }
        log.removeOver(at: now, length: window.length)
        return log
    }

    /// Changes the log of a caller in its place.
    mutating func change<Value>(
        of key: RateLimitKey, in scope: UInt32, at now: Int64, _ window: MovingWindow,
        _ body: (inout RateLimitLog) -> Value
    ) -> Value {
        let key = Key(key: key, scope: scope)
        if logs[key] == nil, logs.count >= bound { evict(at: now) }
        var before = 0
        var after = 0
        let value = change(&logs[key, default: RateLimitLog()]) { log in
            before = log.capacity
            log.removeOver(at: now, length: window.length)
            let value = body(&log)
            after = log.capacity
            return value
        }
        times += after - before
        while times > mostTimes, logs.count > 1 { evict(at: now, sparing: key) }
        return value
    }

    private func change<Value>(_ log: inout RateLimitLog, _ body: (inout RateLimitLog) -> Value) -> Value {
        body(&log)
    }

    /// Drops what is over, or else the log that is over soonest.
    private mutating func evict(at now: Int64, sparing spared: Key? = nil) {
        var soonest: (key: Key, end: Int64)?
        var over: [Key] = []
        for (key, log) in logs where key != spared {
            if log.end <= now { over.append(key) }
            if soonest.map({ log.end < $0.end }) ?? true { soonest = (key, log.end) }
        }
        for key in over { remove(key) }
        guard over.isEmpty, let soonest else { return }
        forgotten &+= 1
        remove(soonest.key)
    }

    private mutating func remove(_ key: Key) {
        times -= logs.removeValue(forKey: key)?.capacity ?? 0
    }
}
