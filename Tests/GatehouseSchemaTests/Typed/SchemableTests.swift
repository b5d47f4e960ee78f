import GatehouseJSON
import GatehouseSchema
import Testing

@Suite struct SchemableTests {
    @Test("Each type has its schema")
    func schemas() {
        let schemas: [(any SchemaProviding.Type, String)] = [
            (Bool.self, #"{"type":"boolean"}"#), (String.self, #"{"type":"string"}"#),
            (Int.self, #"{"type":"integer","format":"int64"}"#), (Int64.self, #"{"type":"integer","format":"int64"}"#),
            (Int32.self, #"{"type":"integer","minimum":-2147483648,"maximum":2147483647}"#),
            (Int16.self, #"{"type":"integer","minimum":-32768,"maximum":32767}"#),
            (Int8.self, #"{"type":"integer","minimum":-128,"maximum":127}"#),
            (UInt.self, #"{"type":"integer","minimum":0,"format":"uint64"}"#),
            (UInt64.self, #"{"type":"integer","minimum":0,"format":"uint64"}"#),
            (UInt32.self, #"{"type":"integer","minimum":0,"maximum":4294967295}"#),
            (UInt16.self, #"{"type":"integer","minimum":0,"maximum":65535}"#),
            (UInt8.self, #"{"type":"integer","minimum":0,"maximum":255}"#),
            (Double.self, #"{"type":"number","format":"double"}"#),
            (Float.self, #"{"type":"number","format":"float"}"#),
            (JSONValue.self, "{}"), (JSONObject.self, #"{"type":"object"}"#), (JSONValue?.self, "{}"),
            (String?.self, #"{"type":["string","null"]}"#), (String??.self, #"{"type":["string","null"]}"#),
            (Nullable<Bool>.self, #"{"type":["boolean","null"]}"#),
            (Genre?.self, #"{"anyOf":[{"type":"string","enum":["crime","poetry"]},{"type":"null"}]}"#),
            ([String].self, #"{"type":"array","items":{"type":"string"}}"#),
            (Set<String>.self, #"{"type":"array","items":{"type":"string"},"uniqueItems":true}"#),
            ([String: Bool].self, #"{"type":"object","additionalProperties":{"type":"boolean"}}"#),
            (
                ClosedRange<String>.self,
                #"{"type":"object","properties":{"lower":{"type":"string","description":"The first value."},"#
                    + #""upper":{"type":"string","description":"The last value; not less than lower."}},"#
                    + #""required":["lower","upper"],"additionalProperties":false}"#
            ),
        ]
        for (type, text) in schemas { #expect(type.jsonSchema.description == text) }
    }

    @Test("A structure is an object whose properties have their rules, and whose named types stand where they are used")
    func structure() {
        #expect(
            Book.jsonSchema.description
                == #"{"type":"object","description":"A book.","properties":{"#
                + #""isbn":{"type":"string","description":"The ISBN.","pattern":"^[0-9-]+$","minLength":1,"maxLength":17},"#
                + #""stars":{"type":"integer","minimum":0,"maximum":5,"default":0},"#
                + #""subtitle":{"type":["string","null"]},"#
                + #""genre":{"anyOf":[{"type":"string","enum":["crime","poetry"]},{"type":"null"}]}},"#
                + #""required":["isbn"],"additionalProperties":false}"#
        )
    }

    @Test("Variants are alternatives that a constant tells apart")
    func variants() {
        #expect(
            Shape.jsonSchema.description
                == #"{"type":"object","oneOf":["#
                + #"{"type":"object","properties":{"type":{"type":"string","const":"circle"},"#
                + #""radius":{"type":"number","format":"double"}},"required":["type","radius"],"additionalProperties":false},"#
                + #"{"type":"object","properties":{"type":{"type":"string","const":"square"},"#
                + #""side":{"type":"number","format":"double"}},"required":["type","side"],"additionalProperties":false},"#
                + #"{"type":"object","properties":{"type":{"type":"string","const":"point"}},"required":["type"],"#
                + #""additionalProperties":false}]}"#
        )
    }

    @Test("A type that contains itself is referred to")
    func recursion() {
        let tree =
            #"{"type":"object","properties":{"name":{"type":"string"},"#
            + #""children":{"type":"array","items":{"$ref":"REF"},"default":[]}},"required":["name"],"additionalProperties":false"#
        let atRoot = tree.replacing("REF", with: "#")
        let inside = tree.replacing("REF", with: "#/$defs/Tree")
        #expect(Tree.jsonSchema.description == atRoot + "}")
        let list = ##"{"type":"array","items":{"$ref":"#/$defs/Tree"},"$defs":{"Tree":\##(inside)}}}"##
        #expect([Tree].jsonSchema.description == list)
        var definitions = SchemaDefinitions(inlining: true)
        let root = [Tree].schema(in: &definitions)
        #expect(definitions.document(root).description == list)
    }

    @Test("A type that is used twice is defined once, unless everything is to stand where it is used")
    func shared() {
        let genre = #"{"type":"string","enum":["crime","poetry"]}"#
        var definitions = SchemaDefinitions()
        let make = { (definitions: inout SchemaDefinitions) in
            ObjectSchema(.open)
                .property("a", Genre.self, FieldRules(.description("The first.")), in: &definitions)
                .property("b", [Genre].self, in: &definitions)
                .value
        }
        let root = make(&definitions)
        #expect(
            definitions.document(root).description
                == ##"{"type":"object","properties":{"a":{"$ref":"#/$defs/Genre","description":"The first."},"##
                + ##""b":{"type":"array","items":{"$ref":"#/$defs/Genre"}}},"required":["a","b"],"$defs":{"Genre":\##(genre)}}"##
        )
        var inlining = SchemaDefinitions(inlining: true)
        let flat = make(&inlining)
        #expect(
            inlining.document(flat).description
                == #"{"type":"object","properties":{"a":{"type":"string","enum":["crime","poetry"],"description":"The first."},"#
                + #""b":{"type":"array","items":\#(genre)}},"required":["a","b"]}"#
        )
    }

    @Test("Two types of one name get two definitions")
    func names() {
        enum Other {}
        var definitions = SchemaDefinitions()
        var uses: [JSONValue] = []
        for _ in 0..<2 {
            uses.append(definitions.define(Genre.self, name: "A<b>") { _ in ["type": "string"] })
            uses.append(definitions.define(Other.self, name: "A<b>") { _ in ["type": "integer"] })
        }
        let document = definitions.document(["anyOf": .array(uses)])
        #expect(
            document.description
                == ##"{"anyOf":[{"$ref":"#/$defs/A_b_"},{"$ref":"#/$defs/A_b_2"},{"$ref":"#/$defs/A_b_"},{"$ref":"#/$defs/A_b_2"}],"##
                + ##""$defs":{"A_b_":{"type":"string"},"A_b_2":{"type":"integer"}}}"##
        )
    }

    @Test("Values with descriptions are constants of a oneOf")
    func describedValues() {
        let schema = EnumSchema(description: "A size.").value("s", description: "Small.").value("l").value
        #expect(
            schema.description
                == #"{"type":"string","description":"A size.","oneOf":[{"const":"s","description":"Small."},{"const":"l"}]}"#
        )
        #expect(EnumSchema().value(1).value(2).value.description == #"{"type":"integer","enum":[1,2]}"#)
        #expect(EnumSchema().value(1).value("a").value.description == #"{"enum":[1,"a"]}"#)
    }

    @Test("A value is written and read back as itself")
    func roundTrips() throws {
        try expectRoundTrip(Book(isbn: "1-2", stars: 5, subtitle: "é", genre: .poetry))
        try expectRoundTrip(Book(isbn: "1"))
        try expectRoundTrip(Shape.circle(radius: 0.1))
        try expectRoundTrip(Shape.point)
        try expectRoundTrip(1...5)
        try expectRoundTrip("a"..<"a")
        try expectRoundTrip(Set(["b", "a"]))
        try expectRoundTrip([Int8.min, 0, Int8.max])
        try expectRoundTrip([UInt64.max, 0])
        try expectRoundTrip([Float.greatestFiniteMagnitude, -0.0, 0.1, .leastNonzeroMagnitude, 33_554_432])
        try expectRoundTrip([Double.greatestFiniteMagnitude, -0.0, 0.1, .leastNonzeroMagnitude, 9_007_199_254_740_994])
        try expectRoundTrip(["a": ["b": nil as Int?]])
        try expectRoundTrip([Nullable<Int>.null, .value(1)])
    }

    private func expectRoundTrip<Value: Schemable & Equatable>(_ value: Value) throws {
        let text = try JSONScanner.check(value.jsonBytes)
        let schema = try TypedSchema(Value.self)
        #expect(try schema.read(text) == value)
        #expect(schema.schema.accepts(text.value))
    }

    @Test("Nil and absent members are left out")
    func omitted() {
        #expect(JSONValue(encoding: Book(isbn: "1")).description == #"{"isbn":"1","stars":0}"#)
        var writer = JSONWriter()
        writer.beginObject()
        writer.property("a", Nullable<Int>.absent)
        writer.property("b", Nullable<Int>.null)
        writer.property("c", Nullable.value(1))
        writer.endObject()
        #expect(writer.text == #"{"b":null,"c":1}"#)
    }

    @Test(
        "A text that is no duration of weeks, days and time is refused",
        arguments: [
            "", "P", "PT", "P1Y", "P1M", "1H", "PT1", "P1H", "PT1D", "P1W1D", "P1WT1H", "PT1S1M", "PT1H1H", "P1D1D",
            "PT.5S", "PT1.S",
            "PT1.5H", "P-1D", "--PT1S", "P1DT", "PT1HT1M", "P1234567890W", "P123456789012345D",
            "PT1.1234567890123456789S", " PT1S",
        ]
    )
    func refusedDurations(text: String) throws {
        let schema = try TypedSchema(Duration.self)
        #expect(!schema.schema.accepts(.string(text)))
        #expect(throws: InvalidValue.self) { try schema.read(JSONText(.string(text))) }
    }

    @Test(
        "Durations are read and written",
        arguments: [
            ("PT0S", .zero, "PT0S"), ("P2W", .seconds(1_209_600), "P14D"), ("P1DT12H", .seconds(129_600), "P1DT12H"),
            ("PT1H30M", .seconds(5_400), "PT1H30M"), ("PT90M", .seconds(5_400), "PT1H30M"),
            ("PT1.5S", .milliseconds(1_500), "PT1.5S"),
            ("-PT0.25S", .milliseconds(-250), "-PT0.25S"), ("PT1H5S", .seconds(3_605), "PT1H5S"),
            (
                "PT0.000000000000000001S", Duration(secondsComponent: 0, attosecondsComponent: 1),
                "PT0.000000000000000001S"
            ),
            ("P99999999999999DT23H59M59S", .seconds(8_640_000_000_000_000_000 - 1), "P99999999999999DT23H59M59S"),
        ] as [(String, Duration, String)]
    )
    func durations(text: String, duration: Duration, written: String) throws {
        let schema = try TypedSchema(Duration.self)
        #expect(schema.schema.accepts(.string(text)))
        #expect(try schema.read(JSONText(.string(text))) == duration)
        #expect(JSONValue(encoding: duration) == .string(written))
        #expect(
            JSONValue(encoding: Duration(secondsComponent: .max, attosecondsComponent: 0))
                == "P99999999999999DT15H30M7S")
    }
}

extension JSONValue {
    /// What a value is written as.
    init(encoding value: some JSONEncodable) {
        self = (try? JSONValue(parsing: value.jsonBytes)) ?? "not JSON"
    }
}

extension String {
    fileprivate func replacing(_ text: String, with other: String) -> String {
        var result = ""
        var rest = self[...]
        while let range = rest.firstRange(of: text) {
            result += rest[..<range.lowerBound] + other
            rest = rest[range.upperBound...]
        }
        return result + rest
    }
}
