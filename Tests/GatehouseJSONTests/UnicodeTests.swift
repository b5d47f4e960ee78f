import GatehouseJSON
import Testing

@Suite("Unicode")
struct UnicodeTests {
    @Test("Bytes that are not UTF-8 are refused wherever they stand in a string", arguments: invalid)
    func invalidUTF8(_ bytes: [UInt8]) {
        for filling in 0...17 {
            let plain = [UInt8](repeating: UInt8(ascii: "x"), count: filling)
            let quote = UInt8(ascii: "\"")
            for text in [
                [quote] + plain + bytes + [quote], [quote] + plain + bytes + plain + [quote],
                [quote] + plain + bytes + [UInt8]("\\n".utf8) + [quote],
                [quote] + [UInt8]("\\n".utf8) + plain + bytes + [quote],
            ] {
                let error = #expect(throws: JSONParseError.self) { try JSONValue(parsing: text) }
                #expect(error == JSONParseError(.invalidUTF8, at: 0))
            }
        }
    }

    static let invalid: [[UInt8]] = [
        [0x80], [0xBF], [0xFE], [0xFF], [0xC3], [0xE2, 0x82], [0xF0, 0x9F, 0x98], [0xC0, 0xAF], [0xC1, 0x81],
        [0xE0, 0x80, 0xAF], [0xE0, 0x9F, 0xBF], [0xF0, 0x80, 0x80, 0xAF], [0xED, 0xA0, 0x80], [0xED, 0xBF, 0xBF],
        [0xF4, 0x90, 0x80, 0x80], [0xF8, 0x88, 0x80, 0x80, 0x80], [0xC3, 0xC3], [0xE9],
        [0xED, 0xA0, 0xBD, 0xED, 0xB8, 0x80],
    ]

    @Test("The error of bytes that are not UTF-8 names the string's place")
    func invalidUTF8Message() {
        let error = #expect(throws: JSONParseError.self) {
            try JSONValue(parsing: [UInt8]("[1,\"".utf8) + [0xFF] + [UInt8]("\"]".utf8))
        }
        #expect(error?.description == "the string at offset 3 is not UTF-8")
    }

    @Test("Bytes that are not UTF-8 are refused in names as well")
    func invalidName() {
        let bytes = [UInt8]("{\"".utf8) + [0xC3] + [UInt8]("\":1}".utf8)
        #expect(throws: JSONParseError(.invalidUTF8, at: 1)) { try JSONValue(parsing: bytes) }
    }

    @Test("Every scalar is read as it stands, written, and read again")
    func everyPlane() throws {
        for value in stride(from: UInt32(0x20), through: 0x10FFFF, by: 97) {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let string = JSONValue.string("<\(String(scalar))>")
            #expect(try JSONValue(parsing: string.jsonBytes) == string)
        }
    }

    @Test(
        "An escape is the character that it names",
        arguments: [
            (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{C}\n\r\t"), (#""\u0041\u00e9\u00E9""#, "A\u{E9}\u{E9}"),
            (#""\u0000""#, "\u{0}"), (#""\ud83d\ude00""#, "\u{1F600}"), (#""\uDBFF\uDFFF""#, "\u{10FFFF}"),
            (#""\ud800\udc00""#, "\u{10000}"), (#""\uFFFF\ud7ff\ue000""#, "\u{FFFF}\u{D7FF}\u{E000}"),
            (#""plain text\u0020that is long\u0020enough""#, "plain text that is long enough"),
        ])
    func escapes(text: String, string: String) throws {
        #expect(try JSONValue(parsing: text) == .string(string))
    }

    @Test("Two spellings of one accented letter are two strings")
    func normalization() {
        let composed = JSONValue.string("\u{E9}")
        let decomposed = JSONValue.string("e\u{301}")
        #expect(composed != decomposed)
        #expect(Set([composed, decomposed]).count == 2)
        #expect(["a": composed] as JSONValue != ["a": decomposed])
        // Of the same length in bytes, and canonically equivalent: only the order of the marks differs.
        #expect(JSONValue.string("a\u{323}\u{307}") != .string("a\u{307}\u{323}"))
    }

    @Test("A byte that ends a run of plain ones is found at every place in it", arguments: 0...24)
    func runs(length: Int) throws {
        let plain = String(repeating: "a", count: length)
        #expect(try JSONValue(parsing: "\"\(plain)\"") == .string(plain))
        #expect(try JSONValue(parsing: "\"\(plain)\\\\\(plain)\"") == .string(plain + "\\" + plain))
        for byte in UInt8(0)..<0x20 {
            let text = [UInt8]("\"\(plain)".utf8) + [byte] + [UInt8]("\(plain)\"".utf8)
            #expect(throws: JSONParseError(.controlCharacter, at: length + 1)) { try JSONValue(parsing: text) }
        }
        for scalar: Unicode.Scalar in [" ", "!", "#", "[", "]", "\u{7F}", "\u{80}", "\u{A2}", "\u{DC}"] {
            let string = plain + String(scalar) + plain
            #expect(try JSONValue(parsing: "\"\(string)\"") == .string(string))
        }
    }
}
