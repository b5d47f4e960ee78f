/// Percent-encoding (RFC 3986, section 2.1).
package enum PercentCoding {
    private static let digits = Array("0123456789ABCDEF".utf8)

    /// Appends a byte as a percent-encoding.
    package static func append(_ byte: UInt8, to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "%"))
        bytes.append(digits[Int(byte >> 4)])
        bytes.append(digits[Int(byte & 0xF)])
    }

    /// Appends a value, with everything encoded that is not unreserved, nor reserved where those stay.
    static func append(_ value: some Sequence<UInt8>, keepingReserved: Bool, to bytes: inout [UInt8]) {
        let value = Array(value)
        for (index, byte) in value.enumerated() {
            let stays =
                isUnreserved(byte)
                || (keepingReserved && (isReserved(byte) || isEncoding(value[index...])))
            if stays { bytes.append(byte) } else { append(byte, to: &bytes) }
        }
    }

    /// Decodes every percent-encoding; nothing where a `%` begins none.
    static func decode(_ value: ArraySlice<UInt8>) -> [UInt8]? {
        guard value.contains(UInt8(ascii: "%")) else { return Array(value) }
        var decoded: [UInt8] = []
        decoded.reserveCapacity(value.count)
        var index = value.startIndex
        while index < value.endIndex {
            guard value[index] == UInt8(ascii: "%") else {
                decoded.append(value[index])
                index += 1
                continue
            }
            guard index + 2 < value.endIndex, let high = HexDigit.value(value[index + 1]),
                let low = HexDigit.value(value[index + 2])
            else { return nil }
            decoded.append(high << 4 | low)
            index += 3
        }
        return decoded
    }

    private static func isEncoding(_ bytes: ArraySlice<UInt8>) -> Bool {
        let three = Array(bytes.prefix(3))
        return three.count == 3 && three[0] == UInt8(ascii: "%") && HexDigit.value(three[1]) != nil
            && HexDigit.value(three[2]) != nil
    }

    static func isUnreserved(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"): true
        default: false
        }
    }

    private static func isReserved(_ byte: UInt8) -> Bool {
        ":/?#[]@!$&'()*+,;=".utf8.contains(byte)
    }
}
