/// Reads RFC 8259 strictly: no comments, no trailing commas, no duplicate names, no invalid UTF-8, no byte order mark,
/// and nothing beyond its ``JSONLimits``.
///
/// It takes one pass over the bytes and never looks past them. Depth is bounded, so it cannot exhaust the stack.
public struct JSONParser {
    private let bytes: UnsafeBufferPointer<UInt8>
    private let maximumDepth: Int
    private var position = 0

    private init(_ bytes: UnsafeBufferPointer<UInt8>, limits: JSONLimits) {
        self.bytes = bytes
        self.maximumDepth = min(limits.maximumDepth, JSONLimits.depthCeiling)
    }

    /// Reads the one value that the bytes hold.
    ///
    /// - Throws: ``JSONParseError`` at the first thing that is wrong.
    public static func parse(
        _ bytes: UnsafeRawBufferPointer,
        limits: JSONLimits = JSONLimits()
    ) throws(JSONParseError) -> JSONValue {
        guard bytes.count <= limits.maximumBytes else {
            throw JSONParseError(.tooLarge(maximum: limits.maximumBytes), at: limits.maximumBytes)
        }
        let result: Result<JSONValue, JSONParseError> = bytes.withMemoryRebound(to: UInt8.self) { bytes in
            var parser = JSONParser(bytes, limits: limits)
            do throws(JSONParseError) {
                return .success(try parser.document())
            } catch {
                return .failure(error)
            }
        }
        return try result.get()
    }

    private mutating func document() throws(JSONParseError) -> JSONValue {
        skipWhitespace()
        let value = try value(depth: 0)
        skipWhitespace()
        guard position == bytes.count else { throw JSONParseError(.trailingContent, at: position) }
        return value
    }

    private mutating func value(depth: Int) throws(JSONParseError) -> JSONValue {
        guard let byte = peek() else { throw JSONParseError(.unexpectedEnd, at: position) }
        switch byte {
        case UInt8(ascii: "\""):
            return .string(try string())
        case UInt8(ascii: "{"):
            return try object(depth: depth + 1)
        case UInt8(ascii: "["):
            return try array(depth: depth + 1)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
            return try number()
        case UInt8(ascii: "t"):
            try literal("true")
            return .bool(true)
        case UInt8(ascii: "f"):
            try literal("false")
            return .bool(false)
        case UInt8(ascii: "n"):
            try literal("null")
            return .null
        default:
            throw JSONParseError(.unexpectedByte(byte), at: position)
        }
    }

    private mutating func object(depth: Int) throws(JSONParseError) -> JSONValue {
        guard depth <= maximumDepth else { throw JSONParseError(.tooDeep(maximum: maximumDepth), at: position) }
        position += 1
        var object = JSONObject()
        skipWhitespace()
        if peek() == UInt8(ascii: "}") {
            position += 1
            return .object(object)
        }
        object.reserveCapacity(4)
        while true {
            let nameOffset = position
            try expect(UInt8(ascii: "\""), consume: false)
            let name = try string()
            skipWhitespace()
            try expect(UInt8(ascii: ":"), consume: true)
            skipWhitespace()
            let value = try value(depth: depth)
            guard object.appendIfAbsent(name: name, value: value) else {
                throw JSONParseError(.duplicateName, at: nameOffset)
            }
            skipWhitespace()
            guard try another(closing: UInt8(ascii: "}")) else { return .object(object) }
        }
    }

    private mutating func array(depth: Int) throws(JSONParseError) -> JSONValue {
        guard depth <= maximumDepth else { throw JSONParseError(.tooDeep(maximum: maximumDepth), at: position) }
        position += 1
        var elements: [JSONValue] = []
        skipWhitespace()
        if peek() == UInt8(ascii: "]") {
            position += 1
            return .array(elements)
        }
        while true {
            elements.append(try value(depth: depth))
            skipWhitespace()
            guard try another(closing: UInt8(ascii: "]")) else { return .array(elements) }
        }
    }

    /// Steps over a comma and the white space after it, or over the closing bracket.
    private mutating func another(closing: UInt8) throws(JSONParseError) -> Bool {
        guard let byte = peek() else { throw JSONParseError(.unexpectedEnd, at: position) }
        switch byte {
        case closing:
            position += 1
            return false
        case UInt8(ascii: ","):
            position += 1
            skipWhitespace()
            return true
        default:
            throw JSONParseError(.unexpectedByte(byte), at: position)
        }
    }

    private mutating func expect(_ expected: UInt8, consume: Bool) throws(JSONParseError) {
        guard let byte = peek() else { throw JSONParseError(.unexpectedEnd, at: position) }
        guard byte == expected else { throw JSONParseError(.unexpectedByte(byte), at: position) }
        if consume { position += 1 }
    }

    private mutating func literal(_ word: StaticString) throws(JSONParseError) {
        guard position + word.utf8CodeUnitCount <= bytes.count else {
            throw JSONParseError(.invalidLiteral, at: position)
        }
        for offset in 0..<word.utf8CodeUnitCount where bytes[position + offset] != word.utf8Start[offset] {
            throw JSONParseError(.invalidLiteral, at: position)
        }
        position += word.utf8CodeUnitCount
    }

    private mutating func skipWhitespace() {
        while position < bytes.count {
            switch bytes[position] {
            case 0x20, 0x0A, 0x0D, 0x09: position += 1
            default: return
            }
        }
    }

    private func peek() -> UInt8? {
        position < bytes.count ? bytes[position] : nil
    }
}

// MARK: - Numbers

extension JSONParser {
    private mutating func number() throws(JSONParseError) -> JSONValue {
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
        if isInteger, !overflow, let integer = integer(magnitude, negative: negative) { return .integer(integer) }
        let text = String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<position]), as: UTF8.self)
        return .number(JSONNumber(unchecked: text))
    }

    /// Minus zero is not an integer here: as one it would lose its sign.
    private func integer(_ magnitude: UInt64, negative: Bool) -> Int64? {
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

// MARK: - Strings

extension JSONParser {
    /// Reads a string; the position is at its opening quotation mark.
    private mutating func string() throws(JSONParseError) -> String {
        let opening = position
        position += 1
        let start = position
        let isASCII = skipPlain()
        guard let byte = peek() else { throw JSONParseError(.unexpectedEnd, at: position) }
        if byte == UInt8(ascii: "\"") {
            let plain = UnsafeBufferPointer(rebasing: bytes[start..<position])
            position += 1
            return try text(plain, isASCII: isASCII, opening: opening)
        }
        return try stringWithEscapes(start: start, opening: opening)
    }

    private mutating func stringWithEscapes(start: Int, opening: Int) throws(JSONParseError) -> String {
        var unescaped = [UInt8](bytes[start..<position])
        while true {
            guard let byte = peek() else { throw JSONParseError(.unexpectedEnd, at: position) }
            switch byte {
            case UInt8(ascii: "\""):
                position += 1
                let result: Result<String, JSONParseError> = unescaped.withUnsafeBufferPointer { buffer in
                    do throws(JSONParseError) {
                        return .success(try text(buffer, isASCII: false, opening: opening))
                    } catch {
                        return .failure(error)
                    }
                }
                return try result.get()
            case UInt8(ascii: "\\"):
                try escape(into: &unescaped)
            case 0..<0x20:
                throw JSONParseError(.controlCharacter, at: position)
            default:
                let start = position
                _ = skipPlain()
                unescaped.append(contentsOf: bytes[start..<position])
            }
        }
    }

    /// Makes a string. `String(validating:as:)` costs more than all else here together, so ASCII, which needs no
    /// validation, takes the other way.
    private func text(
        _ buffer: UnsafeBufferPointer<UInt8>,
        isASCII: Bool,
        opening: Int
    ) throws(JSONParseError) -> String {
        if isASCII { return String(decoding: buffer, as: UTF8.self) }
        guard let text = String(validating: buffer, as: UTF8.self) else {
            throw JSONParseError(.invalidUTF8, at: opening)
        }
        return text
    }

    /// Steps over bytes that stand for themselves.
    ///
    /// - Returns: Whether all of them are ASCII.
    private mutating func skipPlain() -> Bool {
        let run = PlainRun.end(in: UnsafeRawBufferPointer(bytes), from: position)
        position = run.position
        return run.isASCII
    }

    private mutating func escape(into unescaped: inout [UInt8]) throws(JSONParseError) {
        let start = position
        position += 1
        guard let byte = peek() else { throw JSONParseError(.unexpectedEnd, at: position) }
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): unescaped.append(byte)
        case UInt8(ascii: "b"): unescaped.append(0x08)
        case UInt8(ascii: "f"): unescaped.append(0x0C)
        case UInt8(ascii: "n"): unescaped.append(0x0A)
        case UInt8(ascii: "r"): unescaped.append(0x0D)
        case UInt8(ascii: "t"): unescaped.append(0x09)
        case UInt8(ascii: "u"):
            let scalar = try unicodeEscape(start: start)
            unescaped.append(contentsOf: String(scalar).utf8)
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

extension JSONValue {
    /// Reads the one value that the bytes hold.
    ///
    /// - Throws: ``JSONParseError`` at the first thing that is wrong.
    public init(parsing bytes: [UInt8], limits: JSONLimits = JSONLimits()) throws(JSONParseError) {
        let result: Result<JSONValue, JSONParseError> = bytes.withUnsafeBytes { buffer in
            do throws(JSONParseError) {
                return .success(try JSONParser.parse(buffer, limits: limits))
            } catch {
                return .failure(error)
            }
        }
        self = try result.get()
    }

    /// Reads the one value that the text holds.
    ///
    /// - Throws: ``JSONParseError`` at the first thing that is wrong.
    public init(parsing text: String, limits: JSONLimits = JSONLimits()) throws(JSONParseError) {
        try self.init(parsing: [UInt8](text.utf8), limits: limits)
    }
}
