extension Span where Element == UInt8 {
    /// Where the bytes that belong to a set end, from an index on.
    @inline(__always)
    func end(of isMember: (UInt8) -> Bool, from start: Int) -> Int {
        var index = start
        while index < count, isMember(self[index]) { index += 1 }
        return index
    }

    /// Whether a byte stands at an index, which may lie outside.
    @inline(__always)
    func has(_ byte: UInt8, at index: Int) -> Bool {
        index < count && self[index] == byte
    }

    /// Whether a word of lower-case letters and marks stands at an index, in any case.
    ///
    /// Setting the bit that tells cases apart maps other bytes onto marks as well (CR onto a hyphen), so what is
    /// compared must have been found to be visible ASCII before.
    @inline(__always)
    func matches(_ word: StaticString, at start: Int) -> Bool {
        let length = word.utf8CodeUnitCount
        guard start >= 0, start <= count - length else { return false }
        return word.withUTF8Buffer { letters in
            for index in 0..<length where self[start + index] | 0x20 != letters[index] { return false }
            return true
        }
    }

    /// Whether a word stands at an index, byte for byte.
    @inline(__always)
    func equals(_ word: StaticString, at start: Int) -> Bool {
        let length = word.utf8CodeUnitCount
        guard start >= 0, start <= count - length else { return false }
        return word.withUTF8Buffer { letters in
            for index in 0..<length where self[start + index] != letters[index] { return false }
            return true
        }
    }

    /// Where a byte stands for the first time, from an index on; the count where it does not.
    func firstIndex(of byte: UInt8, from start: Int) -> Int {
        var index = start
        let pattern = UInt64(byte) &* ByteWord.ones
        while index <= count - 8 {
            let found = ByteWord.zeros(in: word(at: index) ^ pattern)
            if found != 0 { return index + found.trailingZeroBitCount / 8 }
            index += 8
        }
        return end(of: { $0 != byte }, from: index)
    }

    /// Whether all bytes from an index on may stand in a field's value.
    func isFieldValue(from start: Int) -> Bool {
        var index = start
        while index <= count - 8 {
            let word = word(at: index)
            let suspects = ByteWord.controls(in: word) | ByteWord.zeros(in: word ^ (0x7F &* ByteWord.ones))
            if suspects != 0 {
                for place in index..<index + 8 where !ASCII.isFieldValue(self[place]) { return false }
            }
            index += 8
        }
        return end(of: ASCII.isFieldValue, from: index) == count
    }

    /// Eight bytes as a number, the first one lowest.
    @inline(__always)
    private func word(at index: Int) -> UInt64 {
        UInt64(littleEndian: bytes.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self))
    }

    /// The text of a range. What is no UTF-8 is replaced.
    func text(_ range: Range<Int>) -> String {
        extracting(range).withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
    }

    /// The text of a range, which takes no memory where it is what it usually is.
    func text(_ range: Range<Int>, usually usual: FieldLine.UsualValue?) -> String {
        guard let usual, range.count == usual.bytes.utf8CodeUnitCount, equals(usual.bytes, at: range.lowerBound)
        else { return text(range) }
        return usual.text
    }
}

/// Eight bytes that are looked at together. What these say of a byte stands in its highest bit; only whether any bit is
/// set, and the lowest one that is, can be relied on.
enum ByteWord {
    static let ones: UInt64 = 0x0101_0101_0101_0101
    static let highs: UInt64 = 0x8080_8080_8080_8080

    /// Which bytes are zero.
    @inline(__always)
    static func zeros(in word: UInt64) -> UInt64 {
        (word &- ones) & ~word & highs
    }

    /// Which bytes are below 0x20.
    @inline(__always)
    static func controls(in word: UInt64) -> UInt64 {
        (word &- 0x20 &* ones) & ~word & highs
    }
}
