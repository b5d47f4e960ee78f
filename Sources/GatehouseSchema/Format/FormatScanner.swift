/// Reads the bytes of a string from left to right.
struct FormatScanner {
    private var rest: Substring.UTF8View

    init(_ text: String) {
        rest = text[...].utf8
    }

    var isAtEnd: Bool { rest.isEmpty }

    var peek: UInt8? { rest.first }

    mutating func next() -> UInt8? { rest.popFirst() }

    /// Steps over a byte, if it is the next one.
    mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard let first = rest.first, UInt32(first) == character.value else { return false }
        rest.removeFirst()
        return true
    }

    /// Reads a number of exactly so many digits.
    mutating func number(digits count: Int) -> Int? {
        var value = 0
        for _ in 0..<count {
            guard let digit = rest.first, digit.isASCIIDigit else { return nil }
            value = value * 10 + Int(digit - 0x30)
            rest.removeFirst()
        }
        return value
    }

    /// Reads all digits that come next.
    mutating func digits() -> Substring.UTF8View {
        let digits = rest.prefix { $0.isASCIIDigit }
        rest = rest[digits.endIndex...]
        return digits
    }
}
