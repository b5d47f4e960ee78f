import GatehouseJSON
import Testing

@Suite("Writing")
struct JSONWriterTests {
    @Test(
        "A string is written with the escapes that it needs and no others",
        arguments: [
            ("", #""""#), ("a", #""a""#), ("\"", #""\"""#), ("\\", #""\\""#), ("/", #""/""#),
            ("\u{8}\u{9}\u{A}\u{C}\u{D}", #""\b\t\n\f\r""#), ("\u{0}\u{1}\u{B}\u{F}", #""\u0000\u0001\u000b\u000f""#),
            ("\u{10}\u{1F}", #""\u0010\u001f""#), ("\u{7F}", "\"\u{7F}\""), ("é\u{2028}😀", "\"é\u{2028}😀\""),
            ("plain text, then \" and more plain text", #""plain text, then \" and more plain text""#),
            ("\"\"ends\"", #""\"\"ends\"""#),
        ])
    func strings(string: String, text: String) throws {
        #expect(JSONValue.string(string).description == text)
        #expect(JSONValue.object([string: 1]).description == "{\(text):1}")
        #expect(try JSONValue(parsing: text) == .string(string))
    }

    @Test("No newline ever stands in what is written")
    func noNewline() {
        let value: JSONValue = ["a\nb": ["c\n\r", "\u{2028}"]]
        #expect(!value.jsonBytes.contains(UInt8(ascii: "\n")))
        #expect(!value.jsonBytes.contains(UInt8(ascii: "\r")))
    }

    @Test("What is written does not depend on the room that there was")
    func room() {
        let value: JSONValue = [
            "plain": "a longer text without any escape", "escaped \n": "\u{1}\"x\\",
            "numbers": [0, -7, 1.5, .null, true],
            "empty": ["", [:], []],
        ]
        for capacity in 0...200 {
            var writer = JSONWriter(capacity: capacity)
            value.encode(to: &writer)
            #expect(writer.text == value.description && writer.bytes == Array(value.description.utf8))
        }
    }

    @Test("Integers are written with all their digits, whatever their number is")
    func integers() {
        var numbers: [Int64] = [.min, .min + 1, .max, .max - 1, 0]
        var power: Int64 = 1
        for _ in 0...18 {
            numbers += [power - 1, power, power + 1, -power, 1 - power]
            power = power.multipliedReportingOverflow(by: 10).partialValue
        }
        #expect(numbers.jsonText == "[\(numbers.map(\.description).joined(separator: ","))]")
        let unsigned: [UInt64] = [0, UInt64(Int64.max), UInt64(Int64.max) + 1, .max]
        #expect(unsigned.jsonText == "[\(unsigned.map(\.description).joined(separator: ","))]")
    }

    @Test("Values are written compactly, members in their order")
    func compact() {
        let value: JSONValue = ["b": [1, 2.5, true, false, .null, "x", [], [:]], "a": ["c": -7]]
        #expect(value.description == #"{"b":[1,2.5,true,false,null,"x",[],{}],"a":{"c":-7}}"#)
    }

    @Test("The writer sets commas between members and elements, and none after an opening bracket")
    func commas() {
        var writer = JSONWriter()
        writer.beginArray()
        writer.beginObject()
        writer.endObject()
        writer.beginObject()
        writer.name("a")
        writer.beginArray()
        writer.endArray()
        writer.member("b", 1)
        writer.member("c", ifPresent: Optional<Int>.none)
        writer.member("d", ifPresent: "x")
        writer.name(literal: "e")
        writer.raw([UInt8]("[0]".utf8))
        writer.endObject()
        writer.null()
        writer.endArray()
        #expect(writer.text == #"[{},{"a":[],"b":1,"d":"x","e":[0]},null]"#)
    }

    @Test("Typed values are written as JSON")
    func typed() {
        func text(_ value: some JSONEncodable) -> String { String(decoding: value.jsonBytes, as: UTF8.self) }
        #expect(text(Int.min) == "-9223372036854775808")
        #expect(text(Int64.max) == "9223372036854775807")
        #expect(text(Optional<Int>.none) == "null")
        #expect(text(Optional("x")) == #""x""#)
        #expect(text([[1], []]) == "[[1],[]]")
        #expect(text(["b": 1, "a": 2, "c": 3]) == #"{"a":2,"b":1,"c":3}"#)
        #expect(text(true) == "true")
    }
}

extension JSONEncodable {
    fileprivate var jsonText: String { String(decoding: jsonBytes, as: UTF8.self) }
}
