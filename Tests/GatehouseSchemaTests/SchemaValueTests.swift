import GatehouseJSON
import GatehouseSchema
import Testing

@Suite struct SchemaValueTests {
    @Test(
        "Numbers are compared exactly",
        arguments: [
            (#"{"maximum":9007199254740993}"#, "9007199254740993", true),
            (#"{"maximum":9007199254740992}"#, "9007199254740993", false),
            (#"{"maximum":9223372036854775806.5}"#, "9223372036854775807", false),
            (#"{"maximum":9223372036854775807}"#, "9223372036854775808", false),
            (#"{"minimum":-9223372036854775808}"#, "-9223372036854775808", true),
            (#"{"exclusiveMinimum":-9223372036854775808.5}"#, "-9223372036854775808", true),
            (#"{"maximum":0.1}"#, "0.1000000000000000000001", false),
            (#"{"minimum":1e400}"#, "1e401", true),
            (#"{"minimum":1e400}"#, "-1e401", false),
            (#"{"maximum":1e-400}"#, "0", true),
            (#"{"exclusiveMaximum":0}"#, "-0.0", false),
            (#"{"maximum":1e99999999999999999999}"#, "5", true),
            (#"{"type":"integer"}"#, "1.0", true),
            (#"{"type":"integer"}"#, "1e3", true),
            (#"{"type":"integer"}"#, "1.5e1", true),
            (#"{"type":"integer"}"#, "1e-1", false),
            (#"{"const":1}"#, "1.0", true),
            (#"{"const":100}"#, "1e2", true),
            (#"{"const":0.5}"#, "0.50", true),
            (#"{"const":1}"#, "true", false),
            (#"{"enum":[[1,{"a":2}]]}"#, #"[1.0,{"a":2.0}]"#, true),
            (#"{"const":"é"}"#, #""é""#, true),
            (#"{"const":"é"}"#, #""e\u0301""#, false),
        ]
    )
    func numbers(schemaText: String, value: String, isValid: Bool) throws {
        #expect(try schema(schemaText).accepts(JSONValue(parsing: value)) == isValid)
    }

    @Test(
        "Multiples are exact, decimals too",
        arguments: [
            ("0.01", "0.07", true), ("0.01", "19.99", true), ("0.01", "0.075", false), ("0.1", "1e300", true),
            ("3", "1e300", false), ("7", "-21", true), ("7", "-9223372036854775808", false), ("2", "0", true),
            ("2.5", "5", true), ("2.5", "6", false), ("1e-8", "12391239123", true), ("1e10", "10000000000", true),
            ("1e10", "5", false), ("999999999999999999", "1999999999999999998", true),
            ("0.123456789", "1e308", false), ("1", "0.5", false), ("1e1000000000000", "1e-1000000000000", false),
        ]
    )
    func multiples(divisor: String, value: String, isValid: Bool) throws {
        #expect(try schema(#"{"multipleOf":\#(divisor)}"#).accepts(JSONValue(parsing: value)) == isValid)
    }

    @Test("Items are unique by what they are worth", arguments: [3, 20])
    func uniqueItems(count: Int) throws {
        let schema = try schema(#"{"uniqueItems":true}"#)
        let items = (0..<count).map { JSONValue.object(["n": .integer(Int64($0)), "s": "x"]) }
        #expect(schema.accepts(.array(items)))
        #expect(!schema.accepts(.array(items + [["s": "x", "n": 1.0]])))
    }

    @Test("A hundred thousand items are compared without comparing each with each")
    func manyUniqueItems() throws {
        let schema = try schema(#"{"uniqueItems":true}"#)
        let items = JSONValue.array((0..<100_000).map { .integer(Int64($0)) })
        var isAccepted = false
        let time = ContinuousClock().measure { isAccepted = schema.accepts(items) }
        #expect(isAccepted)
        #expect(time < .seconds(20))
    }

    @Test("Names are told apart by their bytes")
    func exactNames() throws {
        let text = #"{"properties":{"é":{"type":"string"},"e\u0301":{"type":"integer"}},"additionalProperties":false}"#
        let schema = try schema(text)
        #expect(schema.accepts(["é": "a", "e\u{301}": 1]))
        #expect(!schema.accepts(["e\u{301}": "a"]))
        #expect(schema.validate(["\u{212A}": 1]).map(\.keyword) == ["additionalProperties"])
    }

    @Test("References to members whose names Swift calls equal find their own")
    func exactReferences() throws {
        let text = ##"{"$ref":"#/$defs/e\u0301","$defs":{"é":{"type":"string"},"e\u0301":{"type":"integer"}}}"##
        #expect(try schema(text).accepts(1))
        #expect(try !schema(text).accepts("a"))
    }

    @Test("A large object is checked against more than 64 names")
    func manyProperties() throws {
        let properties = (0..<100).map { #""p\#($0)":{"type":"integer"}"# }.joined(separator: ",")
        let required = (0..<100).map { #""p\#($0)""# }.joined(separator: ",")
        let schema = try schema(
            #"{"properties":{\#(properties)},"required":[\#(required)],"additionalProperties":false}"#)
        var object = JSONObject()
        for number in (0..<100).reversed() { object["p\(number)"] = .integer(Int64(number)) }
        #expect(schema.accepts(.object(object)))
        object["p70"] = nil
        #expect(schema.validate(.object(object)).map(\.description) == ["/p70: is required"])
    }

    @Test("A format is asserted only where that is asked for")
    func formats() throws {
        #expect(try violations(#"{"format":"date"}"#, #""yesterday""#) == [])
        let found = try violations(#"{"format":"date"}"#, #""yesterday""#, options: SchemaOptions(assertsFormat: true))
        #expect(found == [#"(root): must have the format "date""#])
    }

    @Test("A least length above the greatest is a schema that refuses every such value")
    func emptyRanges() throws {
        let schema = try schema(
            #"{"minLength":2,"maxLength":1,"minItems":2,"maxItems":1,"minProperties":2,"maxProperties":1}"#)
        let values: [JSONValue] = ["", "ab", [], [1, 2], [:], ["a": 1, "b": 2]]
        #expect(values.allSatisfy { !schema.accepts($0) })
        #expect(schema.accepts(1))
    }

    @Test("Lengths count code points, whatever their bytes", arguments: [0, 1, 2, 3, 4, 5, 9])
    func lengths(count: Int) throws {
        for character in ["a", "é", "€", "🐲"] {
            let value = JSONValue.string(String(repeating: character, count: count))
            let exact = try Schema(compiling: [
                "minLength": .integer(Int64(count)), "maxLength": .integer(Int64(count)),
            ])
            #expect(exact.accepts(value))
            #expect(try !Schema(compiling: ["minLength": .integer(Int64(count + 1))]).accepts(value))
            #expect(try count == 0 || !Schema(compiling: ["maxLength": .integer(Int64(count - 1))]).accepts(value))
        }
    }

    @Test("The document is kept as it was written")
    func document() throws {
        let document: JSONValue = ["type": "object", "x-own": 1]
        #expect(try Schema(compiling: document).document == document)
    }
}
