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

    /// Rules in the scopes that the same limits had before, and in new ones where there were none.
    func rules(named name: String, _ limits: [RateLimit], after previous: [RateLimitRule]) -> [RateLimitRule] {
        var left = previous
        return rules(named: name, limits).map { rule in
            guard let place = left.firstIndex(where: { $0.limit == rule.limit }) else { return rule }
            return RateLimitRule(name: rule.name, scope: left.remove(at: place).scope, limit: rule.limit)
        }
    }
}
