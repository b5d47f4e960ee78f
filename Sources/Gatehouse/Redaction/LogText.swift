/// Text that is safe wherever a log is read: in a file, by a program, on a terminal.
package enum LogText {
    /// Whether a scalar may do something other than be shown: control characters of both sets, separators of lines, and
    /// marks that turn the direction of text around.
    package static func isUnsafe(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x20, 0x7F..<0xA0, 0x2028, 0x2029, 0x200E, 0x200F, 0x061C, 0x202A...0x202E, 0x2066...0x2069, 0xFEFF:
            true
        default: false
        }
    }

    /// Appends a text as a JSON string in which everything unsafe is escaped.
    package static func quote(_ text: String, into bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "\""))
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\":
                bytes.append(UInt8(ascii: "\\"))
                bytes.append(UInt8(truncatingIfNeeded: scalar.value))
            case _ where isUnsafe(scalar): escape(scalar, into: &bytes)
            default: if let encoded = UTF8.encode(scalar) { bytes.append(contentsOf: encoded) }
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    /// A line with everything unsafe beyond ASCII escaped as `\u` and four digits, which within a string of JSON is the same.
    package static func escaped(_ line: [UInt8]) -> [UInt8] {
        guard mayNeedEscapes(line) else { return line }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(line.count + 16)
        for scalar in String(decoding: line, as: UTF8.self).unicodeScalars {
            if scalar.value >= 0x7F, isUnsafe(scalar) {
                escape(scalar, into: &bytes)
            } else if let encoded = UTF8.encode(scalar) {
                bytes.append(contentsOf: encoded)
            }
        }
        return bytes
    }

    /// Whether a byte is beyond those that ASCII shows, eight looked at in one step.
    private static func mayNeedEscapes(_ line: [UInt8]) -> Bool {
        line.withUnsafeBytes { bytes in
            var position = 0
            var seen: UInt64 = 0
            while position + 8 <= bytes.count {
                let word = bytes.loadUnaligned(fromByteOffset: position, as: UInt64.self)
                // Adding one carries into the highest bit of 0x7F, and out of a byte only where that bit is set already.
                seen |= word | (word &+ 0x0101_0101_0101_0101)
                position += 8
            }
            return seen & 0x8080_8080_8080_8080 != 0 || bytes[position...].contains { $0 >= 0x7F }
        }
    }

    /// Appends a scalar of the basic plane as `\u` and four digits.
    package static func escape(_ scalar: Unicode.Scalar, into bytes: inout [UInt8]) {
        bytes += "\\u".utf8
        let digits = String(scalar.value, radix: 16)
        bytes += String(repeating: "0", count: max(0, 4 - digits.utf8.count)).utf8
        bytes += digits.utf8
    }
}
