/// Reads standard Base64 (RFC 4648, section 4) strictly: padded, nothing but its alphabet, and one text per value.
enum Base64 {
    /// The bytes that a canonical text stands for, or nothing where it is not canonical.
    static func decodeCanonical(_ text: some Collection<UInt8>) -> [UInt8]? {
        guard text.count.isMultiple(of: 4) else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count / 4 * 3)
        var group: UInt32 = 0
        var digits = 0
        var padding = 0
        for byte in text {
            if byte == UInt8(ascii: "=") {
                padding += 1
                guard padding <= 2 else { return nil }
                group <<= 6
            } else {
                guard padding == 0, let digit = digit(byte) else { return nil }
                group = group << 6 | UInt32(digit)
            }
            digits += 1
            if digits == 4 {
                guard append(group, padding: padding, to: &bytes) else { return nil }
                group = 0
                digits = 0
            }
        }
        return bytes
    }

    private static func append(_ group: UInt32, padding: Int, to bytes: inout [UInt8]) -> Bool {
        let triple = [UInt8(group >> 16 & 0xFF), UInt8(group >> 8 & 0xFF), UInt8(group & 0xFF)]
        // The bits that padding leaves over must be zero, or two texts would stand for the same bytes.
        guard triple[(3 - padding)...].allSatisfy({ $0 == 0 }) else { return false }
        bytes.append(contentsOf: triple.prefix(3 - padding))
        return true
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte - UInt8(ascii: "A")
        case UInt8(ascii: "a")...UInt8(ascii: "z"): byte - UInt8(ascii: "a") + 26
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0") + 52
        case UInt8(ascii: "+"): 62
        case UInt8(ascii: "/"): 63
        default: nil
        }
    }
}
