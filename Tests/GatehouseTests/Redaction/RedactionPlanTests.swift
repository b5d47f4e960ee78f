import Testing

@testable import Gatehouse

@Suite("What records keep of arguments", .timeLimit(.minutes(1)))
struct RedactionPlanTests {
    /// One schema with a value, and what is kept of it. `#` stands for a digest.
    struct Sample: Sendable, CustomTestStringConvertible {
        let schema: String
        let value: String
        let kept: String

        init(_ schema: String, _ value: String, _ kept: String) {
            self.schema = schema
            self.value = value
            self.kept = kept
        }

        var testDescription: String { "\(schema) \(value)" }
    }

    private static let key = RedactionKey.random()

    private func plan(
        _ property: String, _ declarations: [String: Sensitivity] = [:], assertsFormat: Bool = true
    ) throws -> RedactionPlan {
        let text = #"{"type":"object","properties":{"x":\#(property)}}"#
        let schema = try Schema(
            compiling: try JSONValue(parsing: Array(text.utf8)), options: SchemaOptions(assertsFormat: assertsFormat))
        return try RedactionPlan(schema, declarations, of: "tool \"t\"")
    }

    private func kept(_ plan: RedactionPlan, _ arguments: String) throws -> String {
        let text = try JSONScanner.check(Array(arguments.utf8))
        return String(decoding: plan.redacted(text, key: Self.key), as: UTF8.self)
    }

    /// What is kept with every digest replaced.
    private func shape(_ plan: RedactionPlan, _ arguments: String) throws -> String {
        var tokens = try kept(plan, arguments).split(separator: "\"", omittingEmptySubsequences: false)
        for position in tokens.indices {
            if position > 1, tokens[position - 2] == "digest", tokens[position].count == 22 { tokens[position] = "#" }
            if tokens[position].hasPrefix("~"), tokens[position].count == 23 { tokens[position] = "~#" }
        }
        return tokens.joined(separator: "\"")
    }

    @Test(
        "What holds no free text is kept, of all else nothing that it says",
        arguments: [
            Sample(#"{"type":"integer"}"#, "5", "5"),
            Sample(#"{"type":"number"}"#, "-1.5e3", "-1.5e3"),
            Sample(#"{"type":"boolean"}"#, "true", "true"),
            Sample(#"{"type":["string","null"]}"#, "null", "null"),
            Sample(#"{"enum":["a","b"]}"#, #""b""#, #""b""#),
            Sample(#"{"const":"a"}"#, #""a""#, #""a""#),
            Sample(#"{"oneOf":[{"const":"a"},{"const":"b"}]}"#, #""b""#, #""b""#),
            Sample(#"{"type":"string","format":"date"}"#, #""2026-07-28""#, #""2026-07-28""#),
            Sample(
                #"{"type":"string","format":"date-time"}"#, #""2026-07-28T12:00:00Z""#, #""2026-07-28T12:00:00Z""#),
            Sample(
                #"{"type":"string","format":"uuid"}"#, #""f81d4fae-7dec-11d0-a765-00a0c91e6bf6""#,
                #""f81d4fae-7dec-11d0-a765-00a0c91e6bf6""#),
            Sample(#"{"type":"string"}"#, #""Ada Lovelace""#, ##"{"redacted":"text","length":12,"digest":"#"}"##),
            Sample(
                #"{"type":"string","format":"email"}"#, #""a@b.c""#, ##"{"redacted":"text","length":5,"digest":"#"}"##),
            Sample(
                #"{"type":"string","pattern":"^a+$"}"#, #""aaa""#, ##"{"redacted":"text","length":3,"digest":"#"}"##),
            Sample("{}", "5", ##"{"redacted":"number","digest":"#"}"##),
            Sample("{}", "true", #"{"redacted":"boolean"}"#),
            Sample("true", #""a""#, ##"{"redacted":"text","length":1,"digest":"#"}"##),
            Sample("{}", #"{"a":1}"#, ##"{"~#":{"redacted":"number","digest":"#"}}"##),
            Sample("{}", "[1]", ##"[{"redacted":"number","digest":"#"}]"##),
        ])
    func kinds(sample: Sample) throws {
        #expect(try shape(try plan(sample.schema), #"{"x":\#(sample.value)}"#) == #"{"x":\#(sample.kept)}"#)
    }

    @Test(
        "A declaration decides, and of several the one that keeps least",
        arguments: [
            Sample(#"{"type":"string","x-gatehouse-sensitivity":"open"}"#, #""a b""#, #""a b""#),
            Sample(
                #"{"type":"integer","x-gatehouse-sensitivity":"personal"}"#, "5",
                ##"{"redacted":"personal","digest":"#"}"##),
            Sample(#"{"type":"integer","x-gatehouse-sensitivity":"secret"}"#, "5", #"{"redacted":"secret"}"#),
            Sample(#"{"type":"string","writeOnly":true}"#, #""pw""#, #"{"redacted":"secret"}"#),
            Sample(
                #"{"type":"string","writeOnly":true,"x-gatehouse-sensitivity":"open"}"#, #""pw""#,
                #"{"redacted":"secret"}"#),
            Sample(
                #"{"x-gatehouse-sensitivity":"open","allOf":[{"type":"string","x-gatehouse-sensitivity":"personal"}]}"#,
                #""a""#, ##"{"redacted":"personal","digest":"#"}"##),
            Sample(
                #"{"anyOf":[{"type":"string","x-gatehouse-sensitivity":"open"},{"type":"string"}]}"#, #""a""#,
                ##"{"redacted":"text","length":1,"digest":"#"}"##),
            Sample(
                #"{"anyOf":[{"type":"string","x-gatehouse-sensitivity":"open"},{"type":"null"}]}"#, #""a""#, #""a""#),
            Sample(
                #"{"oneOf":[{"type":"integer"},{"type":"string","x-gatehouse-sensitivity":"secret"}]}"#, "5",
                #"{"redacted":"secret"}"#),
            Sample(
                #"{"anyOf":[{"enum":["a"]},{"type":"string"}]}"#, #""a""#,
                ##"{"redacted":"text","length":1,"digest":"#"}"##),
            Sample(
                #"{"if":{"const":"a"},"then":{"x-gatehouse-sensitivity":"secret"},"type":"string"}"#, #""b""#,
                #"{"redacted":"secret"}"#),
            Sample(
                ##"{"$ref":"#/properties/x/$defs/p","$defs":{"p":{"type":"string"}},"x-gatehouse-sensitivity":"open"}"##,
                #""1234""#, #""1234""#),
            Sample(
                ##"{"$ref":"#/properties/x/$defs/pin","$defs":{"pin":{"type":"string","writeOnly":true}}}"##,
                #""1234""#,
                #"{"redacted":"secret"}"#),
            Sample(
                #"{"type":"object","x-gatehouse-sensitivity":"open"}"#, #"{"a":{"b":["c",1]}}"#,
                #"{"a":{"b":["c",1]}}"#),
            Sample(
                #"{"type":"object","x-gatehouse-sensitivity":"open","properties":{"pw":{"writeOnly":true}}}"#,
                #"{"pw":"p","note":"n"}"#, #"{"pw":{"redacted":"secret"},"note":"n"}"#),
            Sample(
                #"{"type":"object","x-gatehouse-sensitivity":"personal","properties":{"pw":{"writeOnly":true}}}"#,
                #"{"pw":"p"}"#, #"{"redacted":"personal"}"#),
            Sample(
                #"{"type":"object","x-gatehouse-sensitivity":"personal"}"#, #"{"a":"p"}"#,
                ##"{"redacted":"personal","digest":"#"}"##),
            Sample(
                #"{"type":"object","additionalProperties":{"type":"integer"}}"#, #"{"eve@x.y":5}"#, ##"{"~#":5}"##),
            Sample(
                #"{"type":"object","patternProperties":{"^n":{"type":"integer"}}}"#, #"{"n1":5}"#,
                ##"{"~#":{"redacted":"number","digest":"#"}}"##),
            Sample(
                #"{"type":"array","prefixItems":[{"type":"integer"},{"writeOnly":true}],"items":{"type":"boolean"}}"#,
                #"[1,"a",true]"#, #"[1,{"redacted":"secret"},true]"#),
            Sample(
                #"{"allOf":[{"properties":{"a":{"type":"integer"}}},{"properties":{"a":{"writeOnly":true}}}],"type":"object"}"#,
                #"{"a":5}"#, #"{"a":{"redacted":"secret"}}"#),
        ])
    func declarations(sample: Sample) throws {
        #expect(try shape(try plan(sample.schema), #"{"x":\#(sample.value)}"#) == #"{"x":\#(sample.kept)}"#)
    }

    @Test(
        "What the schema does not allow is left out, whatever came",
        arguments: [
            Sample(#"{"type":"string"}"#, "4711", #"{"redacted":"unexpected"}"#),
            Sample(#"{"type":"integer"}"#, #""4711""#, #"{"redacted":"unexpected"}"#),
            Sample(#"{"enum":["a"]}"#, #""hunter2""#, ##"{"redacted":"text","length":7,"digest":"#"}"##),
            Sample(#"{"enum":["a"]}"#, "4711", #"{"redacted":"unexpected"}"#),
            Sample(
                #"{"type":"string","format":"date"}"#, #""hunter2""#, ##"{"redacted":"text","length":7,"digest":"#"}"##),
            Sample(
                #"{"type":"object","additionalProperties":false,"properties":{"a":{"type":"integer"}}}"#,
                #"{"a":1,"hunter2":1}"#, #"{"a":1,"…":{"redacted":"members","count":1}}"#),
        ])
    func invalid(sample: Sample) throws {
        #expect(try shape(try plan(sample.schema), #"{"x":\#(sample.value)}"#) == #"{"x":\#(sample.kept)}"#)
    }

    @Test("A format that is but a remark lets free text through, so nothing of it is kept")
    func remarks() throws {
        let plan = try plan(#"{"type":"string","format":"date"}"#, assertsFormat: false)
        #expect(
            try shape(plan, #"{"x":"2026-07-28"}"#) == ##"{"x":{"redacted":"text","length":10,"digest":"#"}}"##)
    }

    @Test("Arguments that are no object leave an object")
    func noObject() throws {
        #expect(try shape(try plan("{}"), "[1]") == #"{"redacted":"unexpected"}"#)
    }

    @Test("Declarations beside the schema are about places, and about all elements")
    func places() throws {
        let schema = #"{"type":"array","items":{"type":"object","properties":{"a":{"type":"string"}}}}"#
        let plan = try plan(schema, ["/x/*/a": .open, "/x/*/b": .secret, "/token": .secret])
        #expect(
            try shape(plan, #"{"x":[{"a":"s","b":1}],"token":"t"}"#)
                == #"{"x":[{"a":"s","b":{"redacted":"secret"}}],"token":{"redacted":"secret"}}"#)
    }

    @Test("Recursive schemas are followed as deep as is shown")
    func recursion() throws {
        let schema = ##"{"type":"object","properties":{"n":{"type":"integer"},"next":{"$ref":"#/properties/x"}}}"##
        let plan = try plan(schema)
        let deep = String(repeating: #"{"n":1,"next":"#, count: 12) + #"{"n":2}"# + String(repeating: "}", count: 12)
        let shown = String(repeating: #"{"n":1,"next":"#, count: 7) + #"{"redacted":"object","length":2}"#
        #expect(try shape(plan, #"{"x":\#(deep)}"#) == #"{"x":"# + shown + String(repeating: "}", count: 8))
    }

    @Test(
        "A declaration about a place that no argument has is refused",
        arguments: [
            ("x", #"tool "t": its sensitivity: "x" is no place: write /name, /list/*/name or the like"#),
            ("", #"tool "t": its sensitivity: "" is no place: write /name, /list/*/name or the like"#),
            ("/x/a", #"tool "t": its sensitivity: /a: leads to a value that has nothing inside of it"#),
        ])
    func wrongPlaces(place: String, message: String) throws {
        #expect(throws: RegistrationError(message)) { try plan(#"{"type":"integer"}"#, [place: .secret]) }
    }

    @Test("Equal texts have equal digests, however they were written, and others under another key")
    func digests() throws {
        let plan = try plan(#"{"type":"string"}"#)
        let plain = try kept(plan, #"{"x":"café"}"#)
        #expect(try kept(plan, #"{"x":"caf\u00e9"}"#) == plain)
        #expect(plain.contains(Self.key.digest(of: "café")))
        #expect(RedactionKey.random().digest(of: "café") != Self.key.digest(of: "café"))
        #expect(RedactionKey([UInt8](repeating: 7, count: 31)) == nil)
        #expect("\(Self.key)" == "<redacted>")
    }

    @Test("Long texts, numbers, lists and maps are cut, and the whole has at most 4 KiB")
    func bounds() throws {
        let open = try plan(#"{"x-gatehouse-sensitivity":"open"}"#)
        let long = String(repeating: "ä", count: 500)
        #expect(
            try shape(open, #"{"x":"\#(long)"}"#)
                == ##"{"x":{"cut":"\##(String(repeating: "ä", count: 128))…","length":500,"digest":"#"}}"##)
        let digits = String(repeating: "7", count: 40)
        #expect(
            try shape(try plan(#"{"type":"integer"}"#), #"{"x":\#(digits)}"#)
                == ##"{"x":{"redacted":"number","digest":"#"}}"##)
        let numbers = "[" + (0..<100).map(String.init).joined(separator: ",") + "]"
        #expect(
            try shape(try plan(#"{"type":"array","items":{"type":"integer"}}"#), #"{"x":\#(numbers)}"#)
                == #"{"x":[0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,{"redacted":"elements","count":84}]}"#)
        let names = "{" + (0..<100).map { #""n\#($0)":1"# }.joined(separator: ",") + "}"
        #expect(
            try shape(open, #"{"x":\#(names)}"#).hasSuffix(#""n15":1,"…":{"redacted":"members","count":84}}}"#))
    }

    @Test("Nothing that a terminal or a reader of lines could take for its own is kept as it came")
    func controls() throws {
        let open = try plan(#"{"x-gatehouse-sensitivity":"open"}"#)
        #expect(
            try kept(open, "{\"x\":\"a\\r\\n\\u001b[2J\u{9b}\u{202e}\u{2028}b\"}")
                == #"{"x":"a\u000d\u000a\u001b[2J\u009b\u202e\u2028b"}"#)
    }

    @Test("Of arguments that break the schema the names are kept that it knows")
    func names() throws {
        let plan = try plan(#"{"type":"string","writeOnly":true}"#)
        let text = try JSONScanner.check(Array(#"{"x":"hunter2","hunter2":1,"hunter3":2}"#.utf8))
        #expect(
            String(decoding: plan.names(of: text), as: UTF8.self)
                == #"{"x":{"redacted":"refused"},"…":{"redacted":"members","count":2}}"#)
    }

    @Test("A place is a secret where a schema or one around it says so")
    func secretPlaces() throws {
        let plan = try plan(
            #"{"type":"object","properties":{"a":{"writeOnly":true},"b":{"type":"array","items":{"writeOnly":true}}}}"#)
        #expect(plan.depthOfSecret(at: JSONPointer(["x", "a"])) == 2)
        #expect(plan.depthOfSecret(at: JSONPointer(["x", "a", "b"])) == 2)
        #expect(plan.depthOfSecret(at: JSONPointer(["x", "b", "7"])) == 3)
        #expect(plan.depthOfSecret(at: JSONPointer(["x", "b"])) == nil)
        #expect(plan.depthOfSecret(at: JSONPointer(["x", "c"])) == nil)
    }
}
