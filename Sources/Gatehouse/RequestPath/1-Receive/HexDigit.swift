/// Hexadecimal digits, read and written.
package enum HexDigit {
    /// The digit of the four lowest bits of a value, in lower case.
    package static func lowercase(_ value: UInt8) -> UInt8 {
        let value = value & 0x0F
        return value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
    }

    /// The value of a digit in either case; nothing for another byte.
    static func value(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46: byte - 0x37
        case 0x61...0x66: byte - 0x57
        default: nil
        }
    }
}
