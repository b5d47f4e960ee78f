/// A string whose escapes and UTF-8 were checked.
struct StringToken {
    /// Where its content stands, without the quotation marks.
    let content: Range<Int>
    let hasEscapes: Bool
}

extension JSONCursor {
    /// Checks a string and steps over it; the cursor is at its opening quotation mark.
    ///
    /// Invalid UTF-8 is reported at the opening mark, and only where nothing else is wrong with the string.
    mutating func string() throws(JSONParseError) -> StringToken {
        let opening = position
        position += 1
        let start = position
        var hasEscapes = false
        var isUTF8 = true
        while true {
            let run = PlainRun.end(in: UnsafeRawBufferPointer(bytes), from: position)
            // An escape stands for whole characters, so no sequence of bytes continues across one.
            if !run.isASCII, isUTF8 { isUTF8 = UTF8Check.isValid(bytes[position..<run.position]) }
            position = run.position
            guard let byte = peek() else { throw JSONParseError(.unexpectedEnd, at: position) }
            switch byte {
            case UInt8(ascii: "\""):
                guard isUTF8 else { throw JSONParseError(.invalidUTF8, at: opening) }
                let content = start..<position
                position += 1
                return StringToken(content: content, hasEscapes: hasEscapes)
            case UInt8(ascii: "\\"):
                hasEscapes = true
                _ = try escape()
            default:
                throw JSONParseError(.controlCharacter, at: position)
            }
        }
    }

    /// The text of a string that was checked.
    func text(of token: StringToken) -> String {
        guard token.hasEscapes else {
            return String(decoding: UnsafeBufferPointer(rebasing: bytes[token.content]), as: UTF8.self)
        }
        return String(decoding: unescaped(token.content), as: UTF8.self)
    }

    /// The bytes that the content of a string stands for.
    func unescaped(_ content: Range<Int>) -> [UInt8] {
        var cursor = self
        cursor.position = content.lowerBound
        var unescaped: [UInt8] = []
        unescaped.reserveCapacity(content.count)
        while cursor.position < content.upperBound {
            let end = min(
                PlainRun.end(in: UnsafeRawBufferPointer(bytes), from: cursor.position).position, content.upperBound)
            unescaped.append(contentsOf: bytes[cursor.position..<end])
            cursor.position = end
            guard end < content.upperBound, case .some(let scalar) = try? cursor.escape() else { break }
            unescaped.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
        }
        return unescaped
    }

    /// Steps over an escape; the cursor is at its backslash.
    private mutating func escape() throws(JSONParseError) -> Unicode.Scalar {
        let start = position
        position += 1
        guard let byte = peek() else { throw JSONParseError(.unexpectedEnd, at: position) }
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
        case UInt8(ascii: "b"): return "\u{08}"
        case UInt8(ascii: "f"): return "\u{0C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"): return try unicodeEscape(start: start)
        default: throw JSONParseError(.invalidEscape, at: start)
        }
    }

    private mutating func unicodeEscape(start: Int) throws(JSONParseError) -> Unicode.Scalar {
        let first = try fourHexadecimalDigits(start: start)
        if let scalar = Unicode.Scalar(first) { return scalar }
        guard first < 0xDC00, peek() == UInt8(ascii: "\\"), position + 1 < bytes.count,
            bytes[position + 1] == UInt8(ascii: "u")
        else { throw JSONParseError(.loneSurrogate, at: start) }
        position += 2
        let second = try fourHexadecimalDigits(start: start)
        guard (0xDC00...0xDFFF).contains(second),
            let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
        else { throw JSONParseError(.loneSurrogate, at: start) }
        return scalar
    }

    private mutating func fourHexadecimalDigits(start: Int) throws(JSONParseError) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<4 {
            guard let byte = peek() else { throw JSONParseError(.unexpectedEnd, at: position) }
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): value = value << 4 | UInt32(byte - UInt8(ascii: "0"))
            case UInt8(ascii: "a")...UInt8(ascii: "f"): value = value << 4 | UInt32(byte - UInt8(ascii: "a") + 10)
            case UInt8(ascii: "A")...UInt8(ascii: "F"): value = value << 4 | UInt32(byte - UInt8(ascii: "A") + 10)
            default: throw JSONParseError(.invalidEscape, at: start)
            }
            position += 1
        }
        return value
    }
}
