import GatehouseJSON
import Testing

@Suite("Names in an object")
struct DuplicateNameTests {
    @Test(
        "A name that stands twice is refused, however it is spelled",
        arguments: [
            #"{"a":1,"a":1}"#, #"{"a":1,"\u0061":2}"#, #"{"\u0061":1,"a":2}"#, #"{"":1,"":2}"#,
            #"{"/":1,"\/":2}"#, #"{"😀":1,"\ud83d\ude00":2}"#, #"{"é":1,"\u00e9":2}"#, #"{"a":1,"b":2,"c":3,"a":4}"#,
            #"{"x":{"b":1,"b":2}}"#, #"[{"b":1,"b":2}]"#, #"{"\u0000":1,"\u0000":2}"#,
        ])
    func duplicate(_ text: String) {
        let error = #expect(throws: JSONParseError.self) { try JSONValue(parsing: text) }
        #expect(error?.reason == .duplicateName)
    }

    @Test("A name that stands twice is found in objects of any size", arguments: [2, 8, 9, 10, 11, 50, 500])
    func duplicateInLargeObject(count: Int) throws {
        let members = (0..<count).map { #""name\#($0)":\#($0)"# }
        for repeated in [0, count / 2, count - 1] {
            let text = "{" + (members + [#""n\u0061me\#(repeated)":0"#]).joined(separator: ",") + "}"
            let error = #expect(throws: JSONParseError.self) { try JSONValue(parsing: text) }
            #expect(error?.reason == .duplicateName)
        }
        #expect(try JSONValue(parsing: "{" + members.joined(separator: ",") + "}").objectValue?.count == count)
    }

    @Test("Two spellings of one accented letter are two names", arguments: [0, 20])
    func normalization(others: Int) throws {
        let rest = (0..<others).map { #","name\#($0)":0"# }.joined()
        let object = try #require(try JSONValue(parsing: "{\"\u{E9}\":1,\"e\u{301}\":2" + rest + "}").objectValue)
        #expect(object.count == 2 + others)
        #expect(object["\u{E9}"] == 1)
        #expect(object["e\u{301}"] == 2)
    }

    @Test("Names that differ in case or by a trailing space are different names")
    func nearNames() throws {
        #expect(try JSONValue(parsing: #"{"a":1,"A":2,"a ":3}"#).objectValue?.count == 3)
    }
}
