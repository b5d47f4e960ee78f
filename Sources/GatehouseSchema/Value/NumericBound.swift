import GatehouseJSON

/// A number of a schema that values are compared with, prepared so that usual values need no exact arithmetic.
struct NumericBound: Sendable {
    /// The number, as messages show it.
    let value: JSONValue
    let decimal: ExactDecimal
    private let integer: Int64?
    private let double: Double?
    /// The number, where it is an integer greater than zero.
    fileprivate let wholeDivisor: Int64?

    /// Decimals of at most this many digits keep their order, and stay different, when they are read as doubles.
    private static let exactDigits = 15
    private static let exactIntegers: ClosedRange<Int64> = -999_999_999_999_999...999_999_999_999_999

    /// Prepares a value, where it is a number.
    init?(_ value: JSONValue) {
        switch value {
        case .integer(let integer): decimal = ExactDecimal(integer)
        case .number(let number): decimal = ExactDecimal(number)
        default: return nil
        }
        self.value = value
        integer = decimal.integer
        wholeDivisor = integer.flatMap { $0 > 0 ? $0 : nil }
        let isShort = decimal.digits.count <= Self.exactDigits && (-30...30).contains(decimal.exponent)
        double = isShort ? value.doubleValue : nil
    }

    /// Whether an integer is less than (-1), equal to (0) or greater than (1) the bound.
    @inline(__always)
    func order(of value: Int64) -> Int {
        if let integer { return value < integer ? -1 : value == integer ? 0 : 1 }
        if let double, Self.exactIntegers.contains(value) { return Double(value) < double ? -1 : 1 }
        return order(of: ExactDecimal(value))
    }

    /// Whether a number is less than (-1), equal to (0) or greater than (1) the bound.
    func order(of number: JSONNumber) -> Int {
        guard let double, let value = number.shortDecimal else { return order(of: ExactDecimal(number)) }
        return value < double ? -1 : value == double ? 0 : 1
    }

    /// Whether a decimal is less than (-1), equal to (0) or greater than (1) the bound.
    func order(of value: ExactDecimal) -> Int {
        value < decimal ? -1 : value == decimal ? 0 : 1
    }
}

extension NumericBound {
    /// Whether an integer is a multiple of this number.
    @inline(__always)
    func divides(_ value: Int64) -> Bool {
        if let wholeDivisor { return value % wholeDivisor == 0 }
        return ExactDecimal(value).isMultiple(of: decimal)
    }
}

extension JSONNumber {
    /// The nearest double, where the number has at most 15 digits and no exponent.
    ///
    /// Such digits and the power of ten that divides them are exact doubles, so their quotient is the nearest one.
    fileprivate var shortDecimal: Double? {
        guard text.utf8.count <= 17 else { return nil }
        var (digits, count, fraction, isFraction) = (Int64(0), 0, 0, false)
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                digits = digits * 10 + Int64(byte - UInt8(ascii: "0"))
                count += 1
                if isFraction { fraction += 1 }
            case UInt8(ascii: "."): isFraction = true
            case UInt8(ascii: "-"): break
            default: return nil
            }
        }
        guard count <= 15 else { return nil }
        let magnitude = Double(digits) / Self.powersOfTen[fraction]
        return text.utf8.first == UInt8(ascii: "-") ? -magnitude : magnitude
    }

    private static let powersOfTen: [Double] = [
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
    ]
}
