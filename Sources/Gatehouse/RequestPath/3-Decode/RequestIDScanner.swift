import GatehouseProtocol

/// Finds the id of a request that is refused before its body is read as JSON, so that the refusal can carry it.
///
/// Clients match replies by id, and some show no error that lacks one. What a caller sends that nobody has authenticated
/// does not reach the parser for that: the scanner takes one pass over a short body, builds nothing but the id, and takes
/// only an id that is plain. It does not check that the body is JSON.
struct RequestIDScanner {
    /// The longest body that is looked at, and the longest id that is taken.
    private static let maximumBody = 65_536
    private static let maximumID = 128

    private let body: [UInt8]
    private var position = 0

    private init(_ body: [UInt8]) {
        self.body = body
    }

    /// The value of the member `id` of the outermost object, where it is an integer or a string without escapes.
    static func id(in body: [UInt8]) -> RequestID? {
        guard body.count <= maximumBody else { return nil }
        var scanner = RequestIDScanner(body)
        return scanner.find()
    }

    private mutating func find() -> RequestID? {
        var depth = 0
        while position < body.count {
            switch body[position] {
            case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
            case UInt8(ascii: "\""):
                guard let text = string() else { return nil }
                if depth == 1, text.elementsEqual("id".utf8), skipColon() { return value() }
                continue
            default: break
            }
            position += 1
        }
        return nil
    }

    /// Steps over a string, and gives the bytes between its quotation marks.
    private mutating func string() -> ArraySlice<UInt8>? {
        position += 1
        let start = position
        while position < body.count {
            switch body[position] {
            case UInt8(ascii: "\""):
                position += 1
                return body[start..<position - 1]
            case UInt8(ascii: "\\"): position += 2
            default: position += 1
            }
        }
        return nil
    }

    /// Steps over the colon after a name; a string with none after it is a value.
    private mutating func skipColon() -> Bool {
        skipSpace()
        guard position < body.count, body[position] == UInt8(ascii: ":") else { return false }
        position += 1
        skipSpace()
        return true
    }

    private mutating func skipSpace() {
        while position < body.count, [0x20, 0x09, 0x0A, 0x0D].contains(body[position]) { position += 1 }
    }

    private mutating func value() -> RequestID? {
        guard position < body.count else { return nil }
        guard body[position] == UInt8(ascii: "\"") else { return integer() }
        guard let text = string(), text.count <= Self.maximumID, text.allSatisfy(Self.isPlain) else { return nil }
        return .string(String(decoding: text, as: UTF8.self))
    }

    private func integer() -> RequestID? {
        let digits = body[position...].prefix { $0 == UInt8(ascii: "-") || Self.isDigit($0) }
        let next = position + digits.count < body.count ? body[position + digits.count] : 0
        guard [0x20, 0x09, 0x0A, 0x0D, UInt8(ascii: ","), UInt8(ascii: "}")].contains(next) else { return nil }
        return Int64(String(decoding: digits, as: UTF8.self)).map(RequestID.integer)
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        (0x20...0x7E).contains(byte) && byte != UInt8(ascii: "\\")
    }
}
