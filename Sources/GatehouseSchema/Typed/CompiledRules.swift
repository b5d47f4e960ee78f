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
    /// The bounds of numbers, where the rules about numbers are bounds and nothing else.
    let doubleBounds: DoubleBounds?
    let strings: StringRules?
    /// What ``strings`` says of lengths, and whether it says anything else; here so that most strings need look no further.
    private let length: CountRange
    private let hasShape: Bool
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
        doubleBounds = numbers.flatMap { $0.multipleOf == nil ? DoubleBounds($0) : nil }
        let strings = collection.strings()
        self.strings = strings
        length = strings?.length ?? CountRange()
        hasShape = strings?.pattern != nil || strings?.format != nil
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
        guard text.codePointCount(isIn: length) else { return false }
        return !hasShape || hasRightShape(text)
    }

    private func hasRightShape(_ text: String) -> Bool {
        guard let strings else { return true }
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
