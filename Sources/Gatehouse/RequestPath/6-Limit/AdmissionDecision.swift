import GatehouseProtocol

/// What the limits say about one request, in the numbers of the one that restricts its caller most.
///
/// Header fields, errors and logs tell these.
public struct AdmissionDecision: Sendable {
    private enum Source: Sendable {
        case rule(RateLimitRule)
        case quota(QuotaRule, seconds: Int64)
    }

    /// Whether the request may go on.
    public let isAllowed: Bool
    /// How many requests the caller can make now, after this one.
    public let remaining: Int
    /// The time until there is one more, or of a refusal until this one is admitted.
    public let reset: Duration
    /// What the request counts for.
    public let cost: Int
    /// Whose requests are counted together, as `caller` or `tenant and tool`; nothing where nobody asked.
    package var key: String?
    private let source: Source

    /// Nothing where no rule applied.
    init?(_ decision: RateLimitDecision, cost: Int = 1) {
        guard let rule = decision.rule else { return nil }
        self.init(
            isAllowed: decision.isAllowed, rule: rule, remaining: decision.remaining, reset: decision.reset, cost: cost)
    }

    init(isAllowed: Bool, rule: RateLimitRule, remaining: Int, reset: Duration, cost: Int) {
        self.isAllowed = isAllowed
        self.remaining = remaining
        self.reset = reset
        self.cost = cost
        source = .rule(rule)
    }

    /// - Parameter milliseconds: The present, in milliseconds since 1970.
    init(isAllowed: Bool, quota: QuotaRule, remaining: Int, at milliseconds: Int64, cost: Int) {
        self.isAllowed = isAllowed
        self.remaining = remaining
        self.cost = cost
        reset = .milliseconds(max(0, QuotaPeriod(quota.quota.period, at: milliseconds).end - milliseconds))
        source = .quota(quota, seconds: quota.seconds(at: milliseconds))
    }

    /// The name of the limit that decided.
    public var name: String {
        switch source {
        case .rule(let rule): rule.name
        case .quota(let quota, _): quota.name
        }
    }

    /// The limit, as `60/minute`.
    public var limit: String {
        switch source {
        case .rule(let rule): rule.limit.description
        case .quota(let quota, _): quota.quota.description
        }
    }

    /// How many requests the limit brings for each window.
    public var quota: Int {
        switch source {
        case .rule(let rule): rule.limit.quota
        case .quota(let quota, _): quota.quota.limit
        }
    }

    /// The window's length in seconds.
    public var windowSeconds: Int64 {
        switch source {
        case .rule(let rule): Int64(rule.limit.windowSeconds)
        case .quota(_, let seconds): seconds
        }
    }

    /// The name as a String of RFC 9651, quotes and all.
    var quotedName: String {
        switch source {
        case .rule(let rule): rule.quotedName
        case .quota(let quota, _): quota.quotedName
        }
    }

    /// ``reset`` in whole seconds, rounded up, as header fields have it.
    var resetSeconds: Int64 { max(0, reset.wholeSeconds) }

    /// Whether it restricts its caller more than another one.
    func isStricter(than other: AdmissionDecision?) -> Bool {
        guard let other else { return true }
        guard isAllowed == other.isAllowed else { return !isAllowed }
        return isAllowed ? remaining < other.remaining : reset > other.reset
    }

    /// What a caller is told that asks too often.
    var error: JSONRPCError {
        let milliseconds = reset.wholeMilliseconds
        return JSONRPCError(
            .tooManyRequests, "Too many requests: the limit \"\(name)\" is \(limit); retry in \(milliseconds) ms",
            data: [
                "retryAfterMs": .integer(milliseconds), "limit": .string(limit), "scope": .string(name),
                "quota": .integer(Int64(quota)), "windowSeconds": .integer(windowSeconds),
                "remaining": .integer(Int64(remaining)), "cost": .integer(Int64(cost)),
            ])
    }
}
