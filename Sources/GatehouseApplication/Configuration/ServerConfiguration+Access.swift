import Gatehouse

extension ServerConfiguration {
    /// What callers may do beside what components declare.
    struct Access: Sendable, Hashable {
        /// `declared` or `deny`.
        var fallback = "declared"
        /// `lists`, `everywhere` or `nowhere`.
        var hidden = "lists"
        var isDryRun = false
        /// What scopes permit and include.
        var scopes: [Scope] = []
        var grants: [AccessGrant] = []
        var rules: [Rule] = []
    }

    /// A scope of `access.scopes`.
    struct Scope: Sendable, Hashable {
        var name: String
        var permissions: [String]
        var includes: [String]
    }

    /// A rule of `access.rules`.
    struct Rule: Sendable, Hashable {
        var name: String
        /// Where it stands, as `access.rules[0]`.
        var place: String
        var denies: Bool
        var targets: [AccessTarget]
        var callers: Gatehouse.Access
        var condition: ConditionExpression?
        var hidden: String?
    }

    /// The policy that roles and rules make.
    var policy: AccessPolicy {
        var policy = AccessPolicy(roles: policyRoles)
        for scope in access.scopes {
            policy.scopes[scope.name] = Set(scope.permissions)
            policy.includedScopes[scope.name] = Set(scope.includes)
        }
        policy.grants = access.grants
        policy.rules = access.rules.map(\.rule)
        policy.fallback = access.fallback == "deny" ? .deny : .declared
        policy.concealment = Rule.concealment(access.hidden) ?? .lists
        policy.enforcement = access.isDryRun ? .dryRun : .enforced
        return policy
    }

    private var policyRoles: [String: AccessPolicy.Role] {
        var all: [String: AccessPolicy.Role] = [:]
        for role in roles {
            all[role.name] = AccessPolicy.Role(
                permissions: Set(role.permissions), inherits: role.inherits, tenant: role.tenant)
        }
        return all
    }
}

extension ServerConfiguration.Rule {
    fileprivate var rule: AccessRule {
        AccessRule(
            name, denies ? .deny : .allow, targets, to: callers,
            when: condition.map { AccessCondition.expression($0) }, hidden: hidden.flatMap(Self.concealment))
    }

    fileprivate static func concealment(_ word: String) -> AccessPolicy.Concealment? {
        switch word {
        case "lists": .lists
        case "everywhere": .everywhere
        case "nowhere": .nowhere
        default: nil
        }
    }

    /// Makes a rule of an entry's members, each of which was checked by itself.
    ///
    /// - Throws: A phrase that names the entry, where members are missing or a condition cannot be read.
    init(_ members: [String: [String]], place: String) throws(ConfigurationKey.Mismatch) {
        guard let effect = members["effect"]?.first else {
            throw ConfigurationKey.Mismatch(message: "\(place): effect is missing; it is allow or deny")
        }
        self.place = place
        name = members["name"]?.first ?? place
        denies = effect == "deny"
        targets =
            Self.list(members, "tools").map(AccessTarget.tool) + Self.list(members, "prompts").map(AccessTarget.prompt)
            + Self.list(members, "resources").map(AccessTarget.resource)
            + Self.list(members, "tags").map(AccessTarget.tag)
        guard !targets.isEmpty else {
            throw ConfigurationKey.Mismatch(
                message: "\(place): the rule is about nothing; expected tools, prompts, resources or tags")
        }
        callers = Gatehouse.Access(
            permissions: Self.list(members, "permissions"), scopes: Self.list(members, "scopes"),
            roles: Self.anyOf(members, "roles"), groups: Self.anyOf(members, "groups"),
            subjects: Self.anyOf(members, "subjects"), tenants: members["tenant"] ?? [])
        hidden = members["hidden"]?.first
        do throws(ConditionError) {
            condition = try members["when"]?.first.map { text throws(ConditionError) in
                try ConditionExpression(parsing: text)
            }
        } catch {
            throw ConfigurationKey.Mismatch(message: "\(place).when: \(error)")
        }
    }

    private static func list(_ members: [String: [String]], _ name: String) -> [String] {
        let texts = members[name] ?? []
        return texts == ["none"] ? [] : texts
    }

    private static func anyOf(_ members: [String: [String]], _ name: String) -> [[String]] {
        let texts = list(members, name)
        return texts.isEmpty ? [] : [texts]
    }
}

extension AccessGrant {
    /// Makes a grant of an entry's members.
    ///
    /// - Throws: A phrase that names the entry where members are missing or do not go together.
    init(_ members: [String: [String]], place: String) throws(ConfigurationKey.Mismatch) {
        let claim = members["claim"]?.first
        let value = members["value"]?.first
        guard (claim == nil) == (value == nil) else {
            throw ConfigurationKey.Mismatch(
                message: "\(place): \(claim == nil ? "claim" : "value") is missing; claim and value go together")
        }
        let marks: [Mark?] = [
            members["group"]?.first.map(Mark.group), members["subject"]?.first.map(Mark.subject),
            members["scope"]?.first.map(Mark.scope), members["api_key"]?.first.map(Mark.apiKey),
            members["certificate"]?.first.map(Mark.certificate),
            claim.flatMap { claim in value.map { Mark.claim(claim, equals: $0) } },
        ]
        let named = marks.compactMap { $0 }
        guard let mark = named.first, named.count == 1 else {
            throw ConfigurationKey.Mismatch(
                message: "\(place): expected one of group, subject, scope, api_key, certificate, claim, found "
                    + (named.isEmpty ? "none" : "several"))
        }
        self.init(
            mark, roles: members["roles"] ?? [], permissions: Set(members["permissions"] ?? []),
            tenant: members["tenant"]?.first)
        guard !roles.isEmpty || !permissions.isEmpty else {
            throw ConfigurationKey.Mismatch(message: "\(place): gives nothing; expected roles or permissions")
        }
    }
}
