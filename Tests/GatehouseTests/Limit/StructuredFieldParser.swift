/// A strict parser of RFC 9651 lists, as far as the rate limit fields use them: Strings with Integer parameters.
struct StructuredFieldParser {
    struct Item: Equatable {
        var value: String
        var parameters: [String: Int] = [:]
    }

    struct Failure: Error {
        let position: Int
    }

    private let text: [UInt8]
    private var position = 0

    private init(_ text: String) {
        self.text = Array(text.utf8)
    }

    /// Section 4.2.1.
    static func list(_ text: String) throws -> [Item] {
        var parser = StructuredFieldParser(text)
        var items: [Item] = []
        repeat {
            if !items.isEmpty {
                parser.position += 1
                parser.skipSpace()
            }
            items.append(try parser.item())
            parser.skipSpace()
        } while parser.next == UInt8(ascii: ",")
        guard parser.next == nil else { throw Failure(position: parser.position) }
        return items
    }

    private var next: UInt8? { position < text.count ? text[position] : nil }

    private mutating func skipSpace() {
        while next == 0x20 || next == 0x09 { position += 1 }
    }

    private mutating func expect(_ byte: UInt8) throws {
        guard next == byte else { throw Failure(position: position) }
        position += 1
    }

    /// Sections 4.2.3 and 4.2.3.2.
    private mutating func item() throws -> Item {
        var item = Item(value: try string())
        while next == UInt8(ascii: ";") {
            position += 1
            while next == 0x20 { position += 1 }
            let key = try key()
            try expect(UInt8(ascii: "="))
            guard item.parameters.updateValue(try integer(), forKey: key) == nil else {
                throw Failure(position: position)
            }
        }
        return item
    }

    /// Section 4.2.5.
    private mutating func string() throws -> String {
        try expect(UInt8(ascii: "\""))
        var bytes: [UInt8] = []
        while let byte = next, byte != UInt8(ascii: "\"") {
            position += 1
            guard (0x20...0x7E).contains(byte) else { throw Failure(position: position) }
            guard byte == UInt8(ascii: "\\") else {
                bytes.append(byte)
                continue
            }
            guard let escaped = next, escaped == UInt8(ascii: "\"") || escaped == UInt8(ascii: "\\") else {
                throw Failure(position: position)
            }
            bytes.append(escaped)
            position += 1
        }
        try expect(UInt8(ascii: "\""))
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Section 4.2.3.3.
    private mutating func key() throws -> String {
        let start = position
        guard let first = next, (0x61...0x7A).contains(first) || first == UInt8(ascii: "*") else {
            throw Failure(position: position)
        }
        while let byte = next,
            (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || "_-.*".utf8.contains(byte)
        {
            position += 1
        }
        return String(decoding: text[start..<position], as: UTF8.self)
    }

    /// Section 4.2.4, Integers alone.
    private mutating func integer() throws -> Int {
        let start = position
        if next == UInt8(ascii: "-") { position += 1 }
        while let byte = next, (0x30...0x39).contains(byte) { position += 1 }
        let digits = String(decoding: text[start..<position], as: UTF8.self)
        guard digits.count <= 15, let number = Int(digits) else { throw Failure(position: start) }
        return number
    }
}
