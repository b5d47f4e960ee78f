/// A limit as it applies: how much, to whom, for which requests, and at what cost.
///
/// ```swift
/// var options = ServerOptions()
/// options.limits.policies = [
///     LimitPolicy("lists", "60/minute", scope: .methods("tools/list", "resources/list")),
///     LimitPolicy("search", "1000/hour", key: .tenant, scope: .named, exemption: .init(roles: ["admin"])),
///     LimitPolicy("tokens", "100000/day", scope: .tags("model"), cost: .fixed(500).corrected(by: "/usage/tokens")),
/// ]
/// ```
///
/// A request is admitted where every policy admits it that it is one of, and only then does it count against any of them.
public struct LimitPolicy: Sendable {
    /// The name, by which header fields and errors call it, and tools share it.
    public var name: String
    /// How often.
    public var limits: RateLimits
    /// How much in a day or a month of the calendar, in UTC; it survives a restart where the server has a ``QuotaLedger``
    /// with a store that does.
    public var quotas: Quotas
    /// Whose requests count together.
    public var key: LimitKey
    /// Which requests count.
    public var scope: LimitScope
    /// Whose requests do not count.
    public var exemption: LimitExemption
    /// How many requests one counts for; nothing takes the tool's own cost (``ToolOptions/cost``), or else 1.
    public var cost: LimitCost?
    /// The limits of a caller in place of ``limits``, as those of its plan; nothing where it has none of its own.
    ///
    /// It runs on every request that the policy is for, and should return values that are made once. Of one policy up to 64
    /// different ones are kept; with more of them, those that were asked for longest ago begin anew.
    public var limitsByCaller: (@Sendable (Principal) -> RateLimits?)?

    public init(
        _ name: String,
        _ limits: RateLimits = [],
        quotas: Quotas = [],
        key: LimitKey = .caller,
        scope: LimitScope = .server,
        exemption: LimitExemption = .none,
        cost: LimitCost? = nil,
        limitsByCaller: (@Sendable (Principal) -> RateLimits?)? = nil
    ) {
        self.name = name
        self.limits = limits
        self.quotas = quotas
        self.key = key
        self.scope = scope
        self.exemption = exemption
        self.cost = cost
        self.limitsByCaller = limitsByCaller
    }
}
