/// The members of a JSON object, in the order they were written, each name once.
///
/// Names are compared by their bytes, as RFC 8259 section 8.3 advises: two spellings of one accented letter are two
/// names, where Swift's own `String` comparison would call them equal.
///
/// Looking a name up takes constant time: small objects are searched, larger ones carry an index.
public struct JSONObject: Sendable {
    /// A name and its value.
    public struct Member: Sendable {
        public let name: String
        public var value: JSONValue

        public init(name: String, value: JSONValue) {
            self.name = name
            self.value = value
        }
    }

    /// The members, in order.
    public private(set) var members: [Member]
    private var index: [ExactString: Int]?

    /// From this many members on, an index is kept.
    private static let indexThreshold = 9

    /// Makes an object without members.
    public init() {
        members = []
    }

    /// Makes room for that many members.
    public mutating func reserveCapacity(_ capacity: Int) {
        members.reserveCapacity(capacity)
    }

    /// How many members there are.
    public var count: Int { members.count }

    /// Whether there are none.
    public var isEmpty: Bool { members.isEmpty }

    /// The names, in order.
    public var names: some Sequence<String> { members.lazy.map(\.name) }

    /// The value of the member of that name. Setting it replaces the value in its place, adds the member at the end,
    /// or, set to nothing, removes it.
    public subscript(name: String) -> JSONValue? {
        get {
            position(of: name).map { members[$0].value }
        }
        set {
            switch (position(of: name), newValue) {
            case (let position?, let value?):
                members[position].value = value
            case (let position?, nil):
                members.remove(at: position)
                rebuildIndex()
            case (nil, let value?):
                append(name: name, value: value)
            case (nil, nil):
                break
            }
        }
    }

    /// Whether there is a member of that name.
    public func contains(_ name: String) -> Bool {
        position(of: name) != nil
    }

    /// Adds a member at the end, unless its name is there already.
    ///
    /// - Returns: Whether it was added.
    @discardableResult
    public mutating func appendIfAbsent(name: String, value: JSONValue) -> Bool {
        guard position(of: name) == nil else { return false }
        append(name: name, value: value)
        return true
    }

    private mutating func append(name: String, value: JSONValue) {
        members.append(Member(name: name, value: value))
        if index != nil {
            index?[ExactString(name)] = members.count - 1
        } else if members.count >= Self.indexThreshold {
            rebuildIndex()
        }
    }

    private mutating func rebuildIndex() {
        guard members.count >= Self.indexThreshold else {
            index = nil
            return
        }
        var built = [ExactString: Int](minimumCapacity: members.count)
        for (position, member) in members.enumerated() { built[ExactString(member.name)] = position }
        index = built
    }

    private func position(of name: String) -> Int? {
        if let index { return index[ExactString(name)] }
        return members.firstIndex { $0.name.isExactly(name) }
    }
}

extension JSONObject: Hashable {
    /// Whether both have the same names with the same values, in whatever order.
    public static func == (left: JSONObject, right: JSONObject) -> Bool {
        left.count == right.count && left.members.allSatisfy { right[$0.name] == $0.value }
    }

    public func hash(into hasher: inout Hasher) {
        var combined = 0
        for member in members {
            var memberHasher = Hasher()
            memberHasher.combine(ExactString(member.name))
            memberHasher.combine(member.value)
            combined ^= memberHasher.finalize()
        }
        hasher.combine(combined)
    }
}

extension JSONObject: Sequence {
    public func makeIterator() -> IndexingIterator<[Member]> { members.makeIterator() }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
    /// Makes an object of the pairs; of several with one name the last stays.
    public init(dictionaryLiteral elements: (String, JSONValue)...) {
        self.init()
        for (name, value) in elements { self[name] = value }
    }
}

/// A string that is equal to another only where their bytes are.
package struct ExactString: Hashable, Sendable {
    package let text: String

    package init(_ text: String) {
        self.text = text
    }

    package static func == (left: ExactString, right: ExactString) -> Bool {
        left.text.isExactly(right.text)
    }

    package func hash(into hasher: inout Hasher) {
        var text = text
        text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    }
}

extension String {
    /// Whether both strings have the same bytes. Swift's `==` also calls canonically equivalent strings equal.
    package func isExactly(_ other: String) -> Bool {
        guard utf8.count == other.utf8.count else { return false }
        let sameBytes = utf8.withContiguousStorageIfAvailable { left in
            other.utf8.withContiguousStorageIfAvailable { right in
                UnsafeRawBufferPointer(left).hasSameBytes(as: UnsafeRawBufferPointer(right))
            }
        }
        return (sameBytes ?? nil) ?? utf8.elementsEqual(other.utf8)
    }
}

extension UnsafeRawBufferPointer {
    /// Whether both hold the same bytes; compares eight at a time.
    fileprivate func hasSameBytes(as other: UnsafeRawBufferPointer) -> Bool {
        guard count == other.count else { return false }
        var position = 0
        while position + 8 <= count {
            let left = loadUnaligned(fromByteOffset: position, as: UInt64.self)
            let right = other.loadUnaligned(fromByteOffset: position, as: UInt64.self)
            guard left == right else { return false }
            position += 8
        }
        while position < count {
            guard self[position] == other[position] else { return false }
            position += 1
        }
        return true
    }
}
