/// Checks that bytes are JSON without building a tree of it.
///
/// It refuses exactly what ``JSONParser`` refuses, at the same offset and for the same reason: duplicate names, invalid
/// UTF-8, too many levels and all the rest. What it lets pass becomes a ``JSONText``, which ``JSONReader`` reads typed
/// values from. Time grows with the length of the text, also where an object has very many members.
public struct JSONScanner: ~Copyable {
    private var cursor: JSONCursor
    private var names: MemberNames

    private init(_ cursor: JSONCursor) {
        self.cursor = cursor
        names = MemberNames(cursor.bytes)
    }

    /// Checks the one value that the bytes hold.
    ///
    /// - Parameters:
    ///   - bytes: The text in UTF-8. It is kept, not copied.
    ///   - limits: What the text may cost.
    /// - Throws: ``JSONParseError`` at the first thing that is wrong.
    public static func check(
        _ bytes: [UInt8],
        limits: JSONLimits = JSONLimits()
    ) throws(JSONParseError) -> JSONText {
        guard bytes.count <= limits.maximumBytes else {
            throw JSONParseError(.tooLarge(maximum: limits.maximumBytes), at: limits.maximumBytes)
        }
        let range = try bytes.withUnsafeBufferPointer { buffer throws(JSONParseError) in
            var scanner = JSONScanner(JSONCursor(buffer, limits: limits))
            return try scanner.document()
        }
        return JSONText(checked: bytes, range: range)
    }

    /// Checks the text and gives the range of its value, without the white space around it.
    private mutating func document() throws(JSONParseError) -> Range<Int> {
        cursor.skipWhitespace()
        let start = cursor.position
        try value(depth: 0)
        let end = cursor.position
        cursor.skipWhitespace()
        guard cursor.peek() == nil else { throw JSONParseError(.trailingContent, at: cursor.position) }
        return start..<end
    }

    private mutating func value(depth: Int) throws(JSONParseError) {
        guard let byte = cursor.peek() else { throw JSONParseError(.unexpectedEnd, at: cursor.position) }
        switch byte {
        case UInt8(ascii: "\""): _ = try cursor.string()
        case UInt8(ascii: "{"): try object(depth: depth + 1)
        case UInt8(ascii: "["): try array(depth: depth + 1)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): try cursor.skipNumber()
        case UInt8(ascii: "t"): try cursor.literal("true")
        case UInt8(ascii: "f"): try cursor.literal("false")
        case UInt8(ascii: "n"): try cursor.literal("null")
        default: throw JSONParseError(.unexpectedByte(byte), at: cursor.position)
        }
    }

    private mutating func object(depth: Int) throws(JSONParseError) {
        if try cursor.open(closing: UInt8(ascii: "}"), depth: depth) { return }
        let scope = names.open()
        while true {
            let nameOffset = cursor.position
            let name = try cursor.name()
            try value(depth: depth)
            guard names.insert(name, in: scope, cursor) else {
                throw JSONParseError(.duplicateName, at: nameOffset)
            }
            guard try cursor.another(closing: UInt8(ascii: "}")) else { break }
        }
        names.close(scope)
    }

    private mutating func array(depth: Int) throws(JSONParseError) {
        if try cursor.open(closing: UInt8(ascii: "]"), depth: depth) { return }
        repeat {
            try value(depth: depth)
        } while try cursor.another(closing: UInt8(ascii: "]"))
    }
}
