extension JSONNumber {
    /// The integer that the number is, where it is whole and fits 64 bits: `2.0` and `2e3` are, `2.5` and `1e30` are not.
    ///
    /// It is worked out from the digits, not by way of a double, which rounds: `9007199254740993.0` is exact, and
    /// `0.99999999999999999999` is no integer.
    public var exactInteger: Int64? {
        var digits = ScaledDigits(text)
        guard digits.trim() else { return 0 }
        return digits.integer
    }

    /// The integer that the number is, where it is whole, not negative and fits 64 bits without a sign.
    package var exactUnsignedInteger: UInt64? {
        var digits = ScaledDigits(text)
        guard digits.trim() else { return 0 }
        return digits.unsignedInteger
    }
}

/// A number as its digits and the power of ten that they are multiplied with.
private struct ScaledDigits {
    private var isNegative = false
    private var digits: [UInt8] = []
    private var scale = 0
    private var exponentOverflows = false

    /// Takes a number apart that follows JSON's grammar.
    init(_ text: String) {
        let mark = text.utf8.firstIndex { $0 | 0x20 == UInt8(ascii: "e") }
        var afterPoint = false
        for byte in text.utf8[..<(mark ?? text.endIndex)] {
            switch byte {
            case UInt8(ascii: "-"): isNegative = true
            case UInt8(ascii: "."): afterPoint = true
            default:
                digits.append(byte &- UInt8(ascii: "0"))
                if afterPoint { scale -= 1 }
            }
        }
        if let mark { shift(by: Int(text[mark...].dropFirst())) }
    }

    /// An exponent beyond the machine's integers, which comes as nothing, leaves no number but zero an integer that fits.
    private mutating func shift(by exponent: Int?) {
        guard let exponent else {
            exponentOverflows = true
            return
        }
        let (sum, overflow) = scale.addingReportingOverflow(exponent)
        scale = sum
        exponentOverflows = overflow
    }

    /// Drops the zeros at both ends, so that a whole number has no negative scale.
    ///
    /// - Returns: Whether any digit is left: without one the number is zero.
    mutating func trim() -> Bool {
        digits.removeSubrange(..<(digits.firstIndex { $0 != 0 } ?? digits.endIndex))
        while digits.last == 0 {
            digits.removeLast()
            let (sum, overflow) = scale.addingReportingOverflow(1)
            scale = sum
            exponentOverflows = exponentOverflows || overflow
        }
        return !digits.isEmpty
    }

    /// The integer, where it is one and fits.
    var integer: Int64? {
        guard !exponentOverflows, (0...19).contains(scale), digits.count <= 19 - scale else { return nil }
        var value: Int64 = 0
        for digit in digits + Array(repeating: 0, count: scale) {
            let (product, productOverflow) = value.multipliedReportingOverflow(by: 10)
            let (sum, sumOverflow) =
                isNegative
                ? product.subtractingReportingOverflow(Int64(digit)) : product.addingReportingOverflow(Int64(digit))
            guard !productOverflow, !sumOverflow else { return nil }
            value = sum
        }
        return value
    }

    /// The integer, where it is one that is not negative and fits without a sign.
    var unsignedInteger: UInt64? {
        guard !isNegative, !exponentOverflows, (0...20).contains(scale), digits.count <= 20 - scale else { return nil }
        var value: UInt64 = 0
        for digit in digits + Array(repeating: 0, count: scale) {
            let (product, productOverflow) = value.multipliedReportingOverflow(by: 10)
            let (sum, sumOverflow) = product.addingReportingOverflow(UInt64(digit))
            guard !productOverflow, !sumOverflow else { return nil }
            value = sum
        }
        return value
    }
}
