import GatehouseJSON

extension Evaluator {
    /// Whether an object conforms.
    mutating func accepts(_ object: JSONObject, _ rules: ObjectRules) -> Bool {
        let members = object.members
        guard rules.counts.contains(members.count) else { return false }
        var seen: UInt64 = 0
        var guess = 0
        for member in members {
            let position = rules.table.position(of: member.name, guess: guess)
            if position >= 0 {
                if position < 64 { seen |= 1 << UInt64(position) }
                guess = position + 1
            }
            guard accepts(member, position, rules) else { return false }
        }
        guard hasRequired(object, seen, rules) else { return false }
        if let names = rules.names {
            for member in members {
                guard accepts(.string(member.name), at: names) else { return false }
            }
        }
        return rules.dependencies.isEmpty || meetsDependencies(object, rules)
    }

    /// Applies to a member what its name, at that position of the table or nowhere, brings with it.
    @inline(__always)
    private mutating func accepts(_ member: JSONObject.Member, _ position: Int, _ rules: ObjectRules) -> Bool {
        var isKnown = false
        if position >= 0, rules.schemas[position] >= 0 {
            isKnown = true
            guard accepts(member.value, at: rules.schemas[position]) else { return false }
        }
        if !rules.patterns.isEmpty {
            for property in rules.patterns where matches(member.name, property.pattern) {
                isKnown = true
                guard accepts(member.value, at: property.schema) else { return false }
            }
        }
        guard !isKnown, let additional = rules.additional else { return true }
        return accepts(member.value, at: additional)
    }

    @inline(__always)
    private func hasRequired(_ object: JSONObject, _ seen: UInt64, _ rules: ObjectRules) -> Bool {
        if rules.hasBits { return seen & rules.requiredBits == rules.requiredBits }
        for position in rules.required where !object.contains(rules.table.names[position]) { return false }
        return true
    }

    private mutating func meetsDependencies(_ object: JSONObject, _ rules: ObjectRules) -> Bool {
        for dependency in rules.dependencies where object.contains(dependency.name) {
            for name in dependency.required where !object.contains(name) { return false }
            if let schema = dependency.schema, !accepts(.object(object), at: schema) { return false }
        }
        return true
    }
}
