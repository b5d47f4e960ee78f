import GatehouseProtocol

/// Limits how often a task is looked at (extension io.modelcontextprotocol/tasks, "Polling": servers may rate-limit clients
/// that poll faster than the interval they were told).
///
/// It counts by task, and a task has one owner, so one task that is polled too often slows down nothing else of its owner.
struct PollLimit: Sendable {
    private let limiter: RateLimiter
    private let rules: [RateLimitRule]
    private let interval: Duration

    /// - Parameters:
    ///   - maximum: How often a task is looked at within one interval; nothing for as often as one likes.
    ///   - interval: How long clients are told to wait from one look to the next.
    ///   - maximumTasks: How many tasks are counted at once.
    init(_ maximum: Int?, within interval: Duration, maximumTasks: Int) {
        limiter = RateLimiter(maximumKeys: maximumTasks)
        self.interval = interval
        rules = maximum.map { Self.rules($0, interval) } ?? []
    }

    /// Limits count in whole seconds; a shorter interval passes several times in one.
    private static func rules(_ maximum: Int, _ interval: Duration) -> [RateLimitRule] {
        let seconds = min(max(1, interval.wholeSeconds), Int64(RateLimit.longestSeconds))
        let times = max(1, (1_000 / max(1, interval.wholeMilliseconds)))
        let quota = max(1, maximum).multipliedReportingOverflow(by: seconds == 1 ? Int(times) : 1)
        let limit = try? RateLimit(quota: quota.overflow ? maximum : quota.partialValue, perSeconds: Int(seconds))
        return limit.map { [RateLimitRule(name: "polls", scope: 0, limit: $0)] } ?? []
    }

    /// Counts a look at a task.
    ///
    /// - Throws: ``Refusal`` with 429 where there were too many.
    func admit(_ task: String) throws(Refusal) {
        let decision = limiter.admit(task, under: rules)
        guard !decision.isAllowed else { return }
        let wait = max(1, decision.resetSeconds)
        throw Refusal(
            .call, status: 429,
            error: JSONRPCError(
                .tooManyRequests,
                "The task is looked at too often: wait \(interval.wholeMilliseconds) ms from one look to the next; retry in "
                    + "\(wait) s",
                data: ["retryAfterMs": .integer(wait * 1_000)]),
            fields: [Reply.Field("Retry-After", String(wait))])
    }
}
