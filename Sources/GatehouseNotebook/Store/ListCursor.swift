/// Where a list of notes goes on: below that change. Callers see it as a text without meaning.
struct ListCursor: Equatable {
    let change: Int64

    init(change: Int64) {
        self.change = change
    }

    /// The cursor as text, for a list with those tags.
    func text(tags: [String]) -> String {
        let number = Crockford.encode(UInt128(UInt64(clamping: change)), characters: 13)
        return number + Crockford.encode(UInt128(Self.check(number, tags)), characters: 7)
    }

    /// - Throws: ``NotebookError`` where the text did not come from a list with those tags.
    init(_ text: String, tags: [String]) throws(NotebookError) {
        let number = text.prefix(13)
        guard text.utf8.count == 20, let value = Crockford.decode(number), let change = Int64(exactly: value),
            ListCursor(change: change).text(tags: tags) == text
        else {
            throw .invalid(
                field: "cursor",
                "The cursor is not one that a list with these tags gave: leave it out to start again from the top."
            )
        }
        self.change = change
    }

    /// FNV-1a, folded to 35 bits: it finds mistakes, and need not resist anybody, for a cursor opens nothing.
    private static func check(_ number: String, _ tags: [String]) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in ([number] + tags).joined(separator: "\n").utf8 {
            hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3
        }
        return (hash ^ hash >> 35) & (1 << 35 - 1)
    }
}
