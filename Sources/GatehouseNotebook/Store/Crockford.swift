/// Crockford's base 32 in lower case: digits and letters without `i`, `l`, `o` and `u`, in the order of their values.
enum Crockford {
    private static let alphabet = Array("0123456789abcdefghjkmnpqrstvwxyz".utf8)

    /// The lowest bits of the value, five a character.
    static func encode(_ value: UInt128, characters: Int) -> String {
        var text: [UInt8] = []
        for position in (0..<characters).reversed() {
            text.append(alphabet[Int(truncatingIfNeeded: value >> UInt128(position * 5)) & 31])
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// The value of the text, or nothing where a character is none of the alphabet's or the value is beyond 64 bits.
    static func decode(_ text: some StringProtocol) -> UInt64? {
        guard !text.isEmpty, text.utf8.count <= 13 else { return nil }
        var value: UInt128 = 0
        for byte in text.utf8 {
            guard let digit = alphabet.firstIndex(of: byte) else { return nil }
            value = value << 5 | UInt128(digit)
        }
        return UInt64(exactly: value)
    }
}
