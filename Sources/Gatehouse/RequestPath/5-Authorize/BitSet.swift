/// A small set of positions, made to be combined and compared on every request without an allocation: the first 64
/// stand in one word.
struct BitSet: Sendable, Hashable {
    private var first: UInt64 = 0
    private var rest: [UInt64] = []

    mutating func insert(_ position: Int) {
        guard position >= 64 else {
            first |= 1 << UInt64(position)
            return
        }
        let word = position / 64 - 1
        while rest.count <= word { rest.append(0) }
        rest[word] |= 1 << UInt64(position % 64)
    }

    func contains(_ position: Int) -> Bool {
        guard position >= 64 else { return first & 1 << UInt64(position) != 0 }
        let word = position / 64 - 1
        return word < rest.count && rest[word] & 1 << UInt64(position % 64) != 0
    }

    mutating func formUnion(_ other: BitSet) {
        first |= other.first
        for (word, bits) in other.rest.enumerated() {
            if word < rest.count { rest[word] |= bits } else { rest.append(bits) }
        }
    }

    func isSuperset(of other: BitSet) -> Bool {
        guard first & other.first == other.first else { return false }
        for (word, bits) in other.rest.enumerated() {
            let own = word < rest.count ? rest[word] : 0
            guard own & bits == bits else { return false }
        }
        return true
    }
}
