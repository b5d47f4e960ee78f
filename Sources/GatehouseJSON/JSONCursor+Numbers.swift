extension JSONCursor {
    /// A number that follows the grammar.
    struct NumberToken {
        /// Where its text stands.
        let range: Range<Int>
        /// The integer that it is, where it has neither fraction nor exponent and fits 64 bits.
        let integer: Int64?
    }

    /// Reads a number; the cursor is at its first byte.
    mutating func number() throws(JSONParseError) -> NumberToken {
        let start = position
        let negative = peek() == UInt8(ascii: "-")
        if negative { position += 1 }
        let firstDigit = position
        var magnitude: UInt64 = 0
        var overflow = false
        while let digit = peekDigit() {
            let (product, productOverflow) = magnitude.multipliedReportingOverflow(by: 10)
            let (sum, sumOverflow) = product.addingReportingOverflow(UInt64(digit))
            overflow = overflow || productOverflow || sumOverflow
            magnitude = sum
            position += 1
        }
        let digits = position - firstDigit
        guard digits > 0, digits == 1 || bytes[firstDigit] != UInt8(ascii: "0") else {
            throw JSONParseError(.invalidNumber, at: start)
        }
        let isInteger = try !fractionAndExponent(start: start)
        let integer = isInteger && !overflow ? Self.integer(magnitude, negative: negative) : nil
        return NumberToken(range: start..<position, integer: integer)
    }

    /// Checks a number and steps over it; the cursor is at its first byte.
    mutating func skipNumber() throws(JSONParseError) {
        let start = position
        if peek() == UInt8(ascii: "-") { position += 1 }
        let firstDigit = position
        while peekDigit() != nil { position += 1 }
        let digits = position - firstDigit
        guard digits > 0, digits == 1 || bytes[firstDigit] != UInt8(ascii: "0") else {
            throw JSONParseError(.invalidNumber, at: start)
        }
        _ = try fractionAndExponent(start: start)
    }

    /// Minus zero is not an integer here: as one it would lose its sign.
    static func integer(_ magnitude: UInt64, negative: Bool) -> Int64? {
        guard negative else { return Int64(exactly: magnitude) }
        guard magnitude != 0, magnitude <= Int64.min.magnitude else { return nil }
        return Int64(truncatingIfNeeded: 0 &- magnitude)
    }

    private mutating func fractionAndExponent(start: Int) throws(JSONParseError) -> Bool {
        var found = false
        if peek() == UInt8(ascii: ".") {
            position += 1
            try digits(start: start)
            found = true
        }
        if peek() == UInt8(ascii: "e") || peek() == UInt8(ascii: "E") {
            position += 1
            if peek() == UInt8(ascii: "+") || peek() == UInt8(ascii: "-") { position += 1 }
            try digits(start: start)
            found = true
        }
        return found
    }

    private mutating func digits(start: Int) throws(JSONParseError) {
        let first = position
        while peekDigit() != nil { position += 1 }
        guard position > first else { throw JSONParseError(.invalidNumber, at: start) }
    }

    private func peekDigit() -> UInt8? {
        guard let byte = peek(), byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { return nil }
        return byte - UInt8(ascii: "0")
    }
}
