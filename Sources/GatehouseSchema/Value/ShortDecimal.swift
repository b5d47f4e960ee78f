package import GatehouseJSON

/// A decimal number of at most 38 digits, times a power of ten from -128 to 127: what 128 bits hold exactly.
package struct ShortDecimal: Sendable {
    private let decimal: ExactDecimal

    private static let maximumDigits = 38
    private static let exponents = -128...127

    /// Takes a number, or nothing where it has more digits or another exponent.
    package init?(_ number: JSONNumber) {
        decimal = ExactDecimal(number)
        guard decimal.digits.count <= Self.maximumDigits, Self.exponents.contains(decimal.exponent) else { return nil }
    }

    /// The number as its digits without a point, and an exponent: `-125e-2`.
    package var text: String {
        let digits = decimal.digits.isEmpty ? "0" : String(decimal.digits.map { Character(Unicode.Scalar($0 + 0x30)) })
        return (decimal.isNegative ? "-" : "") + digits + "e\(decimal.exponent)"
    }
}
