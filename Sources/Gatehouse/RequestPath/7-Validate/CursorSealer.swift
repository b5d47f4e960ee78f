import Crypto

/// Makes the cursors of lists, and recognizes them.
///
/// A cursor holds the place behind which its page begins. It is 48 hexadecimal digits: a tag of 16 bytes, which only this
/// key makes for that list and place, and the place in 8 bytes, masked with what the key makes of the tag. So it can
/// neither be made up nor changed, nor used for another list, and it does not tell how many components stand before it
/// that its reader may not see. The same place always has the same cursor, so a page is the same whenever it is asked
/// for. The construction is that of a synthetic initialization vector (as in RFC 5297), with HMAC-SHA-256 for both parts.
///
/// A cursor is not bound to a caller: what a page holds is decided by who asks for it, so another's cursor shows nobody
/// more than their own list does. Nor does it age: a place is right as long as the server runs, whatever comes and goes.
struct CursorSealer: Sendable {
    /// How many digits stand for eight bytes.
    private static let wordDigits = 16

    private let tagKey: SymmetricKey
    private let maskKey: SymmetricKey

    init(_ key: CursorKey) {
        let derivation = SymmetricKey(data: key.bytes)
        tagKey = SymmetricKey(data: Self.code(for: Array("gatehouse list cursor: tag".utf8), derivation))
        maskKey = SymmetricKey(data: Self.code(for: Array("gatehouse list cursor: mask".utf8), derivation))
    }

    /// The cursor of the page that begins behind a place.
    func text(_ place: UInt64, in list: ListKind) -> String { text(place, inList: list.rawValue) }

    /// The place that a cursor names; nothing where the text is not one that this key made for the list.
    func place(_ text: String, in list: ListKind) -> UInt64? { place(text, inList: list.rawValue) }

    private func text(_ place: UInt64, inList list: UInt8) -> String {
        let tag = Self.code(for: [list] + Self.bytes(of: place), tagKey).prefix(16)
        let words = [Self.word(tag.prefix(8)), Self.word(tag.dropFirst(8)), place ^ mask(Array(tag))]
        return words.map(RandomIdentifier.hexadecimal).joined()
    }

    private func place(_ text: String, inList list: UInt8) -> UInt64? {
        guard text.utf8.count == Self.wordDigits * 3 else { return nil }
        var words: [UInt64] = []
        for start in stride(from: 0, to: text.utf8.count, by: Self.wordDigits) {
            let digits = text.utf8.dropFirst(start).prefix(Self.wordDigits)
            guard let word = UInt64(String(decoding: digits, as: UTF8.self), radix: 16) else { return nil }
            words.append(word)
        }
        let place = words[2] ^ mask(Self.bytes(of: words[0]) + Self.bytes(of: words[1]))
        // One text for each place: what differs in anything, be it a letter's case, is refused.
        return ConstantTime.areEqual(self.text(place, inList: list).utf8, text.utf8) ? place : nil
    }

    /// The cursor of the page of a caller's tasks that begins behind a place.
    func text(_ place: UInt64, in list: TaskList) -> String { text(place, inList: list.rawValue) }

    /// The place that a cursor of a caller's tasks names.
    func place(_ text: String, in list: TaskList) -> UInt64? { place(text, inList: list.rawValue) }

    private func mask(_ tag: [UInt8]) -> UInt64 {
        Self.word(Self.code(for: tag, maskKey).prefix(8))
    }

    private static func code(for message: [UInt8], _ key: SymmetricKey) -> [UInt8] {
        Array(HMAC<SHA256>.authenticationCode(for: message, using: key))
    }

    private static func word(_ bytes: some Sequence<UInt8>) -> UInt64 {
        bytes.reduce(0) { $0 << 8 | UInt64($1) }
    }

    private static func bytes(of word: UInt64) -> [UInt8] {
        stride(from: UInt64(56), through: 0, by: -8).map { UInt8(truncatingIfNeeded: word >> $0) }
    }
}
