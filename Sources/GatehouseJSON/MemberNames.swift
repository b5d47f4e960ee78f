/// The names of the members of the objects that are open while a text is scanned, to find one that stands twice.
///
/// The names of small objects are compared one by one where they stand in the text; a large object gets a set. The list
/// is managed by hand because it is looked at for every member of every text that comes in.
struct MemberNames: ~Copyable {
    private let bytes: UnsafeBufferPointer<UInt8>
    private var entries: UnsafeMutableBufferPointer<Entry>
    private var count = 0
    /// The names of large objects that are open, the innermost last.
    private var sets: [Set<ExactString>] = []

    /// The names that one object has added so far.
    struct Scope {
        fileprivate let start: Int
        fileprivate let set: Int
    }

    private struct Entry {
        /// The first bytes of the name and its length, which tell most names apart.
        let key: UInt64
        let token: StringToken
    }

    /// Up to this many names are compared one by one.
    private static let searchThreshold = 16
    private static let initialCapacity = 32

    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
        entries = UnsafeMutableBufferPointer(start: nil, count: 0)
    }

    deinit {
        entries.deallocate()
    }

    /// Begins an object inside those that are open.
    @inline(__always)
    func open() -> Scope {
        Scope(start: count, set: sets.count)
    }

    /// Ends the innermost object.
    @inline(__always)
    mutating func close(_ scope: Scope) {
        count = scope.start
        if sets.count > scope.set { sets.removeSubrange(scope.set...) }
    }

    /// Adds a name to the innermost object.
    ///
    /// - Returns: Whether the object did not have it.
    mutating func insert(_ name: StringToken, in scope: Scope, _ cursor: JSONCursor) -> Bool {
        if sets.count > scope.set {
            return sets[scope.set].insert(ExactString(cursor.text(of: name))).inserted
        }
        let entry = Entry(key: key(of: name), token: name)
        var position = scope.start
        while position < count {
            let other = entries[position]
            if other.key == entry.key, areEqual(other.token, name, cursor) { return false }
            position += 1
        }
        append(entry)
        if count - scope.start > Self.searchThreshold {
            sets.append(Set(entries[scope.start..<count].map { ExactString(cursor.text(of: $0.token)) }))
        }
        return true
    }

    @inline(__always)
    private mutating func append(_ entry: Entry) {
        if count == entries.count { grow() }
        entries.initializeElement(at: count, to: entry)
        count += 1
    }

    /// Makes room for twice as many names. There are never more than sixteen for each level of the text.
    private mutating func grow() {
        let larger = UnsafeMutableBufferPointer<Entry>.allocate(capacity: max(Self.initialCapacity, entries.count * 2))
        _ = larger.moveInitialize(fromContentsOf: entries[..<count])
        entries.deallocate()
        entries = larger
    }

    /// The first seven bytes and the lowest bits of the length; of a name with escapes those of what it stands for.
    @inline(__always)
    private func key(of name: StringToken) -> UInt64 {
        guard !name.hasEscapes else { return escapedKey(of: name) }
        let length = UInt64(truncatingIfNeeded: name.content.count) &<< 56
        guard name.content.lowerBound + 8 <= bytes.count else { return length | slowKey(bytes[name.content]) }
        let word = UInt64(
            littleEndian: UnsafeRawBufferPointer(bytes).loadUnaligned(
                fromByteOffset: name.content.lowerBound, as: UInt64.self))
        let kept = min(name.content.count, 7) * 8
        return length | word & ~(~0 &<< UInt64(kept))
    }

    private func escapedKey(of name: StringToken) -> UInt64 {
        let text = JSONCursor(bytes).text(of: name).utf8
        return UInt64(truncatingIfNeeded: text.count) &<< 56 | slowKey(text)
    }

    private func slowKey(_ bytes: some Collection<UInt8>) -> UInt64 {
        bytes.prefix(7).enumerated().reduce(0) { $0 | UInt64($1.element) &<< UInt64($1.offset * 8) }
    }

    /// Whether two names with the same key are equal.
    private func areEqual(_ left: StringToken, _ right: StringToken, _ cursor: JSONCursor) -> Bool {
        if left.hasEscapes || right.hasEscapes {
            return cursor.text(of: left).isExactly(cursor.text(of: right))
        }
        guard left.content.count == right.content.count else { return false }
        return bytes[left.content].elementsEqual(bytes[right.content])
    }
}
