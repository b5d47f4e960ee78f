/// Decides whether bytes are UTF-8, without making a string of them.
///
/// `String(validating:as:)` costs more than all else that reading does, so ASCII, which callers know, is not sent here,
/// and the rest is walked once.
enum UTF8Check {
    /// Whether the bytes are well-formed as table 3-7 of the Unicode Standard has it.
    static func isValid(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
        let bytes = UnsafeBufferPointer(rebasing: bytes)
        var position = 0
        while position < bytes.count {
            let lead = bytes[position]
            guard lead >= 0x80 else {
                position += 1
                continue
            }
            guard let (length, second) = Self.shape(of: lead), position + length <= bytes.count,
                second.contains(bytes[position + 1])
            else { return false }
            var offset = 2
            while offset < length {
                guard bytes[position + offset] & 0xC0 == 0x80 else { return false }
                offset += 1
            }
            position += length
        }
        return true
    }

    /// How many bytes a sequence with that first byte has, and what its second byte may be: less than a continuation
    /// where the sequence would be overlong, a surrogate or beyond U+10FFFF.
    @inline(__always)
    private static func shape(of lead: UInt8) -> (length: Int, second: ClosedRange<UInt8>)? {
        switch lead {
        case 0xC2...0xDF: (2, 0x80...0xBF)
        case 0xE0: (3, 0xA0...0xBF)
        case 0xED: (3, 0x80...0x9F)
        case 0xE1...0xEF: (3, 0x80...0xBF)
        case 0xF0: (4, 0x90...0xBF)
        case 0xF1...0xF3: (4, 0x80...0xBF)
        case 0xF4: (4, 0x80...0x8F)
        default: nil
        }
    }
}
