extension JSONReader {
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

    /// The bytes of a value that was read or skipped.
    ///
    /// - Parameters:
    ///   - mark: The value's beginning; the reader stands behind its end.
    ///   - text: The text that the reader reads from.
    public func text(since mark: Mark, of text: JSONText) -> JSONText {
        let offset = text.range.lowerBound
        let range = (offset + mark.offset)..<(offset + max(mark.offset, position))
        return JSONText(checked: text.storage, range: range.clamped(to: text.range))
    }

    /// Skips the value and gives its bytes, to be read later.
    ///
    /// - Parameter text: The text that the reader reads from.
    public mutating func readText(of text: JSONText) -> JSONText {
        let start = position
        skipValue()
        let offset = text.range.lowerBound
        let range = (offset + start)..<(offset + position)
        // Of another text than the reader's nothing but a wrong part comes out, never bytes beyond it.
        return JSONText(checked: text.storage, range: range.clamped(to: text.range))
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
