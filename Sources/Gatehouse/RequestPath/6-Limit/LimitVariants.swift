import Synchronization

/// The rules of limits that only some callers of a policy have, up to 64 different ones.
final class LimitVariants: Sendable {
    private struct State {
        /// The rules, with a number that tells when they were last asked for.
        var rules: [RateLimits: (rules: [RateLimitRule], used: UInt64)] = [:]
        var uses: UInt64 = 0
    }

    private static let most = 64

    private let name: String
    private let scopes: LimitScopes
    private let state = Mutex(State())

    init(named name: String, scopes: LimitScopes) {
        self.name = name
        self.scopes = scopes
    }

    func rules(_ limits: RateLimits) -> [RateLimitRule] {
        state.withLock { state in
            state.uses &+= 1
            if let known = state.rules[limits] {
                state.rules[limits] = (known.rules, state.uses)
                return known.rules
            }
            if state.rules.count >= Self.most, let oldest = state.rules.min(by: { $0.value.used < $1.value.used }) {
                state.rules[oldest.key] = nil
            }
            let rules = scopes.rules(named: name, limits.limits)
            state.rules[limits] = (rules, state.uses)
            return rules
        }
    }
}
