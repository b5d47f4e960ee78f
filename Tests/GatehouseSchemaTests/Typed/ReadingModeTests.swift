import GatehouseJSON
import GatehouseSchema
import Testing

@Suite struct ReadingModeTests {
    /// The value that a text is read as, written down; nothing where it is refused.
    private func read<Value: Schemable>(_ text: String, _ type: Value.Type, mode: ReadingMode) throws -> JSONValue? {
        let schema = try TypedSchema(type, mode: mode)
        let value = try? schema.read(try JSONScanner.check(Array(text.utf8)))
        return value.map(JSONValue.init(encoding:))
    }

    @Test(
        "What is not listed is not converted",
        arguments: [
            #""10 ""#, #"" 10""#, #""0x10""#, #""1.5""#, #""+1""#, #""""#, #""ten""#, "true", "null", "[10]",
            #""[10]""#, #""\"10\"""#,
        ]
    )
    func refusedIntegers(text: String) throws {
        #expect(try read(text, Int.self, mode: .lenient) == nil)
    }

    @Test(
        "No number and no other word becomes a boolean, and nothing becomes a string",
        arguments: ["1", "0", #""yes""#, #""True""#, #""1""#])
    func refusedBooleans(text: String) throws {
        #expect(try read(text, Bool.self, mode: .lenient) == nil)
        #expect(try read("5", String.self, mode: .lenient) == nil)
        #expect(try read("true", String.self, mode: .lenient) == nil)
        #expect(try read("5", [Int].self, mode: .lenient) == nil)
    }

    @Test("Nothing is converted unless the mode is asked for")
    func strict() throws {
        #expect(try read(#""10""#, Int.self, mode: .strict) == nil)
        #expect(try read(#""[1]""#, [Int].self, mode: .strict) == nil)
    }

    @Test("Every conversion that is listed is made")
    func conversions() throws {
        #expect(try read(#""10""#, Int.self, mode: .lenient) == 10)
        #expect(try read(#""1e2""#, Int.self, mode: .lenient) == 100)
        #expect(try read(#""-1.5e3""#, Double.self, mode: .lenient) == -1_500)
        #expect(try read(#""true""#, Bool.self, mode: .lenient) == true)
        #expect(try read(#""false""#, Bool.self, mode: .lenient) == false)
        #expect(try read(#""null""#, Int?.self, mode: .lenient) == .null)
        #expect(try read(#""[1,\"2\"]""#, [Int].self, mode: .lenient) == [1, 2])
        #expect(try read(#"["1",2]"#, [Int].self, mode: .lenient) == [1, 2])
        #expect(try read(#""{\"a\":\"1\"}""#, [String: Int].self, mode: .lenient) == ["a": 1])
        #expect(try read(#"{"isbn":"10","stars":"5"}"#, Book.self, mode: .lenient) == ["isbn": "10", "stars": 5])
        #expect(
            try read(#"{"type":"circle","radius":"2"}"#, Shape.self, mode: .lenient) == ["type": "circle", "radius": 2])
        #expect(
            try read(#"{"name":"a","children":"[{\"name\":\"b\"}]"}"#, Tree.self, mode: .lenient)
                == ["name": "a", "children": [["name": "b", "children": []]]])
    }

    @Test("A string that is allowed stays one")
    func allowedStrings() throws {
        #expect(try read(#""null""#, String?.self, mode: .lenient) == "null")
        #expect(
            try read(#"{"isbn":"1","subtitle":"10","stars":"1"}"#, Book.self, mode: .lenient) == [
                "isbn": "1", "stars": 1, "subtitle": "10",
            ])
        #expect(try read(#"["10"]"#, [JSONValue].self, mode: .lenient) == ["10"])
    }

    @Test("Inside a container that came as a string no string becomes a container")
    func nestedTexts() throws {
        #expect(try read(#""[[1]]""#, [[Int]].self, mode: .lenient) == [[1]])
        #expect(try read(#""[\"[1]\"]""#, [[Int]].self, mode: .lenient) == nil)
        let deep = String(repeating: "[", count: 33) + String(repeating: "]", count: 33)
        #expect(try read("\"\(deep)\"", [JSONValue].self, mode: .lenient) == nil)
    }

    @Test("What is still wrong after the conversions is told")
    func violations() throws {
        let schema = try TypedSchema(Book.self, mode: .lenient)
        let text = try JSONScanner.check(Array(#"{"isbn":"1","stars":"9","x":1}"#.utf8))
        let error = #expect(throws: InvalidValue.self) { try schema.read(text) }
        #expect(
            error?.violations.map(\.description) == [
                "/stars: must be at most 5, was 9", "/x: is not a known property; known: isbn, stars, subtitle, genre",
            ])
    }
}
