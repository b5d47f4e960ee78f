import GatehouseJSON

extension Reporter {
    mutating func report(_ elements: [JSONValue], _ rules: ArrayRules) {
        reportCount(elements.count, rules.counts, "Items", "item", of: .array(elements))
        for (position, element) in elements.enumerated() where !isFinished {
            guard let schema = position < rules.prefix.count ? rules.prefix[position] : rules.items else { break }
            guard position >= rules.prefix.count, program.subschemas[schema].rules.refusesAll else {
                report(element, at: schema, below: String(position))
                continue
            }
            let message = "is one item too many, at most \(rules.prefix.count) allowed"
            add("items", message, element, below: String(position))
        }
        if let contains = rules.contains { report(elements, contains) }
        if rules.requiresUniqueness, let position = evaluator.firstDuplicate(in: elements) {
            add("uniqueItems", "is equal to an item before it", elements[position], below: String(position))
        }
    }

    private mutating func report(_ elements: [JSONValue], _ rule: ContainsRule) {
        let count = evaluator.countOfMatches(in: elements, rule)
        if count < rule.minimum {
            let message = "must have at least \(ActualValue.counted(rule.minimum, "matching item"))" + had(count)
            let keyword = rule.minimum == 1 ? "contains" : "minContains"
            add(keyword, message, .array(elements), expected: .integer(Int64(rule.minimum)))
        }
        if count > rule.maximum {
            let message = "must have at most \(ActualValue.counted(rule.maximum, "matching item"))"
            add("maxContains", message, .array(elements), expected: .integer(Int64(rule.maximum)))
        }
    }

    mutating func report(_ object: JSONObject, _ rules: ObjectRules) {
        reportCount(object.count, rules.counts, "Properties", "member", of: .object(object))
        for position in rules.required where !object.contains(rules.table.names[position]) {
            add("required", "is required", nil, below: rules.table.names[position])
        }
        for member in object.members where !isFinished {
            report(member, of: object, rules)
            if let names = rules.names { reportName(member, names) }
        }
        for dependency in rules.dependencies where object.contains(dependency.name) {
            for name in dependency.required where !object.contains(name) {
                let message = "is required where \(Wording.text(.string(dependency.name))) is present"
                add(dependency.keyword, message, nil, below: name)
            }
            if let schema = dependency.schema { report(.object(object), at: schema) }
        }
    }

    private mutating func report(_ member: JSONObject.Member, of object: JSONObject, _ rules: ObjectRules) {
        var isKnown = false
        let position = rules.table.position(of: member.name, guess: 0)
        if position >= 0, rules.schemas[position] >= 0 {
            isKnown = true
            report(member.value, at: rules.schemas[position], below: member.name)
        }
        for property in rules.patterns where evaluator.matches(member.name, property.pattern) {
            isKnown = true
            report(member.value, at: property.schema, below: member.name)
        }
        guard !isKnown, let additional = rules.additional else { return }
        guard program.subschemas[additional].rules.refusesAll else {
            return report(member.value, at: additional, below: member.name)
        }
        reportUnknown(member, of: object, known: rules.table.names, keyword: "additionalProperties")
    }

    /// Reports a member that no schema knows.
    mutating func reportUnknown(
        _ member: JSONObject.Member,
        of object: JSONObject,
        known: [String],
        keyword: String
    ) {
        let suggestion = Spelling.closest(to: member.name, among: known.lazy.filter { !object.contains($0) })
        var message = "is not a known property" + Wording.hint(suggestion)
        if !known.isEmpty {
            message += (suggestion == nil ? "; known: " : " known: ") + Wording.list(known, Wording.shown)
        }
        let comparison = Violation.Comparison(
            expected: Wording.expected(known),
            actual: ActualValue(member.value)
        )
        add(keyword, message, comparison, member.name, suggestion)
    }

    private mutating func reportName(_ member: JSONObject.Member, _ schema: Int) {
        let name = JSONValue.string(member.name)
        guard !evaluator.accepts(name, at: schema) else { return }
        // The name is judged apart, and at the expense of the same budget.
        var inner = apart
        inner.report(name, at: schema)
        evaluator = inner.evaluator
        let reason = inner.violations.first.map { ": the name " + $0.message } ?? ""
        add("propertyNames", "has a name that is not allowed" + reason, member.value, below: member.name)
    }
}
