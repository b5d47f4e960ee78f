/// The bytes of a JSON string that stand for themselves: all but quotation marks, backslashes and control characters.
///
/// Reader and writer both look for the end of such runs, eight bytes at a time.
enum PlainRun {
    private static let lowBits: UInt64 = 0x0101_0101_0101_0101
    private static let highBits: UInt64 = 0x8080_8080_8080_8080

    /// Where the run ends that starts there, at most at the end of the bytes, and whether all of it is ASCII.
    @inline(__always)
    static func end(in bytes: UnsafeRawBufferPointer, from start: Int) -> (position: Int, isASCII: Bool) {
        var position = start
        var seen: UInt64 = 0
        while position + 8 <= bytes.count {
            let word = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: position, as: UInt64.self))
            let stops = stops(in: word)
            guard stops == 0 else {
                let plainBits = stops.trailingZeroBitCount & ~7
                seen |= word & ~(~0 << UInt64(plainBits))
                return (position + plainBits / 8, seen & highBits == 0)
            }
            seen |= word
            position += 8
        }
        while position < bytes.count, isPlain(bytes[position]) {
            seen |= UInt64(bytes[position])
            position += 1
        }
        return (position, seen & highBits == 0)
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        byte >= 0x20 && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
    }

    /// Marks the bytes that end a run, each with its highest bit. Only the lowest mark is exact: the subtractions carry
    /// upwards from a byte that is marked, never from one that is not.
    private static func stops(in word: UInt64) -> UInt64 {
        let quotes = word ^ (lowBits &* 0x22)
        let backslashes = word ^ (lowBits &* 0x5C)
        let found =
            (quotes &- lowBits) & ~quotes | (backslashes &- lowBits) & ~backslashes | (word &- lowBits &* 0x20) & ~word
        return found & highBits
    }
}
