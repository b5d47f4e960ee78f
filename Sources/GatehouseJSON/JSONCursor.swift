/// A place in a JSON text, and the steps of the grammar that the tree-making parser and the scanner share, so that both
/// refuse the same texts for the same reasons.
struct JSONCursor {
    let bytes: UnsafeBufferPointer<UInt8>
    let maximumDepth: Int
    var position = 0

    init(_ bytes: UnsafeBufferPointer<UInt8>, limits: JSONLimits) {
        self.bytes = bytes
        maximumDepth = min(limits.maximumDepth, JSONLimits.depthCeiling)
    }

    /// A cursor over a text that was checked before.
    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
        maximumDepth = JSONLimits.depthCeiling
    }

    @inline(__always)
    func peek() -> UInt8? {
        position < bytes.count ? bytes[position] : nil
    }

    @inline(__always)
    mutating func skipWhitespace() {
        // Compact texts have none.
        guard position < bytes.count, bytes[position] <= 0x20 else { return }
        skipSpaces()
    }

    private mutating func skipSpaces() {
        while position < bytes.count {
            switch bytes[position] {
            case 0x20, 0x0A, 0x0D, 0x09: position += 1
            default: return
            }
        }
    }

    /// Steps into an array or object and over the white space that follows.
    ///
    /// - Returns: Whether it is empty; then the cursor stands behind it.
    mutating func open(closing: UInt8, depth: Int) throws(JSONParseError) -> Bool {
        guard depth <= maximumDepth else { throw JSONParseError(.tooDeep(maximum: maximumDepth), at: position) }
        position += 1
        skipWhitespace()
        guard peek() == closing else { return false }
        position += 1
        return true
    }

    /// Steps over a comma and the white space after it, or over the closing bracket.
    @inline(__always)
    mutating func another(closing: UInt8) throws(JSONParseError) -> Bool {
        skipWhitespace()
        guard let byte = peek() else { throw JSONParseError(.unexpectedEnd, at: position) }
        switch byte {
        case closing:
            position += 1
            return false
        case UInt8(ascii: ","):
            position += 1
            skipWhitespace()
            return true
        default:
            throw JSONParseError(.unexpectedByte(byte), at: position)
        }
    }

    /// Reads a member's name and steps over the colon and the white space around it.
    mutating func name() throws(JSONParseError) -> StringToken {
        guard let byte = peek() else { throw JSONParseError(.unexpectedEnd, at: position) }
        guard byte == UInt8(ascii: "\"") else { throw JSONParseError(.unexpectedByte(byte), at: position) }
        let name = try string()
        skipWhitespace()
        guard let colon = peek() else { throw JSONParseError(.unexpectedEnd, at: position) }
        guard colon == UInt8(ascii: ":") else { throw JSONParseError(.unexpectedByte(colon), at: position) }
        position += 1
        skipWhitespace()
        return name
    }

    mutating func literal(_ word: StaticString) throws(JSONParseError) {
        guard position + word.utf8CodeUnitCount <= bytes.count else {
            throw JSONParseError(.invalidLiteral, at: position)
        }
        for offset in 0..<word.utf8CodeUnitCount where bytes[position + offset] != word.utf8Start[offset] {
            throw JSONParseError(.invalidLiteral, at: position)
        }
        position += word.utf8CodeUnitCount
    }
}
