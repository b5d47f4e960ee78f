import GatehouseJSON

extension Evaluator {
    /// Whether a value conforms to what the schema composes.
    mutating func accepts(_ value: JSONValue, _ composition: Subschema.Composition) -> Bool {
        if let reference = composition.rules.reference, !accepts(value, at: reference) { return false }
        if let reference = composition.rules.dynamicReference, !accepts(value, at: target(of: reference)) {
            return false
        }
        for schema in composition.rules.allOf {
            guard accepts(value, at: schema) else { return false }
        }
        if !composition.rules.anyOf.isEmpty, !acceptsAny(value, composition.rules.anyOf) { return false }
        if !composition.rules.oneOf.isEmpty, countOfAccepting(value, composition.rules.oneOf) != 1 { return false }
        if let not = composition.rules.not, accepts(value, at: not) { return false }
        guard let condition = composition.rules.condition else { return true }
        guard let branch = decides(value, at: condition) ? composition.rules.consequence : composition.rules.alternative
        else { return true }
        return accepts(value, at: branch)
    }

    private mutating func acceptsAny(_ value: JSONValue, _ schemas: [Int]) -> Bool {
        for schema in schemas where decides(value, at: schema) { return true }
        return false
    }

    /// How many of the schemas accept the value; counting stops at two.
    mutating func countOfAccepting(_ value: JSONValue, _ schemas: [Int]) -> Int {
        var count = 0
        for schema in schemas where decides(value, at: schema) {
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
