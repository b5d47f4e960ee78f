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
        guard count == nameCount else { return nameCount < 0 && isEscapedName(name) }
        let known = UnsafeRawPointer(name.utf8Start)
        let found = UnsafeRawPointer(bytes.baseAddress.unsafelyUnwrapped + nameStart)
        return Self.haveSameBytes(known, found, count)
    }

    /// The name that ``nextName()`` found.
    public var name: String {
        let count = nameCount < 0 ? -nameCount - 1 : nameCount
        let token = StringToken(content: nameStart..<(nameStart + count), hasEscapes: nameCount < 0)
        return JSONCursor(bytes).text(of: token)
    }

    @usableFromInline
    func isEscapedName(_ known: StaticString) -> Bool {
        name.isExactly(known.description)
    }

    @inlinable
    @inline(__always)
    static func haveSameBytes(_ left: UnsafeRawPointer, _ right: UnsafeRawPointer, _ count: Int) -> Bool {
        var offset = 0
        while offset + 8 <= count {
            let leftWord = left.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
            guard leftWord == right.loadUnaligned(fromByteOffset: offset, as: UInt64.self) else { return false }
            offset += 8
        }
        while offset < count {
            guard
                left.load(fromByteOffset: offset, as: UInt8.self) == right.load(fromByteOffset: offset, as: UInt8.self)
            else { return false }
            offset += 1
        }
        return true
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

    /// The value of a member that is a string, found wherever it stands in the object that comes next.
    ///
    /// The reader stays where it is: this tells which of several types an object is to be read as.
    ///
    /// - Throws: ``JSONReadError`` where there is no object, or no such member that is a string.
    public mutating func tag(_ name: StaticString) throws(JSONReadError) -> String {
        let start = position
        let failuresBefore = failures
        defer {
            position = start
            failures = failuresBefore
        }
        try beginObject()
        while nextName() {
            if isName(name) { return try readString() }
            skipValue()
        }
        throw .missing
    }

    /// Skips the value and gives its bytes, to be read later.
    ///
    /// - Parameter text: The text that the reader reads from.
    public mutating func readText(of text: JSONText) -> JSONText {
        let start = position
        skipValue()
        let offset = text.range.lowerBound
        return JSONText(checked: text.storage, range: (offset + start)..<(offset + position))
    }

    /// Steps over the next value, whatever it is.
    public mutating func skipValue() {
        var depth = 0
        while position < bytes.count {
            switch byte {
            case UInt8(ascii: "\""): skipString()
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                depth += 1
                position += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                depth -= 1
                position += 1
            case UInt8(ascii: ","), UInt8(ascii: ":"), 0x20, 0x0A, 0x0D, 0x09: position += 1
            default: skipScalar()
            }
            if depth <= 0 { return }
        }
    }
}

extension JSONReader {
    /// The byte that comes next, or 0 at the end of the text, which no value begins with.
    @inlinable
    @inline(__always)
    var byte: UInt8 {
        position < bytes.count ? bytes[position] : 0
    }

    @inline(__always)
    mutating func skipWhitespace() {
        while position < bytes.count, bytes[position] <= 0x20 { position += 1 }
    }

    @inline(__always)
    private mutating func readName() {
        nameStart = position + 1
        let end = PlainRun.end(in: UnsafeRawBufferPointer(bytes), from: nameStart).position
        if end < bytes.count, bytes[end] == UInt8(ascii: "\"") {
            nameCount = end - nameStart
            position = end + 1
        } else {
            skipString()
            nameCount = -max(0, position - 1 - nameStart) - 1
        }
    }

    /// Steps over a string; the reader is at its opening quotation mark.
    func endOfString(from start: Int) -> Int {
        var position = start
        while position < bytes.count {
            position = PlainRun.end(in: UnsafeRawBufferPointer(bytes), from: position).position
            guard position < bytes.count else { break }
            if bytes[position] == UInt8(ascii: "\"") { return position }
            position += bytes[position] == UInt8(ascii: "\\") ? 2 : 1
        }
        return bytes.count
    }

    mutating func skipString() {
        position = min(endOfString(from: position + 1) + 1, bytes.count)
    }

    /// Steps over a number or a word.
    mutating func skipScalar() {
        while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: ","), UInt8(ascii: "]"), UInt8(ascii: "}"), 0...0x20: return
            default: position += 1
            }
        }
    }
}

extension JSONText {
    /// The place of the value that begins at a byte of the text.
    func pointer(to offset: Int) -> JSONPointer {
        withReader { reader in
            var tokens: [String] = []
            while reader.position < offset, let token = reader.step(towards: offset) { tokens.append(token) }
            return JSONPointer(tokens)
        }
    }
}

extension JSONReader {
    /// Steps into the member or element that a byte is in.
    ///
    /// - Returns: Its name or position, or nothing where there is none.
    fileprivate mutating func step(towards offset: Int) -> String? {
        let isObject = nextKind == .object
        guard isObject || nextKind == .array else { return nil }
        position += 1
        var count = 0
        while isObject ? nextName() : nextElement() {
            let start = position
            skipValue()
            if offset < position {
                position = start
                return isObject ? name : String(count)
            }
            count += 1
        }
        return nil
    }
}
