import GatehouseJSON

/// The names that a schema knows of an object, each with its place, found in constant time and without allocation.
struct PropertyTable: Sendable {
    let names: [String]
    private let isASCII: [Bool]
    /// An open-addressed hash table of positions, at most half full; empty while the names are few.
    private let slots: [Int]
    /// The most bytes that a name has, so that longer ones need not be looked at.
    private let maximumLength: Int

    /// Up to this many names are searched one by one.
    private static let searchThreshold = 6

    init(_ names: [String]) {
        self.names = names
        isASCII = names.map { $0.utf8.allSatisfy { $0 < 0x80 } }
        maximumLength = names.reduce(0) { max($0, $1.utf8.count) }
        guard names.count > Self.searchThreshold else {
            slots = []
            return
        }
        var size = 16
        while size < names.count * 2 { size *= 2 }
        var slots = [Int](repeating: -1, count: size)
        for (position, name) in names.enumerated() {
            var slot = Self.hash(name) & (size - 1)
            while slots[slot] >= 0 { slot = (slot + 1) & (size - 1) }
            slots[slot] = position
        }
        self.slots = slots
    }

    /// The position of a name, or -1. The position that it probably has is tried first.
    @inline(__always)
    func position(of name: String, guess: Int) -> Int {
        if guess < names.count, isName(name, at: guess) { return guess }
        return search(name)
    }

    private func search(_ name: String) -> Int {
        if slots.isEmpty { return names.indices.first { isName(name, at: $0) } ?? -1 }
        guard name.utf8.count <= maximumLength else { return -1 }
        var slot = Self.hash(name) & (slots.count - 1)
        while slots[slot] >= 0 {
            if isName(name, at: slots[slot]) { return slots[slot] }
            slot = (slot + 1) & (slots.count - 1)
        }
        return -1
    }

    /// Whether the name at a position has these bytes. Whatever Swift calls equal to an ASCII string has either its
    /// bytes or more of them, so there the lengths decide.
    @inline(__always)
    private func isName(_ name: String, at position: Int) -> Bool {
        let known = names[position]
        guard known.utf8.count == name.utf8.count else { return false }
        return isASCII[position] ? known == name : known.isExactly(name)
    }

    /// FNV-1a. The names of a table come from its schema, so nobody gains by making them collide.
    private static func hash(_ name: String) -> Int {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in name.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        return Int(truncatingIfNeeded: hash ^ (hash >> 32)) & Int.max
    }
}
