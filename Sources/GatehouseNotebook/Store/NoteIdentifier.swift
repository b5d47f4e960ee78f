/// Makes the identifiers of notes: 42 bits of milliseconds since 1970, then 38 random ones, as 16 characters.
enum NoteIdentifier {
    static let characters = 16

    /// An identifier that sorts after those of earlier milliseconds.
    static func make(milliseconds: Int64, randomness: inout some RandomNumberGenerator) -> String {
        let time = UInt128(UInt64(clamping: milliseconds) & (1 << 42 - 1))
        let random = UInt128(UInt64.random(in: 0..<(1 << 38), using: &randomness))
        return Crockford.encode(time << 38 | random, characters: characters)
    }
}
