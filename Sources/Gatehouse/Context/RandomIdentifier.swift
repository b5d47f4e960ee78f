/// Makes identifiers that nobody can guess.
enum RandomIdentifier {
    /// 128 bits of the system's cryptographic generator, as 32 hexadecimal digits.
    static func make() -> String {
        var generator = SystemRandomNumberGenerator()
        return hexadecimal(generator.next()) + hexadecimal(generator.next())
    }

    /// A number as 16 hexadecimal digits.
    static func hexadecimal(_ value: UInt64) -> String {
        String(unsafeUninitializedCapacity: 16) { buffer in
            for position in 0..<16 {
                buffer[position] = HexDigit.lowercase(UInt8(truncatingIfNeeded: value >> UInt64(60 - 4 * position)))
            }
            return 16
        }
    }
}
