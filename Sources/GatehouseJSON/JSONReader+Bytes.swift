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

    /// Notes where a name stands and steps over it; the reader is at its opening quotation mark.
    @inline(__always)
    mutating func readName() {
        let start = position + 1
        let end = PlainRun.end(in: UnsafeRawBufferPointer(bytes), from: start).position
        guard end < bytes.count, bytes[end] == UInt8(ascii: "\"") else { return readEscapedName() }
        nameBytes = bytes.baseAddress.map { $0 + start }
        nameCount = end - start
        position = end + 1
    }

    private mutating func readEscapedName() {
        let start = position + 1
        skipString()
        takeEscapedName(start..<max(start, position - 1))
    }

    /// Where the closing quotation mark of a string stands whose content begins there.
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

    /// Steps over a string; the reader is at its opening quotation mark.
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
}
