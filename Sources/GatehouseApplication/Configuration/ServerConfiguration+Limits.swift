import Gatehouse

extension ServerConfiguration {
    /// One entry of `limits.tools`, `limits.methods`, `limits.tags` or `limits.shared`.
    struct LimitEntry: Sendable, Hashable {
        /// Where an entry stands.
        enum Group: String, Sendable, Hashable {
            case tools, methods, tags, shared
        }

        /// The limits of those with a role.
        struct OfRole: Sendable, Hashable {
            let role: String
            let limits: [RateLimit]
        }

        let group: Group
        /// What the entry is called: the name of a tool, a method, a tag, or the limit's own.
        let name: String
        var limits: [RateLimit] = []
        var quotas: [Quota] = []
        /// Whose requests count together.
        var key: [String] = []
        var tools: [String] = []
        var methods: [String] = []
        var tags: [String] = []
        var exemptRoles: [String] = []
        var exemptAddresses: [String] = []
        /// A number, or where it stands in the arguments.
        var cost: String?
        /// Where the real cost stands in the result.
        var resultCost: String?
        /// The limits by role, in the order in which they are written: the first that a caller has counts.
        var byRole: [OfRole] = []

        init(_ group: Group, _ name: String) {
            self.group = group
            self.name = name
        }
    }

    /// What the limit of `limits.caller` and `limits.quota` is told as.
    static let serverLimit = "server"

    static let limitKeys = ["caller", "credential", "tenant", "address", "tool", "everyone"]
}

extension ServerConfiguration.LimitEntry {
    /// Takes the members of the long form, by their names, each of which is checked.
    mutating func set(_ members: [String: [String]]) {
        let list = { (name: String) in (members[name] ?? []).filter { $0 != "none" } }
        limits = list("limit").compactMap { try? RateLimit(parsing: $0) }
        quotas = list("quota").compactMap { try? Quota(parsing: $0) }
        (key, tools, methods, tags) = (list("key"), list("tools"), list("methods"), list("tags"))
        (exemptRoles, exemptAddresses) = (list("exempt_roles"), list("exempt_addresses"))
        (cost, resultCost) = (members["cost"]?.first, members["cost_in_result"]?.first)
    }

    /// The entry as the server has it.
    var policy: LimitPolicy {
        var policy = LimitPolicy(name, RateLimits(limits), quotas: Quotas(quotas), key: limitKey, scope: scope)
        policy.exemption.roles = Set(exemptRoles)
        policy.exemption.addresses = exemptAddresses.compactMap { NetworkRange($0) }
        policy.cost = limitCost
        let byRole = byRole.map { (role: $0.role, limits: RateLimits($0.limits)) }
        if !byRole.isEmpty {
            policy.limitsByCaller = { principal in byRole.first { principal.roles.contains($0.role) }?.limits }
        }
        return policy
    }

    private var scope: LimitScope {
        switch group {
        case .tools: .tools(name)
        case .methods: .methods(name)
        case .tags: .tags(name)
        case .shared: .any(methods: Set(methods), tools: Set(tools), tags: Set(tags))
        }
    }

    private var limitKey: LimitKey {
        let keys = key.map { name -> LimitKey in
            switch name {
            case "credential": .credential
            case "tenant": .tenant
            case "address": .address
            case "tool": .tool
            case "everyone": .everyone
            default: .caller
            }
        }
        return keys.isEmpty ? .caller : .each(keys)
    }

    private var limitCost: LimitCost? {
        let own = cost.map { Int($0).map(LimitCost.fixed) ?? .argument($0) }
        guard let resultCost else { return own }
        return (own ?? .fixed(1)).corrected(by: resultCost)
    }
}

extension ServerConfiguration.Limits {
    init(_ values: ConfigurationValues, entries: [ServerConfiguration.LimitEntry]) throws(ConfigurationError) {
        caller = try values.limits(.limitsCaller)
        quota = try values.quotas(.limitsQuota)
        exemptRoles = try values.texts(.limitsExemptRoles)
        exemptAddresses = try values.texts(.limitsExemptAddresses)
        self.entries = entries
        addressRequests = try values.limits(.limitsAddressRequests)
        addressFailures = try values.limits(.limitsAddressFailures)
        addressKnown = try values.duration(.limitsAddressKnown)
        addressExempt = try values.texts(.limitsAddressExempt)
        legacyFields = try values.boolean(.limitsLegacyFields)
        quotaStore = try values.text(.limitsQuotaStore)
        quotaWriteDelay = try values.duration(.limitsQuotaWriteDelay)
        quotaFailure = try values.text(.limitsQuotaFailure)
        maxCallers = try values.integer(.limitsMaxCallers)
        maxConcurrentCalls = try values.integer(.limitsMaxConcurrentCalls)
        maxConcurrentCallsPerTool = try values.integer(.limitsMaxConcurrentCallsPerTool)
        maxConcurrentCallsPerCaller = try values.integer(.limitsMaxConcurrentCallsPerCaller)
        queueWait = try values.duration(.limitsQueueWait)
        overloadWait = try values.duration(.limitsOverloadWait)
        maxQueued = try values.integer(.limitsMaxQueued)
        guarantees = try values.texts(.limitsGuarantees).compactMap(CallGuarantee.init(parsing:))
    }

    /// Whether anything has a quota.
    var hasQuotas: Bool { !quota.isEmpty || entries.contains { !$0.quotas.isEmpty } }

    /// The limits as the server has them.
    ///
    /// - Parameter quotas: Keeps what callers have used of their quotas.
    func options(_ quotas: QuotaLedger) -> ServerOptions.Limits {
        var options = ServerOptions.Limits(maximumTracked: maxCallers)
        if !caller.isEmpty || !quota.isEmpty {
            options.policies.append(
                LimitPolicy(
                    ServerConfiguration.serverLimit, RateLimits(caller), quotas: Quotas(quota),
                    exemption: LimitExemption(
                        roles: Set(exemptRoles), addresses: exemptAddresses.compactMap { NetworkRange($0) })))
        }
        options.policies += entries.filter { !$0.isEmpty }.map(\.policy)
        options.replacedTools = Set(entries.filter { $0.group == .tools }.map(\.name))
        options.quotas = quotas
        options.hasLegacyFields = legacyFields
        if !addressRequests.isEmpty || !addressFailures.isEmpty {
            options.addresses = AddressLimits(
                requests: RateLimits(addressRequests), failures: RateLimits(addressFailures), known: addressKnown,
                exempt: addressExempt.compactMap { NetworkRange($0) })
        }
        return options
    }
}

extension ServerConfiguration.LimitEntry {
    /// Whether it limits nothing: it is there to take a tool's own limits away.
    var isEmpty: Bool { limits.isEmpty && quotas.isEmpty && byRole.isEmpty }
}

extension ServerConfiguration {
    /// How long calls take, and how many run and wait at once.
    var callOptions: ServerOptions.Calls {
        ServerOptions.Calls(
            timeout: calls.timeout, maximumTimeout: calls.maxTimeout, maximumConcurrent: limits.maxConcurrentCalls,
            maximumConcurrentPerTool: limits.maxConcurrentCallsPerTool,
            maximumConcurrentPerCaller: limits.maxConcurrentCallsPerCaller, maximumQueued: limits.maxQueued,
            queueWait: limits.queueWait, overloadWait: limits.overloadWait, guarantees: limits.guarantees)
    }
}

extension ServerConfiguration.Limits {
    /// The same, but for what only a restart takes over: where counts are kept, and how many, and who is guaranteed slots.
    func keeping(_ running: Self) -> Self {
        var limits = self
        limits.quotaStore = running.quotaStore
        limits.quotaWriteDelay = running.quotaWriteDelay
        limits.quotaFailure = running.quotaFailure
        limits.maxCallers = running.maxCallers
        limits.guarantees = running.guarantees
        return limits
    }
}
