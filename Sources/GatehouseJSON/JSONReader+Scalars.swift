extension JSONReader {
    /// Steps over `null`, where that is next.
    ///
    /// - Returns: Whether it was.
    @inlinable
    public mutating func readNull() -> Bool {
        guard byte == UInt8(ascii: "n") else { return false }
        position = min(position + 4, bytes.count)
        return true
    }

    /// Reads `true` or `false`.
    ///
    /// - Throws: ``JSONReadError`` where something else is next.
    @inlinable
    public mutating func readBool() throws(JSONReadError) -> Bool {
        switch byte {
        case UInt8(ascii: "t"):
            position = min(position + 4, bytes.count)
            return true
        case UInt8(ascii: "f"):
            position = min(position + 5, bytes.count)
            return false
        default:
            throw .mismatch
        }
    }

    /// Reads a whole number of 64 bits. `2.0` and `2e3` are whole.
    ///
    /// - Throws: ``JSONReadError`` where something else is next, or a number that is not whole or does not fit.
    public mutating func readInt64() throws(JSONReadError) -> Int64 {
        let (magnitude, isNegative) = try readWhole()
        if !isNegative, let value = Int64(exactly: magnitude) { return value }
        guard isNegative, magnitude <= Int64.min.magnitude else { throw .mismatch }
        return Int64(truncatingIfNeeded: 0 &- magnitude)
    }

    /// Reads a whole number of 64 bits without sign.
    ///
    /// - Throws: ``JSONReadError`` where something else is next, or a number that is not whole or does not fit.
    public mutating func readUInt64() throws(JSONReadError) -> UInt64 {
        let (magnitude, isNegative) = try readWhole()
        guard !isNegative || magnitude == 0 else { throw .mismatch }
        return magnitude
    }

    /// Reads a number as the nearest double.
    ///
    /// - Throws: ``JSONReadError`` where something else is next, or a number beyond a double's range.
    public mutating func readDouble() throws(JSONReadError) -> Double {
        guard isAtNumber else { throw .mismatch }
        let start = position
        if let value = readShortDecimal() { return value }
        position = start
        let text = try readNumberText()
        guard let value = Double(text), value.isFinite else { throw .mismatch }
        return value
    }

    /// Reads a number as it is written.
    ///
    /// - Throws: ``JSONReadError`` where something else is next.
    public mutating func readNumberText() throws(JSONReadError) -> String {
        guard isAtNumber else { throw .mismatch }
        let start = position
        skipScalar()
        return String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<position]), as: UTF8.self)
    }

    /// Reads a number without rounding it.
    ///
    /// - Throws: ``JSONReadError`` where something else is next.
    public mutating func readNumber() throws(JSONReadError) -> JSONNumber {
        JSONNumber(unchecked: try readNumberText())
    }

    /// Reads a string.
    ///
    /// - Throws: ``JSONReadError`` where something else is next.
    public mutating func readString() throws(JSONReadError) -> String {
        guard byte == UInt8(ascii: "\"") else { throw .mismatch }
        let start = position + 1
        let end = PlainRun.end(in: UnsafeRawBufferPointer(bytes), from: start).position
        if end < bytes.count, bytes[end] == UInt8(ascii: "\"") {
            position = end + 1
            return String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<end]), as: UTF8.self)
        }
        skipString()
        let token = StringToken(content: start..<max(start, position - 1), hasEscapes: true)
        return JSONCursor(bytes).text(of: token)
    }

    /// Reads any value as a tree.
    public mutating func readValue() -> JSONValue {
        var cursor = JSONCursor(bytes)
        cursor.position = position
        // The text was checked, so this fails only where a reader stands between values.
        guard case .some(let value) = try? JSONParser.value(at: &cursor) else {
            refuse()
            skipValue()
            return .null
        }
        position = cursor.position
        return value
    }

    @inline(__always)
    private var isAtNumber: Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"): true
        default: false
        }
    }

    /// Reads a whole number as its magnitude and sign.
    @inline(__always)
    private mutating func readWhole() throws(JSONReadError) -> (magnitude: UInt64, isNegative: Bool) {
        guard isAtNumber else { throw .mismatch }
        let start = position
        let isNegative = byte == UInt8(ascii: "-")
        if isNegative { position += 1 }
        let first = position
        var magnitude: UInt64 = 0
        while position < bytes.count, bytes[position] &- UInt8(ascii: "0") <= 9 {
            magnitude = magnitude &* 10 &+ UInt64(bytes[position] &- UInt8(ascii: "0"))
            position += 1
        }
        // 19 digits always fit; a longer number, a fraction or an exponent is rare and read exactly.
        switch byte {
        case UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E"): break
        default: if position - first <= 19 { return (magnitude, isNegative) }
        }
        position = start
        let number = try readNumber()
        if let integer = number.exactInteger { return (integer.magnitude, integer < 0) }
        guard let large = number.exactUnsignedInteger else { throw .mismatch }
        return (large, false)
    }

    /// Reads a number of at most 15 digits and a small power of ten, which one exact division or multiplication rounds
    /// correctly, or nothing of any other.
    private mutating func readShortDecimal() -> Double? {
        let isNegative = byte == UInt8(ascii: "-")
        if isNegative { position += 1 }
        let first = position
        var digits: UInt64 = 0
        var pointAt: Int?
        while position < bytes.count {
            let byte = bytes[position]
            if byte &- UInt8(ascii: "0") <= 9 {
                digits = digits &* 10 &+ UInt64(byte &- UInt8(ascii: "0"))
            } else if byte == UInt8(ascii: "."), pointAt == nil {
                pointAt = position
            } else {
                break
            }
            position += 1
        }
        guard position - first <= 16, byte | 0x20 != UInt8(ascii: "e") else { return nil }
        let places = pointAt.map { position - $0 - 1 } ?? 0
        guard position - first - (pointAt == nil ? 0 : 1) <= 15, places < Self.powersOfTen.count else { return nil }
        let value = Double(digits) / Self.powersOfTen[places]
        return isNegative ? -value : value
    }

    private static let powersOfTen: [Double] = [
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
    ]
}
