extension PatternParser {
    /// Reads an escape outside of a class.
    mutating func escape() throws(PatternError) -> PatternTerm {
        let start = position
        _ = take("\\")
        switch peek() {
        case "b":
            _ = next()
            return .wordBoundary(isNegated: false)
        case "B":
            _ = next()
            return .wordBoundary(isNegated: true)
        case .some(let scalar) where scalar == "k" || ("1"..."9").contains(scalar):
            return try backreference(startingAt: start)
        default: break
        }
        if let set = try classEscape(startingAt: start) { return .scalars(set) }
        let scalar = try characterEscape(startingAt: start, isInClass: false)
        return .scalars(ScalarSet(scalar...scalar))
    }

    private mutating func backreference(startingAt start: Int) throws(PatternError) -> PatternTerm {
        noteUnsupported("a backreference", at: start)
        if take("k") {
            guard take("<") else { throw PatternError(reason: "a \"\\k\" without its name", offset: start) }
            try groupName(startingAt: start)
        } else {
            while let digit = peek(), ("0"..."9").contains(digit) { _ = next() }
        }
        return .empty
    }

    /// Reads what follows the backslash of `\d`, `\D`, `\w`, `\W`, `\s`, `\S`, `\p{…}` and `\P{…}`.
    mutating func classEscape(startingAt start: Int) throws(PatternError) -> ScalarSet? {
        let set: ScalarSet
        switch peek() {
        case "d": set = .digits
        case "D": set = .digits.inverted
        case "w": set = .wordCharacters
        case "W": set = .wordCharacters.inverted
        case "s": set = .whitespace
        case "S": set = .whitespace.inverted
        case "p", "P": return try propertyEscape(startingAt: start)
        default: return nil
        }
        _ = next()
        return set
    }

    private mutating func propertyEscape(startingAt start: Int) throws(PatternError) -> ScalarSet {
        let isNegated = next() == "P"
        guard take("{") else { throw PatternError(reason: "a \"\\p\" without its name", offset: start) }
        var name = ""
        while let scalar = next() {
            guard scalar != "}" else {
                guard let property = ScalarProperty(named: name) else {
                    throw PatternError(reason: "the unknown property \"\(name)\"", offset: start)
                }
                var set = ScalarSet()
                set.insert(property)
                return isNegated ? set.inverted : set
            }
            name.unicodeScalars.append(scalar)
        }
        throw PatternError(reason: "a \"\\p{\" without its \"}\"", offset: start)
    }

    /// Reads what follows the backslash of an escape that stands for one character.
    mutating func characterEscape(startingAt start: Int, isInClass: Bool) throws(PatternError) -> UInt32 {
        guard let scalar = next() else { throw PatternError(reason: "a \"\\\" at the end", offset: start) }
        switch scalar {
        case "t": return 0x09
        case "n": return 0x0A
        case "v": return 0x0B
        case "f": return 0x0C
        case "r": return 0x0D
        case "b" where isInClass: return 0x08
        case "-" where isInClass: return 0x2D
        case "0":
            if let digit = peek(), ("0"..."9").contains(digit) {
                throw PatternError(reason: "an octal escape", offset: start)
            }
            return 0
        case "c":
            guard let letter = next(), letter.isASCII, UInt8(letter.value).isASCIILetter else {
                throw PatternError(reason: "a \"\\c\" without its letter", offset: start)
            }
            return letter.value % 32
        case "x": return try hexadecimal(digits: 2, startingAt: start)
        case "u": return try unicodeEscape(startingAt: start)
        case "^", "$", "\\", ".", "*", "+", "?", "(", ")", "[", "]", "{", "}", "|", "/": return scalar.value
        default: throw PatternError(reason: "the unknown escape \"\\\(scalar)\"", offset: start)
        }
    }

    private mutating func unicodeEscape(startingAt start: Int) throws(PatternError) -> UInt32 {
        if take("{") {
            var value: UInt32 = 0
            var length = 0
            while let digit = peek()?.hexadecimalValue, value <= 0x10FFFF {
                value = value << 4 | UInt32(digit)
                length += 1
                _ = next()
            }
            guard length > 0, value <= 0x10FFFF, take("}") else {
                throw PatternError(reason: "a malformed \"\\u{…}\"", offset: start)
            }
            return value
        }
        let unit = try hexadecimal(digits: 4, startingAt: start)
        guard (0xD800...0xDBFF).contains(unit) else { return unit }
        let afterFirst = position
        if take("\\"), take("u") {
            let second = try hexadecimal(digits: 4, startingAt: afterFirst)
            if (0xDC00...0xDFFF).contains(second) { return 0x10000 + (unit - 0xD800) << 10 + (second - 0xDC00) }
        }
        rewind(to: afterFirst)
        return unit
    }

    private mutating func hexadecimal(digits: Int, startingAt start: Int) throws(PatternError) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<digits {
            guard let digit = next()?.hexadecimalValue else {
                throw PatternError(reason: "an escape without its \(digits) hexadecimal digits", offset: start)
            }
            value = value << 4 | UInt32(digit)
        }
        return value
    }
}

extension Unicode.Scalar {
    /// The value of the hexadecimal digit that this is.
    fileprivate var hexadecimalValue: UInt8? {
        isASCII ? UInt8(value).hexadecimalValue : nil
    }
}
