import GatehouseJSON

/// What of a caller is looked at besides its roles and scopes, where the policy or a component asks for any of it.
final class AccessMarks: Sendable {
    struct CompiledGrant: Sendable {
        let grant: AccessGrant
        let permissions: BitSet
    }

    let grants: [CompiledGrant]
    private let groups: [ExactString: BitSet]
    private let subjects: [ExactString: BitSet]
    private let tenants: [ExactString: BitSet]
    private let conditions: [(node: ConditionNode, position: Int, countsUndecided: Bool)]

    /// - Returns: Nothing where there is nothing to look at.
    init?(_ policy: AccessPolicy, _ positions: AccessPositions) {
        grants = policy.grants.map { CompiledGrant(grant: $0, permissions: positions.permissions($0.permissions)) }
        var groups: [ExactString: BitSet] = [:]
        var subjects: [ExactString: BitSet] = [:]
        var tenants: [ExactString: BitSet] = [:]
        var conditions: [(node: ConditionNode, position: Int, countsUndecided: Bool)] = []
        for (fact, position) in positions.facts {
            switch fact {
            case .roles: continue
            case .groups(let names): for name in names { groups[name, default: BitSet()].insert(position) }
            case .subjects(let names): for name in names { subjects[name, default: BitSet()].insert(position) }
            case .tenant(let name): tenants[name, default: BitSet()].insert(position)
            case .holds(let node): conditions.append((node, position, false))
            case .doesNotFail(let node): conditions.append((node, position, true))
            }
        }
        self.groups = groups
        self.subjects = subjects
        self.tenants = tenants
        self.conditions = conditions
        if grants.isEmpty, groups.isEmpty, subjects.isEmpty, tenants.isEmpty, conditions.isEmpty { return nil }
    }

    /// Adds what is true of a caller.
    func addFacts(of caller: @autoclosure () -> ConditionCaller, _ principal: Principal, to facts: inout BitSet) {
        if !groups.isEmpty {
            for group in principal.groups {
                if let bits = groups[ExactString(group)] { facts.formUnion(bits) }
            }
        }
        if !subjects.isEmpty, let bits = subjects[ExactString(principal.subject)] { facts.formUnion(bits) }
        if !tenants.isEmpty, let tenant = principal.tenant, let bits = tenants[ExactString(tenant)] {
            facts.formUnion(bits)
        }
        guard !conditions.isEmpty else { return }
        let evaluation = ConditionEvaluation(caller: caller(), arguments: [:])
        for (node, position, countsUndecided) in conditions {
            let truth = evaluation.truth(of: node)
            if truth == .holds || truth == .undecided && countsUndecided { facts.insert(position) }
        }
    }
}
