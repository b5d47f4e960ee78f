/// A policy with its rules: each limit of it in a scope of its own.
final class AppliedPolicy: Sendable {
    let policy: LimitPolicy
    /// The rules of the policy's own limits.
    let rules: [RateLimitRule]
    /// The quotas, by the name that stores know them by.
    let quotas: [QuotaRule]
    /// What a call costs; nothing where it is one.
    let cost: LimitCost?
    private let variants: LimitVariants

    /// - Parameter previous: What stood under the same name before: what callers have used of a limit that is the same stays
    ///   used.
    init(
        _ policy: LimitPolicy, cost: LimitCost? = nil, scopes: LimitScopes, after previous: AppliedPolicy? = nil
    ) {
        let previous = previous.flatMap { $0.policy.key.isSame(as: policy.key) ? $0 : nil }
        self.policy = policy
        self.cost = policy.cost ?? cost
        rules = scopes.rules(named: policy.name, policy.limits.limits, after: previous?.rules ?? [])
        quotas = policy.quotas.quotas.map { QuotaRule($0, named: policy.name) }
        variants = previous?.variants ?? LimitVariants(named: policy.name, scopes: scopes)
    }

    /// The same policy where a call costs something else: what was used stays used.
    private init(_ other: AppliedPolicy, cost: LimitCost?) {
        policy = other.policy
        rules = other.rules
        quotas = other.quotas
        variants = other.variants
        self.cost = cost
    }

    /// The policy for a tool whose calls cost something, which counts where the policy says nothing itself.
    func costing(_ cost: LimitCost?) -> AppliedPolicy {
        guard policy.cost == nil, cost != nil || self.cost != nil else { return self }
        return AppliedPolicy(self, cost: cost)
    }

    /// Whether it is nothing but rules for each caller by itself, one for each request.
    var isPlain: Bool {
        policy.key.isCaller && policy.exemption.isNobody && cost == nil && quotas.isEmpty
            && policy.limitsByCaller == nil
    }

    /// The rules of a caller.
    func rules(for principal: Principal) -> [RateLimitRule] {
        guard let limits = policy.limitsByCaller?(principal), limits.error == nil, limits != policy.limits else {
            return rules
        }
        return variants.rules(limits)
    }
}
