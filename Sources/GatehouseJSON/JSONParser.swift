/// Reads RFC 8259 strictly: no comments, no trailing commas, no duplicate names, no invalid UTF-8, no byte order mark,
/// and nothing beyond its ``JSONLimits``.
///
/// It takes one pass over the bytes and never looks past them. Depth is bounded, so it cannot exhaust the stack.
public struct JSONParser {
    private var cursor: JSONCursor

    init(_ cursor: JSONCursor) {
        self.cursor = cursor
    }

    /// Reads the one value that the bytes hold.
    ///
    /// - Throws: ``JSONParseError`` at the first thing that is wrong.
    public static func parse(
        _ bytes: UnsafeRawBufferPointer,
        limits: JSONLimits = JSONLimits()
    ) throws(JSONParseError) -> JSONValue {
        guard bytes.count <= limits.maximumBytes else {
            throw JSONParseError(.tooLarge(maximum: limits.maximumBytes), at: limits.maximumBytes)
        }
        let result: Result<JSONValue, JSONParseError> = bytes.withMemoryRebound(to: UInt8.self) { bytes in
            var parser = JSONParser(JSONCursor(bytes, limits: limits))
            do throws(JSONParseError) {
                return .success(try parser.document())
            } catch {
                return .failure(error)
            }
        }
        return try result.get()
    }

    private mutating func document() throws(JSONParseError) -> JSONValue {
        cursor.skipWhitespace()
        let value = try value(depth: 0)
        cursor.skipWhitespace()
        guard cursor.peek() == nil else { throw JSONParseError(.trailingContent, at: cursor.position) }
        return value
    }

    /// Reads one value out of a longer text and leaves the cursor behind it.
    static func value(at cursor: inout JSONCursor) throws(JSONParseError) -> JSONValue {
        var parser = JSONParser(cursor)
        let value = try parser.value(depth: 0)
        cursor.position = parser.cursor.position
        return value
    }

    private mutating func value(depth: Int) throws(JSONParseError) -> JSONValue {
        guard let byte = cursor.peek() else { throw JSONParseError(.unexpectedEnd, at: cursor.position) }
        switch byte {
        case UInt8(ascii: "\""):
            return .string(cursor.text(of: try cursor.string()))
        case UInt8(ascii: "{"):
            return try object(depth: depth + 1)
        case UInt8(ascii: "["):
            return try array(depth: depth + 1)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
            return try number()
        case UInt8(ascii: "t"):
            try cursor.literal("true")
            return .bool(true)
        case UInt8(ascii: "f"):
            try cursor.literal("false")
            return .bool(false)
        case UInt8(ascii: "n"):
            try cursor.literal("null")
            return .null
        default:
            throw JSONParseError(.unexpectedByte(byte), at: cursor.position)
        }
    }

    private mutating func object(depth: Int) throws(JSONParseError) -> JSONValue {
        var object = JSONObject()
        if try cursor.open(closing: UInt8(ascii: "}"), depth: depth) { return .object(object) }
        object.reserveCapacity(4)
        while true {
            let nameOffset = cursor.position
            let name = cursor.text(of: try cursor.name())
            let value = try value(depth: depth)
            guard object.appendIfAbsent(name: name, value: value) else {
                throw JSONParseError(.duplicateName, at: nameOffset)
            }
            guard try cursor.another(closing: UInt8(ascii: "}")) else { return .object(object) }
        }
    }

    private mutating func array(depth: Int) throws(JSONParseError) -> JSONValue {
        var elements: [JSONValue] = []
        if try cursor.open(closing: UInt8(ascii: "]"), depth: depth) { return .array(elements) }
        while true {
            elements.append(try value(depth: depth))
            guard try cursor.another(closing: UInt8(ascii: "]")) else { return .array(elements) }
        }
    }

    private mutating func number() throws(JSONParseError) -> JSONValue {
        let token = try cursor.number()
        if let integer = token.integer { return .integer(integer) }
        let text = String(decoding: UnsafeBufferPointer(rebasing: cursor.bytes[token.range]), as: UTF8.self)
        return .number(JSONNumber(unchecked: text))
    }
}

extension JSONValue {
    /// Reads the one value that the bytes hold.
    ///
    /// - Throws: ``JSONParseError`` at the first thing that is wrong.
    public init(parsing bytes: [UInt8], limits: JSONLimits = JSONLimits()) throws(JSONParseError) {
        let result: Result<JSONValue, JSONParseError> = bytes.withUnsafeBytes { buffer in
            do throws(JSONParseError) {
                return .success(try JSONParser.parse(buffer, limits: limits))
            } catch {
                return .failure(error)
            }
        }
        self = try result.get()
    }

    /// Reads the one value that the text holds.
    ///
    /// - Throws: ``JSONParseError`` at the first thing that is wrong.
    public init(parsing text: String, limits: JSONLimits = JSONLimits()) throws(JSONParseError) {
        try self.init(parsing: [UInt8](text.utf8), limits: limits)
    }
}
