import GatehouseJSON

/// Decides whether values conform.
///
/// It allocates nothing to do so, unless a schema uses `unevaluated…`, `$dynamicRef`, `uniqueItems` on long arrays, or
/// a regular expression that is large or looks around.
struct Evaluator {
    let program: SchemaProgram
    /// How many steps are left.
    private(set) var steps: Int
    private var depth = 0
    private let maximumDepth: Int
    /// Whether the validation was given up. Its answers mean nothing then.
    private(set) var isExhausted = false
    /// The resources that were entered on the way here, kept only where a `$dynamicRef` needs them.
    private(set) var scope: [Int] = []
    private let tracksScope: Bool
    /// What was decided of the present value, kept while a schema with `unevaluated…` asks for it a second time.
    private var decisions: [Decision] = []
    /// Where the decisions about the present value begin, or -1 where none are kept.
    private var decisionStart = -1

    private struct Decision {
        let schema: Int
        let isAccepted: Bool
    }

    init(program: SchemaProgram) {
        self.program = program
        steps = program.limits.maximumValidationSteps
        maximumDepth = min(program.limits.maximumValidationDepth, SchemaLimits.depthCeiling)
        tracksScope = !program.dynamicAnchors.isEmpty
    }

    /// Whether a value conforms to a subschema. Ask ``isExhausted`` before believing the last answer.
    mutating func accepts(_ value: JSONValue, at index: Int) -> Bool {
        let subschema = program.subschemas[index]
        if subschema.acceptsAll { return true }
        guard enter(subschema) else { return false }
        let keepsDecisions = subschema.hasUnevaluated && decisionStart < 0 && !tracksScope
        if keepsDecisions { decisionStart = decisions.count }
        let isAccepted = accepts(value, subschema)
        if keepsDecisions {
            decisions.removeSubrange(decisionStart...)
            decisionStart = -1
        }
        leave(subschema)
        return isAccepted
    }

    /// Whether a value conforms to one of several schemas that the present one applies to it. Where the answer is
    /// needed again, to tell what the schema has looked at, it is not worked out again: schemas that nest such
    /// alternatives would take twice the time with each level.
    mutating func decides(_ value: JSONValue, at index: Int) -> Bool {
        guard decisionStart >= 0 else { return accepts(value, at: index) }
        for decision in decisions[decisionStart...] where decision.schema == index { return decision.isAccepted }
        let isAccepted = accepts(value, at: index)
        decisions.append(Decision(schema: index, isAccepted: isAccepted))
        return isAccepted
    }

    /// Applies schemas to members or elements, about which other decisions are made.
    @inline(__always)
    mutating func withinValue<Result>(_ body: (inout Evaluator) -> Result) -> Result {
        let start = decisionStart
        decisionStart = -1
        let result = body(&self)
        decisionStart = start
        return result
    }

    @inline(__always)
    private mutating func accepts(_ value: JSONValue, _ subschema: Subschema) -> Bool {
        guard !subschema.rules.refusesAll, subschema.rules.types.allows(value) else { return false }
        if let values = subschema.rules.values {
            guard charge(values.cost(of: value)), values.allow(value) else { return false }
        }
        guard acceptsKind(value, subschema) else { return false }
        if let composition = subschema.composition, !accepts(value, composition) { return false }
        if subschema.hasUnevaluated, !acceptsUnevaluated(value, subschema) { return false }
        return true
    }

    /// Applies the keywords that speak of the value's own kind.
    @inline(__always)
    private mutating func acceptsKind(_ value: JSONValue, _ subschema: Subschema) -> Bool {
        switch value {
        case .null, .bool: true
        case .integer(let integer): subschema.rules.numbers?.accept(integer) ?? true
        case .number(let number): subschema.rules.numbers?.accept(number) ?? true
        case .string(let text): subschema.rules.strings.map { accepts(text, $0) } ?? true
        case .array(let elements):
            subschema.rules.arrays.map { rules in withinValue { $0.accepts(elements, rules) } } ?? true
        case .object(let object):
            subschema.rules.objects.map { rules in withinValue { $0.accepts(object, rules) } } ?? true
        }
    }

    /// Opens a subschema, or gives the validation up.
    @inline(__always)
    mutating func enter(_ subschema: Subschema) -> Bool {
        steps -= 1
        guard steps > 0, depth < maximumDepth else {
            isExhausted = true
            return false
        }
        depth += 1
        if tracksScope { scope.append(subschema.rules.resource) }
        return true
    }

    /// Closes the subschema that was opened last.
    @inline(__always)
    mutating func leave(_ subschema: Subschema) {
        depth -= 1
        if tracksScope { scope.removeLast() }
    }

    /// Takes steps for work that grows with the value, or gives the validation up.
    @inline(__always)
    mutating func charge(_ cost: Int) -> Bool {
        steps -= cost
        if steps <= 0 { isExhausted = true }
        return steps > 0
    }
}
