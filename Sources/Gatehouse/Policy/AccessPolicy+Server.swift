extension AccessPolicy {
    /// Holds the policy to its own rules and to what the functions of its conditions need.
    func check(_ graph: DependencyGraph) throws(RegistrationError) {
        do throws(AccessPolicyError) {
            try check()
        } catch {
            throw RegistrationError("the policy: \(error)")
        }
        for rule in rules {
            guard let needs = rule.condition?.needs else { continue }
            let check = Guard(name: rule.name, rule: .check(needs: needs) { _ in })
            _ = try graph.plan("access rule \"\(rule.name)\"", needs: .none, guards: [check])
        }
    }
}

extension Registry {
    /// Puts another policy in the place of the present one, as a whole, while the server runs.
    ///
    /// Every request is decided by one policy from its first step to its last: those under way end by the one that they began
    /// with. Whoever is subscribed to lists is told that they may have changed; whoever is subscribed to resources hears of
    /// those that it may still read. It takes time in proportion to the components and the rules, on the caller's account.
    ///
    /// - Throws: ``RegistrationError`` where the policy cannot be used; then the present one stays.
    public func replace(_ policy: AccessPolicy) throws(RegistrationError) {
        try check(policy)
        _ = make { $0.replace(policy) }
    }

    /// Puts a policy, or limits, or both in the place of the present ones, by one change: no request sees one without the
    /// other.
    ///
    /// - Throws: ``RegistrationError``; then nothing has changed.
    func replace(_ policy: AccessPolicy?, _ bounds: ToolBoundsSource?) throws(RegistrationError) {
        if let policy { try check(policy) }
        _ = try make { draft throws(RegistrationError) in
            let replaced = policy.map { draft.replace($0) } ?? 0
            return if let bounds { try draft.replace(bounds) + replaced } else { replaced }
        }
    }

    /// What components and requests are held to now.
    public var policy: AccessPolicy { snapshot.table.policy }

    /// Holds a policy to itself, and conditions to the arguments of the components that there are.
    func check(_ policy: AccessPolicy) throws(RegistrationError) {
        try policy.check(terms.graph)
        do throws(AccessPolicyError) {
            try policy.check(against: snapshot.argumentShapes)
        } catch {
            throw RegistrationError("the policy: \(error)")
        }
    }
}
