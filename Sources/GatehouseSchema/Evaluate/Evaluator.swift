import GatehouseJSON

/// Decides whether values conform, and allocates nothing to do so while a schema uses neither `unevaluated…`,
/// `$dynamicRef` nor `uniqueItems` on long arrays.
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
        let isAccepted = accepts(value, subschema)
        leave(subschema)
        return isAccepted
    }

    @inline(__always)
    private mutating func accepts(_ value: JSONValue, _ subschema: Subschema) -> Bool {
        guard !subschema.rules.refusesAll, subschema.rules.types.allows(value) else { return false }
        if let values = subschema.rules.values {
            guard charge(values.cost(of: value)), values.allow(value) else { return false }
        }
        guard acceptsKind(value, subschema) else { return false }
        if subschema.hasComposition, !acceptsComposition(value, subschema.rules.composition) { return false }
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
        case .array(let elements): subschema.rules.arrays.map { accepts(elements, $0) } ?? true
        case .object(let object): subschema.rules.objects.map { accepts(object, $0) } ?? true
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
