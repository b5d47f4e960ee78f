import GatehouseJSON
import Testing

@Suite("A refused text")
struct ParseErrorTests {
    @Test("The error says what is wrong and where", arguments: refusals)
    func message(text: String, error: String) {
        let thrown = #expect(throws: JSONParseError.self) { try JSONValue(parsing: text) }
        #expect(thrown?.description == error)
    }

    static let refusals: [(String, String)] = [
        ("", "the text ends at byte 0, inside a value"),
        ("  ", "the text ends at byte 2, inside a value"),
        (#"{"a":"#, "the text ends at byte 5, inside a value"),
        ("[1,", "the text ends at byte 3, inside a value"),
        (#""abc"#, "the text ends at byte 4, inside a value"),
        ("[1,]", "byte 0x5D at offset 3 cannot stand there"),
        (#"{"a":1,}"#, "byte 0x7D at offset 7 cannot stand there"),
        (#"{a:1}"#, "byte 0x61 at offset 1 cannot stand there"),
        (#"{"a" 1}"#, "byte 0x31 at offset 5 cannot stand there"),
        ("[1 2]", "byte 0x32 at offset 3 cannot stand there"),
        ("// x", "byte 0x2F at offset 0 cannot stand there"),
        ("+1", "byte 0x2B at offset 0 cannot stand there"),
        (".5", "byte 0x2E at offset 0 cannot stand there"),
        ("\u{0B}1", "byte 0x0B at offset 0 cannot stand there"),
        ("\u{FEFF}1", "byte 0xEF at offset 0 cannot stand there"),
        ("\u{00A0}1", "byte 0xC2 at offset 0 cannot stand there"),
        ("1 2", "something follows the value at offset 2; a text holds one value"),
        ("{}x", "something follows the value at offset 2; a text holds one value"),
        ("[tru]", "a word at offset 1 is neither true, false nor null"),
        ("nul", "a word at offset 0 is neither true, false nor null"),
        ("True", "byte 0x54 at offset 0 cannot stand there"),
        ("[01]", "the number at offset 1 does not follow JSON's grammar"),
        ("-", "the number at offset 0 does not follow JSON's grammar"),
        ("1.", "the number at offset 0 does not follow JSON's grammar"),
        ("1.e5", "the number at offset 0 does not follow JSON's grammar"),
        ("1e", "the number at offset 0 does not follow JSON's grammar"),
        ("1e+", "the number at offset 0 does not follow JSON's grammar"),
        ("-01", "the number at offset 0 does not follow JSON's grammar"),
        ("\"a\nb\"", "a control character at offset 2 must be escaped"),
        ("\"\u{0}\"", "a control character at offset 1 must be escaped"),
        (#""a\x""#, "the escape at offset 2 is not one of JSON's"),
        (#""\u12g4""#, "the escape at offset 1 is not one of JSON's"),
        (#""\U0041""#, "the escape at offset 1 is not one of JSON's"),
        (#""a\ud800""#, "the escape at offset 2 is half of a surrogate pair"),
        (#""\udc00\ud800""#, "the escape at offset 1 is half of a surrogate pair"),
        (#""\ud800\u0041""#, "the escape at offset 1 is half of a surrogate pair"),
        (#""\ud800\ue000""#, "the escape at offset 1 is half of a surrogate pair"),
        (#""\ud800\uffff""#, "the escape at offset 1 is half of a surrogate pair"),
        (#""\udc00\udc00""#, "the escape at offset 1 is half of a surrogate pair"),
        (#""\udfff\udfff""#, "the escape at offset 1 is half of a surrogate pair"),
        (#"{"a":1,"a":2}"#, "the name at offset 7 stands twice in one object"),
    ]

    @Test("A text of one byte too many is refused, and one of the most bytes is read")
    func byteLimit() throws {
        let limits = JSONLimits(maximumBytes: 5)
        #expect(try JSONValue(parsing: "[1,2]", limits: limits) == [1, 2])
        let error = #expect(throws: JSONParseError.self) { try JSONValue(parsing: "[1,2] ", limits: limits) }
        #expect(error?.description == "the text has more than the 5 bytes that are allowed")
        #expect(error?.offset == 5)
    }

    @Test("A text of one level too many is refused, and one of the most levels is read", arguments: [0, 1, 3, 64, 128])
    func depthLimit(maximum: Int) throws {
        let limits = JSONLimits(maximumDepth: maximum)
        let arrays = String(repeating: "[", count: maximum) + "1" + String(repeating: "]", count: maximum)
        #expect(throws: Never.self) { try JSONValue(parsing: arrays, limits: limits) }
        for text in ["[" + arrays + "]", String(repeating: #"{"a":"#, count: maximum + 1) + "1"] {
            let error = #expect(throws: JSONParseError.self) { try JSONValue(parsing: text, limits: limits) }
            #expect(error?.reason == .tooDeep(maximum: maximum))
        }
    }

    @Test("The error of a level too many names the level and the place")
    func depthMessage() {
        let error = #expect(throws: JSONParseError.self) {
            try JSONValue(parsing: #"[{"a":[1]}]"#, limits: JSONLimits(maximumDepth: 2))
        }
        #expect(error?.description == "offset 6 is nested deeper than the 2 levels that are allowed")
    }

    @Test("No setting allows more levels than the ceiling")
    func depthCeiling() {
        var limits = JSONLimits(maximumDepth: .max)
        #expect(limits.maximumDepth == JSONLimits.depthCeiling)
        limits.maximumDepth = .max
        let text = String(repeating: "[", count: JSONLimits.depthCeiling + 1)
        let error = #expect(throws: JSONParseError.self) { try JSONValue(parsing: text, limits: limits) }
        #expect(error?.reason == .tooDeep(maximum: JSONLimits.depthCeiling))
    }

    @Test("A document cut off at any byte is refused", arguments: truncated)
    func truncation(_ document: String) throws {
        let bytes = [UInt8](document.utf8)
        #expect(throws: Never.self) { try JSONValue(parsing: bytes) }
        for length in 0..<bytes.count {
            #expect(throws: JSONParseError.self, "cut after \(length) bytes") {
                try JSONValue(parsing: [UInt8](bytes[..<length]))
            }
        }
    }

    static let truncated = [
        #"{"jsonrpc":"2.0","id":17,"method":"tools/call","params":{"name":"a","arguments":{"x":[1,-2.5e+3,true,null]}}}"#,
        #"["é","\u00e9\ud83d\ude00\n","日本語 with plain text of more than eight bytes",{"":{}},[[],false]]"#,
    ]
}
