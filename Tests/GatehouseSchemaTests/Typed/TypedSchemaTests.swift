import GatehouseJSON
import GatehouseSchema
import Testing

@Suite struct TypedSchemaTests {
    /// What is wrong with a text, as text.
    private func violations<Value>(_ text: String, _ type: Value.Type, mode: ReadingMode = .strict) throws -> [String]
    where Value: SchemaProviding & JSONReadable & Sendable {
        let schema = try TypedSchema(type, mode: mode)
        let text = try JSONScanner.check(Array(text.utf8))
        do throws(InvalidValue) {
            _ = try schema.read(text)
            return []
        } catch {
            return error.violations.map(\.description)
        }
    }

    @Test("What a duration must be is told in words, not as its pattern")
    func duration() throws {
        let schema = try TypedSchema(Duration.self)
        let error = #expect(throws: InvalidValue.self) { try schema.read(JSONText("1 hour")) }
        let sentence = "(root): must be an ISO 8601 duration of weeks, days and time, such as PT1H30M"
        #expect(error?.violations.map(\.description) == [sentence])
    }

    @Test(
        "Everything that is wrong is told at once",
        arguments: [
            (#"[]"#, ["(root): must be an object, was an array"]),
            (#"{}"#, ["/isbn: is required"]),
            (
                #"{"isbn":"x","stars":9,"subtitle":1,"genre":"crimes","starz":1}"#,
                [
                    #"/isbn: must match the pattern "^[0-9-]+$""#, "/stars: must be at most 5, was 9",
                    "/subtitle: must be a string or null, was 1",
                    #"/genre: must be one of "crime", "poetry"; did you mean "crime"?"#,
                    "/starz: is not a known property; known: isbn, stars, subtitle, genre",
                ]
            ),
            (
                #"{"isbn":"1","subtitl":"x"}"#,
                [#"/subtitl: is not a known property; did you mean "subtitle"? known: isbn, stars, subtitle, genre"#]
            ),
            (#"{"isbn":"1","stars":null}"#, ["/stars: must be an integer, was null"]),
            (#"{"isbn":"1","stars":1e30}"#, ["/stars: must be at most 5, was 1e30"]),
        ]
    )
    func structures(text: String, expected: [String]) throws {
        #expect(try violations(text, Book.self) == expected)
    }

    @Test(
        "An object that fits no variant is told about its tag, or about the variant that the tag names",
        arguments: [
            (#"{"radius":1}"#, ["/type: is required"]),
            (
                #"{"type":"circel","radius":1}"#,
                [#"/type: must be one of "circle", "square", "point"; did you mean "circle"?"#]
            ),
            (#"{"type":7}"#, [#"/type: must be one of "circle", "square", "point""#]),
            (
                #"{"side":1,"type":"circle"}"#,
                ["/radius: is required", "/side: is not a known property; known: type, radius"]
            ),
            (#"{"side":"x","type":"square"}"#, ["/side: must be a number, was a string"]),
            (#"3"#, ["(root): must be an object, was 3"]),
        ]
    )
    func variants(text: String, expected: [String]) throws {
        #expect(try violations(text, Shape.self) == expected)
    }

    @Test("A variant is read wherever its tag stands")
    func tags() throws {
        let schema = try TypedSchema(Shape.self)
        for text in [
            #"{"radius":2,"type":"circle"}"#, #"{"type":"circle","radius":2}"#, #"{"t\u0079pe":"circle","radius":2.0}"#,
        ] {
            #expect(try schema.read(JSONScanner.check(Array(text.utf8))) == .circle(radius: 2))
        }
    }

    @Test("A number that the type cannot hold is told the format")
    func formats() throws {
        #expect(try violations("1e30", Int.self) == [#"(root): must have the format "int64", was 1e30"#])
        #expect(
            try violations("18446744073709551616", UInt64.self) == [
                #"(root): must have the format "uint64", was 18446744073709551616"#
            ])
        #expect(try violations("1e999", Double.self) == [#"(root): must have the format "double", was 1e999"#])
        #expect(try violations("1e39", Float.self) == [#"(root): must have the format "float", was 1e39"#])
        #expect(try violations("300", UInt8.self) == ["(root): must be at most 255, was 300"])
    }

    @Test("Rules in Swift are told with their places, all of them, beside what the schema says")
    func rules() throws {
        #expect(
            try violations(
                #"{"first":1,"last":400,"code":"Hxxxxxxx","rooms":[{"number":13},{"number":0},{"number":13}]}"#,
                Booking.self)
                == [
                    "/last: must be at most 365, was 400", "/rooms/1/number: must be at least 1, was 0",
                    "/code: must be a code of this house", "/rooms/0/number: must not be 13",
                    "/rooms/2/number: must not be 13",
                ])
    }

    @Test("A rule over several fields is applied where these are right, and only there")
    func selfChecking() throws {
        #expect(
            try violations(#"{"first":9,"last":5,"code":"G1234567"}"#, Booking.self) == [
                #"/last: must not be before "first""#
            ])
        #expect(
            try violations(#"{"first":9,"last":0,"code":"G1234567"}"#, Booking.self) == [
                "/last: must be at least 1, was 0"
            ])
        #expect(
            try violations(
                #"[{"first":1,"last":5,"code":"G1234567"},{"first":9,"last":5,"code":"G1234567"}]"#, [Booking].self)
                == [#"/1/last: must not be before "first""#])
        #expect(
            try violations(#"{"lower":5,"upper":1}"#, ClosedRange<Int>.self) == [
                #"/upper: must not be less than the member "lower""#
            ])
    }

    @Test("A rule's violation can be read by a machine")
    func ruleJSON() throws {
        let schema = try TypedSchema(ClosedRange<Int>.self)
        let error = #expect(throws: InvalidValue.self) { try schema.read(JSONText(["lower": 5, "upper": 1])) }
        #expect(
            error?.violations.map { String(decoding: $0.jsonBytes, as: UTF8.self) }
                == [#"{"pointer":"/upper","keyword":"$rule","message":"must not be less than the member \"lower\""}"#])
    }

    @Test("Absent, null and a value are told apart")
    func nullable() throws {
        let schema = try TypedSchema(Booking.self)
        func note(_ member: String) throws -> Nullable<String> {
            try schema.read(JSONScanner.check(Array(#"{"first":1,"last":1,"code":"G1234567"\#(member)}"#.utf8))).note
        }
        #expect(try note("") == .absent)
        #expect(try note(#","note":null"#) == .null)
        #expect(try note(#","note":"x""#) == .value("x"))
    }

    @Test(
        "Nothing of a sensitive value is told",
        arguments: [
            (
                #""short""#,
                #"{"pointer":"","keyword":"minLength","expected":8,"actual":"string","message":"must have at least 8 characters"}"#
            ),
            (
                "12345",
                #"{"pointer":"","keyword":"type","expected":"string","actual":"integer","message":"must be a string, was an integer"}"#
            ),
            (
                #"["abcdefgh"]"#,
                #"{"pointer":"","keyword":"type","expected":"string","actual":"array","message":"must be a string, was an array"}"#
            ),
        ]
    )
    func sensitive(value: String, json: String) throws {
        let schema = try Schema(compiling: FieldRules(.secret, .minLength(8)).schema(String.jsonSchema))
        #expect(
            schema.validate(try JSONValue(parsing: value)).map { String(decoding: $0.jsonBytes, as: UTF8.self) } == [
                json
            ])
    }

    @Test("Nothing inside a sensitive value is told either")
    func sensitiveContents() throws {
        let document = FieldRules(.secret).schema(["properties": ["pin": ["$ref": "#/$defs/pin"]]])
        let pin: JSONValue = ["type": "integer", "enum": [1234, 9999], "maximum": 5]
        let schema = try Schema(compiling: ["properties": ["secret": document], "$defs": ["pin": pin]])
        #expect(
            schema.validate(["secret": ["pin": 777_777]]).map(\.description)
                == ["/secret/pin: must be one of 1234, 9999", "/secret/pin: must be at most 5, was an integer"])
        #expect(!schema.validate(["secret": ["pin": 777_777]]).contains { $0.actual?.preview != nil })
    }

    @Test("A set has no two elements that JSON Schema calls equal, and keeps those that only Swift calls equal")
    func sets() throws {
        #expect(try violations(#"["a","b","a"]"#, Set<String>.self) == ["/2: is equal to an item before it"])
        #expect(try violations("[1,1.0]", Set<Int>.self) == ["/1: is equal to an item before it"])
        #expect(try violations("[1,1.0]", Set<JSONValue>.self) == ["/1: is equal to an item before it"])
        #expect(try violations(#"["\u00e9","e\u0301"]"#, Set<String>.self) == [])
        #expect(try violations("[0.1,0.1000000000000000055]", Set<Double>.self) == [])
    }

    @Test("A hostile text is refused within the same bounds as any other")
    func hostile() throws {
        let deep = String(repeating: #"{"name":"x","children":["#, count: 30) + String(repeating: "]}", count: 30)
        #expect(try violations(deep, Tree.self) == [])
        let wrong = "[" + Array(repeating: "{}", count: 5_000).joined(separator: ",") + "]"
        #expect(try violations(wrong, [Tree].self).count == 64)
    }
}
