extension JSONReader {
    /// The kind of the value that comes next, told by its first byte: a number is a ``JSONValue/Kind/number``, also
    /// where it is whole.
    @inlinable
    public var nextKind: JSONValue.Kind {
        switch byte {
        case UInt8(ascii: "{"): .object
        case UInt8(ascii: "["): .array
        case UInt8(ascii: "\""): .string
        case UInt8(ascii: "t"), UInt8(ascii: "f"): .boolean
        case UInt8(ascii: "n"): .null
        default: .number
        }
    }

    /// Steps into an object.
    ///
    /// - Returns: A mark of the object, for ``refuse()`` and its like.
    /// - Throws: ``JSONReadError`` where the next value is none; the reader stays.
    @inlinable
    @discardableResult
    public mutating func beginObject() throws(JSONReadError) -> Mark {
        guard byte == UInt8(ascii: "{") else { throw .mismatch }
        let mark = mark
        position += 1
        return mark
    }

    /// Steps to the value of the next member, whose name ``isName(_:)`` then compares.
    ///
    /// The value of the member before must have been read or skipped.
    ///
    /// - Returns: Whether there is one; otherwise the reader stands behind the object.
    public mutating func nextName() -> Bool {
        skipWhitespace()
        var byte = byte
        if byte == UInt8(ascii: ",") {
            position += 1
            skipWhitespace()
            byte = self.byte
        }
        guard byte == UInt8(ascii: "\"") else {
            // Only a closing brace can stand here, unless the value before was not read.
            if byte != UInt8(ascii: "}") { refuse() }
            if position < bytes.count { position += 1 }
            return false
        }
        readName()
        if self.byte != UInt8(ascii: ":") { skipWhitespace() }
        if position < bytes.count { position += 1 }
        skipWhitespace()
        return true
    }

    /// Whether that is the name that ``nextName()`` found. The names compare by their bytes, without allocation.
    ///
    /// The reader forgets the name when it reads a value that has members itself.
    @inlinable
    @inline(__always)
    public func isName(_ name: StaticString) -> Bool {
        let count = name.utf8CodeUnitCount
        guard count == nameCount, let nameBytes else { return false }
        return Self.haveSameBytes(UnsafeRawPointer(name.utf8Start), UnsafeRawPointer(nameBytes), count)
    }

    /// The same of a name that is known only at run time.
    private func isName(_ name: String) -> Bool {
        let bytes = UnsafeBufferPointer(start: nameBytes, count: max(0, nameCount))
        return name.utf8.count == bytes.count && name.utf8.elementsEqual(bytes)
    }

    /// Steps to the value of an object's member, over those before it.
    ///
    /// - Returns: Whether the next value is an object that has the member.
    mutating func enter(_ name: String) -> Bool {
        guard nextKind == .object, (try? beginObject()) != nil else { return false }
        while nextName() {
            if isName(name) { return true }
            skipValue()
        }
        return false
    }

    /// The name that ``nextName()`` found.
    public var name: String {
        String(decoding: UnsafeBufferPointer(start: nameBytes, count: max(0, nameCount)), as: UTF8.self)
    }

    /// Notes that an object has a member that its type does not know, and skips it.
    public mutating func unknownName() {
        refuse()
        skipValue()
    }

    /// Steps into an array.
    ///
    /// - Returns: A mark of the array.
    /// - Throws: ``JSONReadError`` where the next value is none; the reader stays.
    @inlinable
    @discardableResult
    public mutating func beginArray() throws(JSONReadError) -> Mark {
        guard byte == UInt8(ascii: "[") else { throw .mismatch }
        let mark = mark
        position += 1
        return mark
    }

    /// Steps to the next element, which then must be read or skipped.
    ///
    /// - Returns: Whether there is one; otherwise the reader stands behind the array.
    public mutating func nextElement() -> Bool {
        skipWhitespace()
        switch byte {
        case UInt8(ascii: ","):
            position += 1
            skipWhitespace()
            return true
        case UInt8(ascii: "]"):
            position += 1
            return false
        default:
            return position < bytes.count
        }
    }
}
