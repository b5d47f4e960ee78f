/// The names of the members of the objects that are open while a text is scanned, to find one that stands twice.
///
/// The names of small objects are compared one by one where they stand in the text; a large object gets a set.
struct MemberNames {
    private let bytes: UnsafeBufferPointer<UInt8>
    private var entries: [Entry] = []
    /// The names of large objects that are open, the innermost last.
    private var sets: [Set<ExactString>] = []

    /// The names that one object has added so far.
    struct Scope {
        fileprivate let start: Int
        fileprivate let set: Int
    }

    private struct Entry {
        let token: StringToken
        /// The first bytes of the name and its length, which tell most names apart.
        let key: UInt64
    }

    /// Up to this many names are compared one by one.
    private static let searchThreshold = 16

    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
    }

    /// Begins an object inside those that are open.
    mutating func open() -> Scope {
        if entries.capacity == 0 { entries.reserveCapacity(32) }
        return Scope(start: entries.count, set: sets.count)
    }

    /// Ends the innermost object.
    mutating func close(_ scope: Scope) {
        entries.removeSubrange(scope.start...)
        sets.removeSubrange(scope.set...)
    }

    /// Adds a name to the innermost object.
    ///
    /// - Returns: Whether the object did not have it.
    mutating func insert(_ name: StringToken, in scope: Scope, _ cursor: JSONCursor) -> Bool {
        if sets.count > scope.set {
            return sets[scope.set].insert(ExactString(cursor.text(of: name))).inserted
        }
        let entry = Entry(token: name, key: key(of: name.content))
        for position in scope.start..<entries.count where areEqual(entries[position], entry, cursor) { return false }
        entries.append(entry)
        if entries.count - scope.start > Self.searchThreshold {
            sets.append(Set(entries[scope.start...].map { ExactString(cursor.text(of: $0.token)) }))
        }
        return true
    }

    @inline(__always)
    private func areEqual(_ left: Entry, _ right: Entry, _ cursor: JSONCursor) -> Bool {
        if left.token.hasEscapes || right.token.hasEscapes {
            return cursor.text(of: left.token).isExactly(cursor.text(of: right.token))
        }
        guard left.key == right.key, left.token.content.count == right.token.content.count else { return false }
        return left.token.content.count <= 7 || haveSameBytes(left.token.content, right.token.content)
    }

    /// The first seven bytes and the lowest bits of the length.
    @inline(__always)
    private func key(of content: Range<Int>) -> UInt64 {
        var key = UInt64(truncatingIfNeeded: content.count)
        // The text goes on for at least one byte, the closing quotation mark.
        if content.lowerBound + 8 <= bytes.count {
            let word = UInt64(
                littleEndian: UnsafeRawBufferPointer(bytes).loadUnaligned(
                    fromByteOffset: content.lowerBound, as: UInt64.self))
            return key &<< 56 | (content.count >= 7 ? word & ~(0xFF &<< 56) : word & ~(~0 &<< UInt64(content.count * 8)))
        }
        for position in content.prefix(7) { key = key &<< 8 | UInt64(bytes[position]) }
        return key
    }

    private func haveSameBytes(_ left: Range<Int>, _ right: Range<Int>) -> Bool {
        for offset in 0..<left.count where bytes[left.lowerBound + offset] != bytes[right.lowerBound + offset] {
            return false
        }
        return true
    }
}
