import GatehouseJSON

/// What `enum` and `const` allow.
final class ValueRules: Sendable {
    /// The values of `enum`, or nothing where the keyword is absent.
    let options: [JSONValue]?
    /// The value of `const`.
    let constant: JSONValue?
    /// The values of an `enum` of nothing but strings.
    private let strings: PropertyTable?
    /// The values of any other large `enum`, to be found at once.
    private let index: Set<ComparableValue>?

    /// Up to this many values are compared one by one.
    private static let searchThreshold = 8

    init(options: [JSONValue]?, constant: JSONValue?) {
        self.options = options
        self.constant = constant
        let names = options?.compactMap(\.stringValue) ?? []
        let isAllStrings = !names.isEmpty && names.count == options?.count
        strings = isAllStrings ? PropertyTable(names) : nil
        let isLarge = !isAllStrings && options?.count ?? 0 > Self.searchThreshold
        index = isLarge ? options.map { Set($0.map(ComparableValue.init)) } : nil
    }

    /// How many steps it costs to look at a value, which is compared with several.
    @inline(__always)
    func cost(of value: JSONValue) -> Int {
        if strings != nil, constant == nil { return 1 }
        return value.comparisonCost * (index != nil ? 1 : max(1, options?.count ?? 0))
    }

    /// Whether both keywords allow a value.
    func allow(_ value: JSONValue) -> Bool {
        if let constant, !ComparableValue.areEqual(constant, value) { return false }
        return allowsOption(value)
    }

    /// Whether `enum` allows a value.
    func allowsOption(_ value: JSONValue) -> Bool {
        guard let options else { return true }
        if let strings {
            guard case .string(let text) = value else { return false }
            return strings.position(of: text, guess: 0) >= 0
        }
        if let index { return index.contains(ComparableValue(value)) }
        for option in options where ComparableValue.areEqual(option, value) { return true }
        return false
    }
}
