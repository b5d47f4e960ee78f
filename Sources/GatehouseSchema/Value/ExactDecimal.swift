import GatehouseJSON

/// A decimal number without rounding: its digits without zeros at either end, times a power of ten.
struct ExactDecimal: Sendable, Hashable {
    let isNegative: Bool
    /// The significant digits, the first and the last not zero; none for the number zero.
    let digits: [UInt8]
    /// The power of ten that the digits, read as an integer, are multiplied by.
    let exponent: Int

    /// Exponents beyond this are held at it: such numbers differ from all that a schema says in magnitude alone.
    private static let exponentBound = 1_000_000_000_000

    init(_ number: JSONNumber) {
        self.init(text: number.text)
    }

    init(_ value: Int64) {
        self.init(text: String(value))
    }

    /// Reads text that follows JSON's grammar for numbers.
    private init(text: String) {
        var digits: [UInt8] = []
        var fractionDigits = 0
        var isFraction = false
        var isExponent = false
        var exponent = 0
        var exponentIsNegative = false
        for byte in text.utf8.drop(while: { $0 == UInt8(ascii: "-") }) {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9") where isExponent:
                exponent = min(exponent * 10 + Int(byte - UInt8(ascii: "0")), Self.exponentBound)
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                if isFraction { fractionDigits += 1 }
                if byte != UInt8(ascii: "0") || !digits.isEmpty { digits.append(byte - UInt8(ascii: "0")) }
            case UInt8(ascii: "."): isFraction = true
            case UInt8(ascii: "e"), UInt8(ascii: "E"): isExponent = true
            case UInt8(ascii: "-"): exponentIsNegative = true
            default: break
            }
        }
        var power = (exponentIsNegative ? -exponent : exponent) - fractionDigits
        while digits.last == 0 {
            digits.removeLast()
            power += 1
        }
        self.digits = digits
        self.exponent = digits.isEmpty ? 0 : power
        self.isNegative = !digits.isEmpty && text.utf8.first == UInt8(ascii: "-")
    }

    /// Whether the number has no fraction.
    var isWhole: Bool { exponent >= 0 }

    /// Whether the number is greater than zero.
    var isPositive: Bool { !digits.isEmpty && !isNegative }

    /// The 64-bit integer that the number is, where it is one.
    var integer: Int64? {
        guard isWhole, digits.count + exponent <= 19 else { return digits.isEmpty ? 0 : nil }
        var magnitude: UInt64 = 0
        for position in 0..<(digits.count + exponent) {
            magnitude = magnitude * 10 + UInt64(position < digits.count ? digits[position] : 0)
        }
        return isNegative ? Int64(exactly: -Int128(magnitude)) : Int64(exactly: magnitude)
    }
}

extension ExactDecimal: Comparable {
    static func < (left: ExactDecimal, right: ExactDecimal) -> Bool {
        if left.sign != right.sign { return left.sign < right.sign }
        return left.isNegative ? right.magnitudePrecedes(left) : left.magnitudePrecedes(right)
    }

    private var sign: Int { digits.isEmpty ? 0 : isNegative ? -1 : 1 }

    private func magnitudePrecedes(_ other: ExactDecimal) -> Bool {
        let (order, otherOrder) = (digits.count + exponent, other.digits.count + other.exponent)
        return order == otherOrder ? digits.lexicographicallyPrecedes(other.digits) : order < otherOrder
    }
}

extension ExactDecimal {
    /// Whether the number divided by another one is whole. The divisor has at most 18 digits.
    func isMultiple(of divisor: ExactDecimal) -> Bool {
        guard !digits.isEmpty else { return true }
        let modulus = divisor.digits.reduce(into: UInt64(0)) { $0 = $0 &* 10 &+ UInt64($1) }
        // The digits do not end in zero, so no power of ten divides them.
        guard modulus > 0, exponent >= divisor.exponent else { return false }
        let remainder = digits.reduce(into: UInt64(0)) { remainder, digit in
            remainder = modulus.dividingFullWidth(Self.product(remainder, 10, plus: UInt64(digit))).remainder
        }
        let shift = Self.powerOfTen(exponent - divisor.exponent, modulo: modulus)
        return modulus.dividingFullWidth(Self.product(remainder, shift, plus: 0)).remainder == 0
    }

    private static func powerOfTen(_ exponent: Int, modulo modulus: UInt64) -> UInt64 {
        var (result, base, left) = (1 % modulus, 10 % modulus, exponent)
        while left > 0 {
            if left & 1 == 1 { result = modulus.dividingFullWidth(product(result, base, plus: 0)).remainder }
            base = modulus.dividingFullWidth(product(base, base, plus: 0)).remainder
            left >>= 1
        }
        return result
    }

    private static func product(_ left: UInt64, _ right: UInt64, plus addend: UInt64) -> (high: UInt64, low: UInt64) {
        let (high, low) = left.multipliedFullWidth(by: right)
        let (sum, overflow) = low.addingReportingOverflow(addend)
        return (overflow ? high &+ 1 : high, sum)
    }
}
