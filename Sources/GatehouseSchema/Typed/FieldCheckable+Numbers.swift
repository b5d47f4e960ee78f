import GatehouseJSON

extension FieldCheckable where Self: FixedWidthInteger {
    public static var fieldKinds: FieldKinds { .number }

    /// Whether bounds and multiples are kept, by an integer of at most 64 bits.
    public func check(_ rules: borrowing FieldRules) -> FieldVerdict {
        guard let value = Int64(exactly: self) else {
            guard let numbers = rules.compiled.numbers, let number = JSONNumber(description) else { return .passes }
            return FieldVerdict(numbers.accept(number))
        }
        return FieldVerdict(rules.compiled.accepts(value))
    }
}

extension BinaryFloatingPoint where Self: LosslessStringConvertible {
    /// Whether a rounded number keeps rules about numbers: certain only where it is not on a bound.
    ///
    /// Rounding keeps the order of numbers, so one that lies beyond a bound after it lay beyond the bound before.
    func verdict(_ rules: borrowing FieldRules) -> FieldVerdict {
        guard let bounds = rules.compiled.doubleBounds else {
            return rules.compiled.numbers == nil ? .passes : .undecided
        }
        let value = Double(self)
        if value < bounds.lower || value > bounds.upper { return .fails }
        return value == bounds.lower || value == bounds.upper ? .undecided : .passes
    }
}

extension Int: FieldCheckable {
    /// Whether bounds and multiples are kept.
    public func check(_ rules: borrowing FieldRules) -> FieldVerdict {
        FieldVerdict(rules.compiled.accepts(Int64(self)))
    }
}

extension Int64: FieldCheckable {
    /// Whether bounds and multiples are kept.
    public func check(_ rules: borrowing FieldRules) -> FieldVerdict { FieldVerdict(rules.compiled.accepts(self)) }
}

extension Int32: FieldCheckable {}
extension Int16: FieldCheckable {}
extension Int8: FieldCheckable {}
extension UInt: FieldCheckable {}
extension UInt64: FieldCheckable {}
extension UInt32: FieldCheckable {}
extension UInt16: FieldCheckable {}
extension UInt8: FieldCheckable {}

extension Double: FieldCheckable {
    public static var fieldKinds: FieldKinds { .number }
    /// Whether bounds and multiples are kept, as far as a rounded number can tell.
    public func check(_ rules: borrowing FieldRules) -> FieldVerdict { verdict(rules) }
}

extension Float: FieldCheckable {
    public static var fieldKinds: FieldKinds { .number }
    /// Whether bounds and multiples are kept, as far as a rounded number can tell.
    public func check(_ rules: borrowing FieldRules) -> FieldVerdict { .undecided }
}
