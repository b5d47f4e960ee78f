import Synchronization

/// Gives numbers to the scopes of rules, so that no two rules share what is counted.
final class LimitScopes: Sendable {
    private let next = Mutex<UInt32>(0)

    /// Rules in scopes that no other rule has. Numbers come again only after four thousand million others.
    func rules(named name: String, _ limits: [RateLimit]) -> [RateLimitRule] {
        let first = next.withLock { next in
            defer { next = next &+ UInt32(truncatingIfNeeded: limits.count) }
            return next
        }
        return RateLimitRule.rules(named: name, firstScope: first, limits: limits)
    }
}
