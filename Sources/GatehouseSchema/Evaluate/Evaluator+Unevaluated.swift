import GatehouseJSON

extension Evaluator {
    /// Applies `unevaluatedProperties` and `unevaluatedItems` to what no other keyword of the schema has looked at.
    mutating func acceptsUnevaluated(_ value: JSONValue, _ subschema: Subschema) -> Bool {
        let schema =
            if case .object = value { subschema.rules.unevaluatedProperties } else { subschema.rules.unevaluatedItems }
        guard let schema else { return true }
        let rest = unevaluated(of: value, subschema)
        return withinValue { evaluator in rest.allSatisfy { evaluator.accepts($0.value, at: schema) } }
    }

    /// The members or elements that no keyword of the schema but `unevaluated…` has looked at, with their positions.
    mutating func unevaluated(of value: JSONValue, _ subschema: Subschema) -> [(position: Int, value: JSONValue)] {
        switch value {
        case .object(let object) where subschema.rules.unevaluatedProperties != nil:
            var evaluated = EvaluatedPositions(count: object.count)
            markEvaluated(value, subschema, &evaluated)
            return object.members.enumerated().filter { !evaluated.contains($0.offset) }.map {
                ($0.offset, $0.element.value)
            }
        case .array(let elements) where subschema.rules.unevaluatedItems != nil:
            var evaluated = EvaluatedPositions(count: elements.count)
            markEvaluated(value, subschema, &evaluated)
            return elements.enumerated().filter { !evaluated.contains($0.offset) }.map { ($0.offset, $0.element) }
        default:
            return []
        }
    }

    /// Marks what the keywords of a schema, `unevaluated…` of the schema itself not among them, look at.
    private mutating func markEvaluated(
        _ value: JSONValue,
        _ subschema: Subschema,
        _ evaluated: inout EvaluatedPositions
    ) {
        guard charge(evaluated.count / 8 + 1) else { return }
        switch value {
        case .object(let object):
            if let rules = subschema.rules.objects { markEvaluated(object, rules, &evaluated) }
        case .array(let elements):
            if let rules = subschema.rules.arrays { markEvaluated(elements, rules, &evaluated) }
        default:
            return
        }
        if let composition = subschema.composition { markEvaluated(value, composition, &evaluated) }
    }

    /// Marks what another schema looks at that is applied to the same value and accepts it.
    private mutating func markEvaluated(_ value: JSONValue, at index: Int, _ evaluated: inout EvaluatedPositions) {
        let subschema = program.subschemas[index]
        guard !evaluated.isComplete, enter(subschema) else { return }
        switch value {
        case .object where subschema.rules.unevaluatedProperties != nil: evaluated.markAll()
        case .array where subschema.rules.unevaluatedItems != nil: evaluated.markAll()
        default: markEvaluated(value, subschema, &evaluated)
        }
        leave(subschema)
    }

    private mutating func markEvaluated(
        _ object: JSONObject,
        _ rules: ObjectRules,
        _ evaluated: inout EvaluatedPositions
    ) {
        if rules.additional != nil { return evaluated.markAll() }
        for (position, member) in object.members.enumerated() {
            let entry = rules.table.position(of: member.name, guess: 0)
            if entry >= 0 && rules.schemas[entry] >= 0 { evaluated.mark(position) }
            for property in rules.patterns where matches(member.name, property.pattern) { evaluated.mark(position) }
        }
        for dependency in rules.dependencies where object.contains(dependency.name) {
            if let schema = dependency.schema { markEvaluated(.object(object), at: schema, &evaluated) }
        }
    }

    private mutating func markEvaluated(
        _ elements: [JSONValue],
        _ rules: ArrayRules,
        _ evaluated: inout EvaluatedPositions
    ) {
        if rules.items != nil { return evaluated.markAll() }
        for position in 0..<min(rules.prefix.count, elements.count) { evaluated.mark(position) }
        guard let contains = rules.contains else { return }
        for (position, element) in elements.enumerated() where withinValue({ $0.accepts(element, at: contains.schema) })
        {
            evaluated.mark(position)
        }
    }

    private mutating func markEvaluated(
        _ value: JSONValue,
        _ composition: Subschema.Composition,
        _ evaluated: inout EvaluatedPositions
    ) {
        if let reference = composition.rules.reference { markEvaluated(value, at: reference, &evaluated) }
        if let reference = composition.rules.dynamicReference {
            markEvaluated(value, at: target(of: reference), &evaluated)
        }
        for schema in composition.rules.allOf { markEvaluated(value, at: schema, &evaluated) }
        for schema in composition.rules.anyOf where decides(value, at: schema) {
            markEvaluated(value, at: schema, &evaluated)
        }
        for schema in composition.rules.oneOf where decides(value, at: schema) {
            markEvaluated(value, at: schema, &evaluated)
        }
        guard let condition = composition.rules.condition else { return }
        let holds = decides(value, at: condition)
        if holds { markEvaluated(value, at: condition, &evaluated) }
        if let branch = holds ? composition.rules.consequence : composition.rules.alternative {
            markEvaluated(value, at: branch, &evaluated)
        }
    }
}
