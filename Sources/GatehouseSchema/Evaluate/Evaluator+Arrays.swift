import GatehouseJSON

extension Evaluator {
    /// Whether an array conforms.
    mutating func accepts(_ elements: [JSONValue], _ rules: ArrayRules) -> Bool {
        guard rules.counts.contains(elements.count) else { return false }
        for position in 0..<min(rules.prefix.count, elements.count) {
            guard accepts(elements[position], at: rules.prefix[position]) else { return false }
        }
        if let items = rules.items, rules.prefix.count < elements.count {
            for position in rules.prefix.count..<elements.count {
                guard accepts(elements[position], at: items) else { return false }
            }
        }
        if let contains = rules.contains, !accepts(elements, containing: contains) { return false }
        return !rules.requiresUniqueness || firstDuplicate(in: elements) == nil && !isExhausted
    }

    private mutating func accepts(_ elements: [JSONValue], containing rule: ContainsRule) -> Bool {
        let count = countOfMatches(in: elements, rule)
        return count >= rule.minimum && count <= rule.maximum
    }

    /// How many elements match, counted only as far as it matters.
    mutating func countOfMatches(in elements: [JSONValue], _ rule: ContainsRule) -> Int {
        var count = 0
        for element in elements {
            if count > rule.maximum || (rule.maximum == Int.max && count >= rule.minimum) || isExhausted { break }
            if accepts(element, at: rule.schema) { count += 1 }
        }
        return count
    }

    /// The position of the first element that is equal to one before it.
    mutating func firstDuplicate(in elements: [JSONValue]) -> Int? {
        guard elements.count > 1, charge(elements.reduce(0) { $0 + $1.comparisonCost }) else { return nil }
        if elements.count <= 8 {
            for position in elements.indices.dropFirst() {
                for earlier in 0..<position where ComparableValue.areEqual(elements[earlier], elements[position]) {
                    return position
                }
            }
            return nil
        }
        var seen = Set<ComparableValue>(minimumCapacity: elements.count)
        return elements.firstIndex { !seen.insert(ComparableValue($0)).inserted }
    }
}

extension JSONValue {
    /// About how many steps comparing the value with others is worth.
    var comparisonCost: Int {
        switch self {
        case .null, .bool, .integer: 1
        case .number(let number): 1 + number.text.utf8.count / 16
        case .string(let text): 1 + text.utf8.count / 64
        case .array(let elements): elements.reduce(1) { $0 + $1.comparisonCost }
        case .object(let object): object.reduce(1) { $0 + 1 + $1.name.utf8.count / 64 + $1.value.comparisonCost }
        }
    }
}
