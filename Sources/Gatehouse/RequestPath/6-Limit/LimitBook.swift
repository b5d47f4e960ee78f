import GatehouseProtocol

/// The policies of a server, and which of them apply to what.
final class LimitBook: Sendable {
    private let policies: [AppliedPolicy]
    private let scopes: LimitScopes
    /// The tools whose own limits do not count, because policies stand in their place.
    private let withoutOwn: Set<String>
    /// Whether replies have the `X-RateLimit-` fields as well.
    let hasLegacyFields: Bool
    /// The rules of what is no tool and has no tags, by method; of methods that no policy names, those of the others.
    private let byMethod: [String: AdmissionRules]
    private let general: AdmissionRules
    private let hasTags: Bool

    /// - Parameters:
    ///   - limits: The policies, and how they are told.
    ///   - previous: What counted before. Limits that are the same under the same name go on with their counts.
    /// - Throws: ``RegistrationError`` for a limit that cannot be read, and for a name that two policies have.
    init(_ limits: ServerOptions.Limits, after previous: LimitBook? = nil) throws(RegistrationError) {
        let policies = limits.all
        var names: Set<String> = []
        for policy in policies {
            if let error = policy.limits.error ?? policy.quotas.error {
                throw RegistrationError("limit \"\(policy.name)\": \(error)")
            }
            guard names.insert(policy.name).inserted else {
                throw RegistrationError("two limits are called \"\(policy.name)\"")
            }
        }
        let scopes = previous?.scopes ?? LimitScopes()
        self.scopes = scopes
        let applied = policies.map { policy in
            AppliedPolicy(
                policy, scopes: scopes, after: previous?.policies.first { $0.policy.name.isExactly(policy.name) })
        }
        withoutOwn = limits.replacedTools
        hasLegacyFields = limits.hasLegacyFields
        self.policies = applied
        hasTags = policies.contains { !$0.scope.tags.isEmpty }
        let methods = Set(policies.flatMap(\.scope.methods))
        let rules = { (method: String) in
            AdmissionRules(
                applied.filter { $0.policy.scope.covers(method: method, tool: nil, tags: [], isNamed: false) })
        }
        byMethod = Dictionary(uniqueKeysWithValues: methods.map { ($0, rules($0)) })
        general = rules("")
    }

    /// The policy of a tool's own limits; nothing where it has none.
    func own(_ tool: Tool) -> AppliedPolicy? {
        guard countsOwn(tool) else { return nil }
        return AppliedPolicy(LimitPolicy(tool.name, tool.options.limits), cost: tool.options.cost, scopes: scopes)
    }

    /// Whether a tool has limits of its own that count.
    func countsOwn(_ tool: Tool) -> Bool {
        !tool.options.limits.limits.isEmpty && !withoutOwn.contains(tool.name)
    }

    /// The rules of a tool.
    ///
    /// - Parameter own: The policy of its own limits.
    func rules(of tool: Tool, own: AppliedPolicy?) -> AdmissionRules {
        let options = tool.options
        let shared = policies.filter { policy in
            policy.policy.scope.covers(
                method: Method.callTool, tool: tool.name, tags: options.tags,
                isNamed: options.sharedLimits.contains(policy.policy.name))
        }
        return AdmissionRules(shared.map { $0.costing(options.cost) } + (own.map { [$0] } ?? []))
    }

    /// What is wrong with the names of shared limits that a tool has; nothing where there are such limits.
    func problem(of tool: Tool) -> String? {
        let names = policies.map(\.policy.name)
        guard let unknown = tool.options.sharedLimits.first(where: { !names.contains($0) }) else { return nil }
        let known = names.isEmpty ? "the server has none" : "the limits are \(names.joined(separator: ", "))"
        return "the shared limit \"\(unknown)\" does not exist; \(known)"
    }

    /// The rules of a request.
    func rules(for target: Target, method: String) -> AdmissionRules {
        if case .tool(let tool) = target { return tool.bounds.rules }
        guard hasTags, let tags = target.tags, !tags.isEmpty else { return byMethod[method] ?? general }
        return AdmissionRules(
            policies.filter { $0.policy.scope.covers(method: method, tool: nil, tags: tags, isNamed: false) })
    }
}

extension Target {
    /// The tags of a component that is no tool.
    fileprivate var tags: Set<String>? {
        switch self {
        case .prompt(let prompt): prompt.tags
        case .resource(let resource, _, _): resource.tags
        default: nil
        }
    }
}
