import GatehouseJSON

extension Evaluator {
    /// Whether a value conforms to what the schema composes.
    mutating func acceptsComposition(_ value: JSONValue, _ rules: CompositionRules) -> Bool {
        if let reference = rules.reference, !accepts(value, at: reference) { return false }
        if let reference = rules.dynamicReference, !accepts(value, at: target(of: reference)) { return false }
        for schema in rules.allOf {
            guard accepts(value, at: schema) else { return false }
        }
        if !rules.anyOf.isEmpty, !acceptsAny(value, rules.anyOf) { return false }
        if !rules.oneOf.isEmpty, countOfAccepting(value, rules.oneOf) != 1 { return false }
        if let not = rules.not, accepts(value, at: not) { return false }
        guard let condition = rules.condition else { return true }
        guard let branch = accepts(value, at: condition) ? rules.consequence : rules.alternative else { return true }
        return accepts(value, at: branch)
    }

    private mutating func acceptsAny(_ value: JSONValue, _ schemas: [Int]) -> Bool {
        for schema in schemas where accepts(value, at: schema) { return true }
        return false
    }

    /// How many of the schemas accept the value; counting stops at two.
    mutating func countOfAccepting(_ value: JSONValue, _ schemas: [Int]) -> Int {
        var count = 0
        for schema in schemas where accepts(value, at: schema) {
            count += 1
            if count > 1 { break }
        }
        return count
    }

    /// The schema that a dynamic reference reaches from here: the outermost resource that has the anchor decides.
    func target(of reference: DynamicReference) -> Int {
        guard let anchor = reference.anchor else { return reference.initial }
        let targets = program.dynamicAnchors[anchor]
        for resource in scope {
            if let target = targets[resource] { return target }
        }
        return reference.initial
    }
}
