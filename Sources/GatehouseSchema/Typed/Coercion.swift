import GatehouseJSON

/// Converts strings to what a schema wants instead, as ``ReadingMode`` lists it.
///
/// It asks the schema about every value on the way, at the expense of one validation's budget; when that is used up,
/// the rest stays as it is.
struct Coercion {
    private let program: SchemaProgram
    private var evaluator: Evaluator
    /// Whether the present value was itself read from a string.
    private var isInsideText = false

    /// What a string may hold.
    private static let limits = JSONLimits(maximumDepth: 32)

    init(program: SchemaProgram) {
        self.program = program
        evaluator = Evaluator(program: program)
    }

    /// The value, converted where the schema at an index does not accept it.
    mutating func coerce(_ value: JSONValue, at index: Int) -> JSONValue {
        let subschema = program.subschemas[index]
        guard !evaluator.accepts(value, at: index), !evaluator.isExhausted, evaluator.enter(subschema) else {
            return value
        }
        defer { evaluator.leave(subschema) }
        let wasInsideText = isInsideText
        defer { isInsideText = wasInsideText }
        var value = converted(value, to: subschema.rules.types)
        switch value {
        case .object(let object): if let rules = subschema.rules.objects { value = coerce(object, rules) }
        case .array(let elements): if let rules = subschema.rules.arrays { value = coerce(elements, rules) }
        default: break
        }
        if let composition = subschema.composition { value = coerce(value, composition.rules) }
        return value
    }

    private mutating func coerce(_ object: JSONObject, _ rules: ObjectRules) -> JSONValue {
        var result = object
        for member in object {
            let position = rules.table.position(of: member.name, guess: 0)
            let known = position >= 0 && rules.schemas[position] >= 0 ? rules.schemas[position] : rules.additional
            if let known { result[member.name] = coerce(member.value, at: known) }
        }
        return .object(result)
    }

    private mutating func coerce(_ elements: [JSONValue], _ rules: ArrayRules) -> JSONValue {
        var result = elements
        for position in elements.indices {
            guard let schema = position < rules.prefix.count ? rules.prefix[position] : rules.items else { break }
            result[position] = coerce(elements[position], at: schema)
        }
        return .array(result)
    }

    private mutating func coerce(_ value: JSONValue, _ rules: CompositionRules) -> JSONValue {
        var value = value
        if let reference = rules.reference { value = coerce(value, at: reference) }
        for schema in rules.allOf { value = coerce(value, at: schema) }
        for alternatives in [rules.anyOf, rules.oneOf] where !alternatives.isEmpty {
            value = coerce(value, toOneOf: alternatives)
        }
        return value
    }

    private mutating func coerce(_ value: JSONValue, toOneOf alternatives: [Int]) -> JSONValue {
        for alternative in alternatives where evaluator.accepts(value, at: alternative) { return value }
        for alternative in alternatives {
            let candidate = coerce(value, at: alternative)
            if evaluator.accepts(candidate, at: alternative), !evaluator.isExhausted { return candidate }
        }
        return value
    }

    /// What a string says, where that is of one of the types and the string is not.
    private mutating func converted(_ value: JSONValue, to types: TypeSet) -> JSONValue {
        guard case .string(let text) = value, !types.contains(.string),
            let first = text.utf8.first, let last = text.utf8.last, first > 0x20, last > 0x20,
            case .some(let said) = try? JSONValue(parsing: text, limits: Self.limits)
        else { return value }
        switch said {
        case .string: return value
        case .array, .object:
            guard !isInsideText, types.allows(said) else { return value }
            isInsideText = true
            return said
        default: return types.allows(said) ? said : value
        }
    }
}
