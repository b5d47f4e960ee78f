import GatehouseJSON

/// Rules while they are put together, and what is wrong with them.
struct RuleCollection {
    private(set) var annotations = JSONObject()
    private(set) var constraints = JSONObject()
    private(set) var kinds: FieldKinds = []
    private(set) var checks: [FieldCheck] = []
    private(set) var issues: [String] = []

    mutating func add(_ content: FieldRule.Content) {
        switch content {
        case .annotation(let keyword, let value):
            checkSensitivity(keyword, value)
            annotations[keyword] = value
        case .name: break
        case .check(let check): checks.append(check)
        case .constraint(let keyword, let value, let kind):
            kinds.insert(kind)
            add(keyword, value)
        }
    }

    /// Notes where a field is declared to be two things of which it can only be one.
    private mutating func checkSensitivity(_ keyword: String, _ value: JSONValue) {
        let keywords = ["writeOnly", Sensitivity.keyword]
        guard keywords.contains(keyword) else { return }
        guard keywords.contains(where: { annotations[$0] != nil && ($0 != keyword || annotations[$0] != value) }) else {
            return
        }
        issues.append("it is one of secret, personal and open, and not two of them")
    }

    /// Adds a constraint. Of two bounds the stricter one counts.
    private mutating func add(_ keyword: String, _ value: JSONValue) {
        guard !value.isNull else { return issues.append("\(keyword) is not a number") }
        guard let present = constraints[keyword], present != value else {
            constraints[keyword] = value
            return
        }
        guard let stricter = SchemaMerge.stricter(keyword, present, value) else {
            return issues.append("\(keyword) is given twice")
        }
        constraints[keyword] = stricter
    }

    mutating func numbers() -> NumericRules? {
        let rules = NumericRules(
            minimum: bound("minimum"),
            maximum: bound("maximum"),
            exclusiveMinimum: bound("exclusiveMinimum"),
            exclusiveMaximum: bound("exclusiveMaximum"),
            multipleOf: divisor()
        )
        for (lower, upper, isOpen) in [
            (rules.minimum, rules.maximum, false), (rules.minimum, rules.exclusiveMaximum, true),
            (rules.exclusiveMinimum, rules.maximum, true), (rules.exclusiveMinimum, rules.exclusiveMaximum, true),
        ] {
            guard let lower, let upper else { continue }
            if upper.decimal < lower.decimal || isOpen && lower.decimal == upper.decimal {
                issues.append("no number is from \(lower.value) to \(upper.value)")
            }
        }
        return rules.isEmpty ? nil : rules
    }

    private func bound(_ keyword: String) -> NumericBound? {
        constraints[keyword].flatMap(NumericBound.init)
    }

    private mutating func divisor() -> NumericBound? {
        guard let divisor = bound("multipleOf") else { return nil }
        guard divisor.decimal.isPositive else {
            issues.append("multipleOf must be greater than 0")
            return nil
        }
        return divisor
    }

    mutating func strings() -> StringRules? {
        let length = counts("Length")
        let format = constraints["format"]?.stringValue.flatMap(StringFormat.init(rawValue:))
        let pattern = pattern()
        guard !length.isUnlimited || pattern != nil || format != nil else { return nil }
        return StringRules(length: length, pattern: pattern, format: format)
    }

    private mutating func pattern() -> Pattern? {
        guard let source = constraints["pattern"]?.stringValue else { return nil }
        var budget = PatternBudget(maximumSize: SchemaLimits().maximumPatternSize)
        do throws(PatternError) {
            return try Pattern(source, budget: &budget)
        } catch {
            issues.append("the pattern \(Wording.text(.string(source))) \(error)")
            return nil
        }
    }

    /// The range of the keywords `min…` and `max…`.
    mutating func counts(_ suffix: String) -> CountRange {
        var range = CountRange()
        for keyword in ["min" + suffix, "max" + suffix] {
            guard let count = constraints[keyword]?.integerValue else { continue }
            guard count >= 0 else {
                issues.append("\(keyword) must not be negative")
                continue
            }
            let bound = Int(clamping: count)
            if keyword.hasPrefix("min") { range.minimum = bound } else { range.maximum = bound }
        }
        if range.minimum > range.maximum {
            issues.append("min\(suffix) \(range.minimum) is above max\(suffix) \(range.maximum)")
        }
        return range
    }
}
