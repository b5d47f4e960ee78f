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
}
