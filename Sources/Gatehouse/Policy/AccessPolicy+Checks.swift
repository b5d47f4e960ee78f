extension AccessPolicy {
    /// The most roles, grants and rules of each kind.
    static let maximumEntries = 1_000

    /// Holds the policy to what does not depend on any component.
    ///
    /// - Throws: ``AccessPolicyError`` for the first thing that is wrong: roles that inherit themselves or what there is not,
    ///   rules without targets or with a name that is taken, and more entries than there may be.
    public func check() throws(AccessPolicyError) {
        try checkCounts()
        for name in roles.keys.sorted() { try checkInheritance(of: name) }
        for grant in grants {
            for role in grant.roles where roles[role] == nil {
                throw AccessPolicyError("a grant gives the role \"\(role)\", and there is no such role")
            }
        }
        var names: Set<String> = []
        for rule in rules {
            guard names.insert(rule.name).inserted else {
                throw AccessPolicyError("two rules are called \"\(rule.name)\"")
            }
            guard !rule.targets.isEmpty else {
                throw AccessPolicyError(
                    "rule \"\(rule.name)\" is about no component: name tools, prompts, resources or tags")
            }
        }
    }

    private func checkCounts() throws(AccessPolicyError) {
        for (count, what) in [(roles.count, "roles"), (grants.count, "grants"), (rules.count, "rules")]
        where count > Self.maximumEntries {
            throw AccessPolicyError("there are \(count) \(what), and at most \(Self.maximumEntries) may be")
        }
    }

    private func checkInheritance(of name: String) throws(AccessPolicyError) {
        for heir in roles[name]?.inherits ?? [] where roles[heir] == nil {
            throw AccessPolicyError("role \"\(name)\" inherits \"\(heir)\", and there is no such role")
        }
        for heir in roles[name]?.inherits ?? [] {
            guard let tenant = roles[heir]?.tenant, roles[name]?.tenant != tenant else { continue }
            throw AccessPolicyError(
                "role \"\(name)\" inherits \"\(heir)\", which counts in the tenant \"\(tenant)\" alone")
        }
        if let cycle = cycle(from: name) {
            throw AccessPolicyError("role \"\(name)\" inherits itself: \(cycle.joined(separator: " -> "))")
        }
    }

    /// The shortest way by which a role inherits itself, the role at both ends.
    func cycle(from name: String) -> [String]? {
        var paths = [[name]]
        var seen: Set<String> = []
        var next = 0
        while next < paths.count {
            let path = paths[next]
            next += 1
            for heir in path.last.flatMap({ roles[$0]?.inherits }) ?? [] {
                if heir == name { return path + [heir] }
                if seen.insert(heir).inserted { paths.append(path + [heir]) }
            }
        }
        return nil
    }
}
