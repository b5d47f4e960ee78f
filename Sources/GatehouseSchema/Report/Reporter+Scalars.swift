import GatehouseJSON

extension Reporter {
    /// Reports that a value has none of some types.
    mutating func reportTypes(_ types: TypeSet, _ value: JSONValue, keyword: String) {
        let names = types.names.map(JSONValue.string)
        let expected: JSONValue = names.count == 1 ? names[0] : .array(names)
        add(keyword, "must be \(Wording.alternatives(types)), was \(actual(value))", value, expected: expected)
    }

    mutating func report(_ value: JSONValue, _ rules: ValueRules) {
        if let constant = rules.constant, !ComparableValue.areEqual(constant, value) {
            add("const", "must be \(Wording.text(constant))", value, expected: Wording.expected(constant))
        }
        if let options = rules.options, !rules.allowsOption(value) { report(value, outside: options, keyword: "enum") }
    }

    /// Reports that a value is none of some values.
    mutating func report(_ value: JSONValue, outside options: [JSONValue], keyword: String) {
        let suggestion = (isSecret ? nil : value.stringValue).flatMap { text in
            Spelling.closest(to: text, among: options.lazy.compactMap(\.stringValue))
        }
        let list = options.isEmpty ? "no value at all" : "one of " + Wording.list(options, Wording.text)
        add(
            keyword,
            "must be \(list)\(Wording.hint(suggestion))",
            Violation.Comparison(expected: Wording.expected(.array(options)), actual: ActualValue(value)),
            nil,
            suggestion
        )
    }

    mutating func report(_ value: JSONValue, _ rules: NumericRules) {
        let checks: [(keyword: String, bound: NumericBound?, phrase: String)] = [
            ("minimum", rules.minimum, "at least"),
            ("maximum", rules.maximum, "at most"),
            ("exclusiveMinimum", rules.exclusiveMinimum, "greater than"),
            ("exclusiveMaximum", rules.exclusiveMaximum, "less than"),
            ("multipleOf", rules.multipleOf, "a multiple of"),
        ]
        for check in checks {
            guard let bound = check.bound, !bound.accepts(value, as: check.keyword) else { continue }
            let message = "must be \(check.phrase) \(Wording.text(bound.value)), was \(actual(value))"
            add(check.keyword, message, value, expected: bound.value)
        }
        if let format = rules.format, !format.accepts(value) {
            let message = "must have the format \"\(format.rawValue)\", was \(actual(value))"
            add("format", message, value, expected: .string(format.rawValue))
        }
    }

    mutating func report(_ text: String, _ rules: StringRules) {
        let count = text.codePointCount
        reportCount(count, rules.length, "Length", "character", of: .string(text))
        if let pattern = rules.pattern, !evaluator.matches(text, pattern) {
            let source = JSONValue.string(pattern.source)
            let message = KnownPattern.sentence(pattern.source) ?? "must match the pattern \(Wording.text(source))"
            add("pattern", message, .string(text), expected: Wording.expected(source))
        }
        if let format = rules.format, !format.accepts(text) {
            add(
                "format", "must have the format \"\(format.rawValue)\"", .string(text),
                expected: .string(format.rawValue))
        }
    }

    /// Reports a length or count that is out of its range, under the keyword `min…` or `max…`.
    mutating func reportCount(
        _ count: Int,
        _ range: CountRange,
        _ suffix: String,
        _ noun: String,
        of value: JSONValue
    ) {
        if count < range.minimum {
            let message = "must have at least \(ActualValue.counted(range.minimum, noun))" + had(count)
            add("min" + suffix, message, value, expected: .integer(Int64(range.minimum)))
        }
        if count > range.maximum {
            let message = "must have at most \(ActualValue.counted(range.maximum, noun))" + had(count)
            add("max" + suffix, message, value, expected: .integer(Int64(range.maximum)))
        }
    }
}

extension NumberFormat {
    fileprivate func accepts(_ value: JSONValue) -> Bool {
        switch value {
        case .integer(let integer): accepts(integer)
        case .number(let number): accepts(number)
        default: true
        }
    }
}

extension NumericBound {
    /// Whether a number conforms to this bound, read as the value of a keyword.
    fileprivate func accepts(_ value: JSONValue, as keyword: String) -> Bool {
        let number: ExactDecimal
        switch value {
        case .integer(let integer): number = ExactDecimal(integer)
        case .number(let written): number = ExactDecimal(written)
        default: return true
        }
        return switch keyword {
        case "minimum": order(of: number) >= 0
        case "maximum": order(of: number) <= 0
        case "exclusiveMinimum": order(of: number) > 0
        case "exclusiveMaximum": order(of: number) < 0
        default: number.isMultiple(of: decimal)
        }
    }
}
