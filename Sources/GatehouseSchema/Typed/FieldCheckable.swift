public import GatehouseJSON

/// A type whose values can be held to the constraints of a ``FieldRules``.
///
/// A type of one's own that is written as a number, a string, an array or an object conforms by asking the value that it
/// wraps.
public protocol FieldCheckable {
    /// The kinds of JSON value that the type is written as. Rules about other kinds are refused when a tool is registered.
    static var fieldKinds: FieldKinds { get }

    /// Whether the value keeps the rules.
    func check(_ rules: borrowing FieldRules) -> FieldVerdict
}

extension Optional: FieldCheckable where Wrapped: FieldCheckable {
    /// The kinds of the wrapped type.
    public static var fieldKinds: FieldKinds { Wrapped.fieldKinds }

    /// Nothing keeps every rule.
    @inlinable
    public func check(_ rules: borrowing FieldRules) -> FieldVerdict {
        switch self {
        case .none: .passes
        case .some(let value): value.check(rules)
        }
    }
}

extension String: FieldCheckable {
    public static var fieldKinds: FieldKinds { .string }

    /// Whether length, pattern and format are right. Lengths count Unicode code points.
    public func check(_ rules: borrowing FieldRules) -> FieldVerdict {
        FieldVerdict(rules.compiled.accepts(self))
    }
}

extension Array: FieldCheckable {
    public static var fieldKinds: FieldKinds { .array }

    /// Whether the count is right. Whether no two elements are equal is decided by the text.
    public func check(_ rules: borrowing FieldRules) -> FieldVerdict {
        guard rules.compiled.items.contains(count) else { return .fails }
        return rules.compiled.isUnique ? .undecided : .passes
    }
}

extension Set: FieldCheckable {
    public static var fieldKinds: FieldKinds { .array }

    /// Whether the count is right: the text's, as strings that differ there may be equal here (`é` and `e` with an
    /// accent).
    public func check(_ rules: borrowing FieldRules) -> FieldVerdict {
        rules.compiled.items.isUnlimited ? .passes : .undecided
    }
}

extension Dictionary: FieldCheckable where Key == String {
    public static var fieldKinds: FieldKinds { .object }

    /// Whether the count is right: the text's, as names that differ there may be equal here.
    public func check(_ rules: borrowing FieldRules) -> FieldVerdict {
        rules.compiled.properties.isUnlimited ? .passes : .undecided
    }
}

extension JSONObject: FieldCheckable {
    public static var fieldKinds: FieldKinds { .object }

    /// Whether the count is right.
    public func check(_ rules: borrowing FieldRules) -> FieldVerdict {
        FieldVerdict(rules.compiled.properties.contains(count))
    }
}

extension JSONValue: FieldCheckable {
    public static var fieldKinds: FieldKinds { [.number, .string, .array, .object] }

    /// Whether the rules about values of its kind are kept.
    public func check(_ rules: borrowing FieldRules) -> FieldVerdict {
        FieldVerdict(rules.compiled.accepts(self))
    }
}
