/// What the limiter says about one request, in the numbers of the rule that restricts the caller most.
public struct RateLimitDecision: Sendable {
    /// Whether the request may go on. A refused request counts against no rule.
    public let isAllowed: Bool
    /// The rule that the numbers belong to; nothing where no rule applies.
    public let rule: RateLimitRule?
    /// The number of requests that the caller can make now, without waiting, after this one.
    public let remaining: Int
    /// The nanoseconds until one request more is available, or of a refusal until this one is.
    private let next: Int64
    /// The limiter's time at which the request was counted.
    let time: Int64

    init(isAllowed: Bool, rule: RateLimitRule?, remaining: Int, next: Int64, time: Int64 = 0) {
        self.isAllowed = isAllowed
        self.rule = rule
        self.remaining = remaining
        self.next = next
        self.time = time
    }

    /// Admitted, because no rule applies.
    public static let unlimited = RateLimitDecision(isAllowed: true, rule: nil, remaining: .max, next: 0)

    /// The rule's quota for each window; nothing where no rule applies.
    public var quota: Int? { rule?.limit.quota }

    /// The time until one request more is available than now; zero while the bucket is full.
    public var reset: Duration { .nanoseconds(next) }

    /// How long the caller has to wait; nothing where the request is allowed.
    ///
    /// Every rule admits a request after that time, unless the caller has spent it on another request meanwhile.
    public var retryAfter: Duration? { isAllowed ? nil : reset }

    /// ``reset`` in whole seconds, rounded up, as header fields have it.
    var resetSeconds: Int64 {
        let seconds = next / 1_000_000_000
        return next % 1_000_000_000 > 0 ? seconds + 1 : seconds
    }
}
