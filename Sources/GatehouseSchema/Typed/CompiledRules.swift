import GatehouseJSON

/// Rules in the form in which they are applied. A class, so that handing them on copies a reference.
final class CompiledRules: Sendable {
    let annotations: JSONObject
    let constraints: JSONObject
    /// The kinds of value that the constraints are about.
    let kinds: FieldKinds
    let checks: [FieldCheck]
    let issues: [String]
    let numbers: NumericRules?
    /// The integers that keep the rules about numbers, where the rules are bounds and nothing else.
    let integers: ClosedRange<Int64>?
    let doubleBounds: DoubleBounds?
    let strings: StringRules?
    let items: CountRange
    let isUnique: Bool
    let properties: CountRange

    init(_ rules: [FieldRule]) {
        var collection = RuleCollection()
        for content in rules.flatMap(\.contents) { collection.add(content) }
        annotations = collection.annotations
        constraints = collection.constraints
        kinds = collection.kinds
        checks = collection.checks
        numbers = collection.numbers()
        integers = numbers?.integers ?? (numbers == nil ? Int64.min...Int64.max : nil)
        doubleBounds = numbers.map(DoubleBounds.init)
        strings = collection.strings()
        items = collection.counts("Items")
        isUnique = collection.constraints["uniqueItems"] == true
        properties = collection.counts("Properties")
        issues = collection.issues
    }

    @inline(__always)
    func accepts(_ value: Int64) -> Bool {
        if let integers { return value >= integers.lowerBound && value <= integers.upperBound }
        return numbers?.accept(value) ?? true
    }

    func accepts(_ text: String) -> Bool {
        guard let strings else { return true }
        guard text.codePointCount(isIn: strings.length) else { return false }
        var work = 0
        if let pattern = strings.pattern, !pattern.matches(text, limit: Self.patternWork, work: &work) { return false }
        return strings.format?.accepts(text) ?? true
    }

    /// The work that a search may take: what the schema engine allows one value by default.
    private static let patternWork = 16_000_000

    func accepts(_ value: JSONValue) -> Bool {
        switch value {
        case .null, .bool: return true
        case .integer(let integer): return accepts(integer)
        case .number(let number): return numbers?.accept(number) ?? true
        case .string(let text): return accepts(text)
        case .object(let object): return properties.contains(object.count)
        case .array(let elements):
            guard items.contains(elements.count) else { return false }
            return !isUnique || UniqueElements.areUnique(elements)
        }
    }
}
