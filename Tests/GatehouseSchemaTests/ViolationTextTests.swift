import GatehouseJSON
import GatehouseSchema
import Testing

@Suite struct ViolationTextTests {
    @Test(
        "A value of the wrong type is told which one it must have",
        arguments: [
            (#"{"type":"integer"}"#, #""5""#, "(root): must be an integer, was a string"),
            (#"{"type":"integer"}"#, "1.5", "(root): must be an integer, was 1.5"),
            (#"{"type":["string","null"]}"#, "5", "(root): must be a string or null, was 5"),
            (
                #"{"type":["boolean","array","object"]}"#, "null",
                "(root): must be a boolean, an array or an object, was null"
            ),
        ]
    )
    func types(schema: String, value: String, text: String) throws {
        #expect(try violations(schema, value) == [text])
    }

    @Test(
        "A number outside its bounds is told the bound and itself",
        arguments: [
            (#"{"properties":{"limit":{"maximum":50}}}"#, #"{"limit":500}"#, "/limit: must be at most 50, was 500"),
            (#"{"minimum":1}"#, "0", "(root): must be at least 1, was 0"),
            (#"{"minimum":0.5}"#, "0", "(root): must be at least 0.5, was 0"),
            (#"{"exclusiveMinimum":0}"#, "0.0", "(root): must be greater than 0, was 0.0"),
            (#"{"exclusiveMaximum":1}"#, "1", "(root): must be less than 1, was 1"),
            (#"{"multipleOf":0.01}"#, "0.015", "(root): must be a multiple of 0.01, was 0.015"),
            (
                #"{"maximum":1}"#, "1234567890123456789012345678901234567890",
                "(root): must be at most 1, was 12345678901234567890123456789012…"
            ),
        ]
    )
    func numbers(schema: String, value: String, text: String) throws {
        #expect(try violations(schema, value) == [text])
    }

    @Test(
        "A string is told what it must be like, and is never repeated",
        arguments: [
            (#"{"minLength":3}"#, #""né""#, "(root): must have at least 3 characters, had 2"),
            (#"{"maxLength":1}"#, #""🐲🐲""#, "(root): must have at most 1 character, had 2"),
            (#"{"pattern":"^[0-9]+$"}"#, #""secret""#, #"(root): must match the pattern "^[0-9]+$""#),
            (#"{"const":"fixed"}"#, #""secret""#, #"(root): must be "fixed""#),
            (#"{"enum":["asc","desc"]}"#, #""secret""#, #"(root): must be one of "asc", "desc""#),
            (
                #"{"enum":["asc","desc"]}"#, #""DESC""#,
                #"(root): must be one of "asc", "desc"; did you mean "desc"?"#
            ),
        ]
    )
    func strings(schema: String, value: String, text: String) throws {
        #expect(try violations(schema, value) == [text])
    }

    @Test(
        "An array is told what is wrong with which item",
        arguments: [
            (#"{"minItems":2}"#, "[1]", "(root): must have at least 2 items, had 1"),
            (#"{"maxItems":1}"#, "[1,2]", "(root): must have at most 1 item, had 2"),
            (#"{"items":{"type":"string"}}"#, #"["a",2]"#, "/1: must be a string, was 2"),
            (#"{"prefixItems":[true],"items":false}"#, "[1,2]", "/1: is one item too many, at most 1 allowed"),
            (#"{"uniqueItems":true}"#, "[1,2,1.0]", "/2: is equal to an item before it"),
            (
                #"{"contains":{"type":"string"}}"#, "[1]",
                "(root): must have at least 1 matching item, had 0"
            ),
            (#"{"contains":true,"maxContains":1}"#, "[1,2]", "(root): must have at most 1 matching item"),
            (#"{"unevaluatedItems":false}"#, "[1]", "/0: is an item too many"),
        ]
    )
    func arrays(schema: String, value: String, text: String) throws {
        #expect(try violations(schema, value) == [text])
    }

    @Test(
        "An object is told which members are missing, unknown or wrong",
        arguments: [
            (#"{"required":["query"]}"#, "{}", "/query: is required"),
            (
                #"{"properties":{"query":{},"limit":{}},"additionalProperties":false}"#, #"{"limt":1}"#,
                #"/limt: is not a known property; did you mean "limit"? known: query, limit"#
            ),
            (
                #"{"properties":{"query":{}},"additionalProperties":false}"#, #"{"zzz":1}"#,
                "/zzz: is not a known property; known: query"
            ),
            (#"{"additionalProperties":false}"#, #"{"a/b":1}"#, "/a~1b: is not a known property"),
            (#"{"minProperties":1}"#, "{}", "(root): must have at least 1 member, had 0"),
            (
                #"{"dependentRequired":{"a":["b"]}}"#, #"{"a":1}"#,
                #"/b: is required where "a" is present"#
            ),
            (
                #"{"propertyNames":{"maxLength":1}}"#, #"{"ab":1}"#,
                "/ab: has a name that is not allowed: the name must have at most 1 character, had 2"
            ),
            (#"{"unevaluatedProperties":false}"#, #"{"a":1}"#, "/a: is not a known property"),
            (#"{"properties":{"a":false}}"#, #"{"a":1}"#, "/a: is not allowed"),
        ]
    )
    func objects(schema: String, value: String, text: String) throws {
        #expect(try violations(schema, value) == [text])
    }

    @Test(
        "A value that matches no alternative is told about the one that was meant",
        arguments: [
            (#"{"anyOf":[{"type":"string"},{"type":"null"}]}"#, "5", "(root): must be a string or null, was 5"),
            (
                #"{"anyOf":[{"type":"integer","minimum":1},{"type":"null"}]}"#, "0",
                "(root): must be at least 1, was 0"
            ),
            (
                #"{"oneOf":[{"const":"a"},{"const":"b"}]}"#, #""c""#,
                #"(root): must be one of "a", "b""#
            ),
            (
                #"{"oneOf":[{"properties":{"k":{"const":"a"},"n":{"type":"string"}},"required":["k"]},"#
                    + #"{"properties":{"k":{"const":"b"},"n":{"type":"integer"}},"required":["k"]}]}"#,
                #"{"k":"b","n":"x"}"#, "/n: must be an integer, was a string"
            ),
            (
                #"{"anyOf":[{"minimum":5},{"multipleOf":3}]}"#, "4",
                "(root): must match one of 2 alternatives, was 4"
            ),
            (
                #"{"oneOf":[{"minimum":1},{"minimum":2}]}"#, "3",
                "(root): must match exactly one of 2 alternatives, matches several"
            ),
            (#"{"not":{"type":"null"}}"#, "null", #"(root): must not match the schema of "not""#),
            (
                #"{"if":{"required":["a"]},"then":{"required":["b"]}}"#, #"{"a":1}"#,
                "/b: is required"
            ),
        ]
    )
    func alternatives(schema: String, value: String, text: String) throws {
        #expect(try violations(schema, value) == [text])
    }

    @Test("All violations are told, in the order of the value")
    func allViolations() throws {
        let found = try violations(
            #"{"properties":{"a":{"type":"string"},"b":{"minimum":5}},"required":["c"]}"#,
            #"{"b":1,"a":2}"#
        )
        #expect(found == ["/c: is required", "/b: must be at least 5, was 1", "/a: must be a string, was 2"])
    }

    @Test("A long list of known names is cut")
    func longList() throws {
        let properties = (1...12).map { #""name\#($0)":{}"# }.joined(separator: ",")
        let found = try violations(#"{"properties":{\#(properties)},"additionalProperties":false}"#, #"{"other":1}"#)
        let known = (1...10).map { "name\($0)" }.joined(separator: ", ")
        #expect(found == ["/other: is not a known property; known: \(known) and 2 more"])
    }

    @Test("A long list of allowed values is cut")
    func longEnumeration() throws {
        let values = (1...100).map { #""value\#($0)""# }
        let found = try violations(#"{"enum":[\#(values.joined(separator: ","))]}"#, "5")
        #expect(found == ["(root): must be one of \(values.prefix(10).joined(separator: ", ")) and 90 more"])
    }

    @Test("A member's name that is too long is cut in the pointer")
    func longName() throws {
        let name = String(repeating: "x", count: 1_000)
        let found = try violations(#"{"additionalProperties":false}"#, #"{"\#(name)":1}"#)
        #expect(found == ["/" + String(repeating: "x", count: 32) + "…: is not a known property"])
    }

    @Test("A member's name is shown without the characters that would break a line or turn its direction")
    func hiddenCharacters() throws {
        let schema = try schema(#"{"additionalProperties":false}"#)
        let texts = schema.validate(["a\n- b\u{202E}é": 1]).map(\.description)
        #expect(texts == ["/a\u{FFFD}- b\u{FFFD}é: is not a known property"])
    }

    @Test("An unknown member is told even where another member is wrong")
    func unevaluatedBesideOthers() throws {
        let found = try violations(
            #"{"properties":{"a":{"type":"string"},"o":{"allOf":[{"properties":{"x":{}}}],"unevaluatedProperties":false}}}"#,
            #"{"a":1,"o":{"x":1,"y":2}}"#
        )
        #expect(found == ["/a: must be a string, was 1", "/o/y: is not a known property"])
    }

    @Test(
        "A name is suggested where it differs in case, separators or a slip of the finger",
        arguments: [
            ("maxresults", "maxResults"), ("max_results", "maxResults"), ("max-results", "maxResults"),
            ("maxReslts", "maxResults"), ("maxRseults", "maxResults"), ("qurey", "query"), ("q", nil), ("results", nil),
        ] as [(String, String?)]
    )
    func suggestions(name: String, suggestion: String?) throws {
        let schema = try schema(#"{"properties":{"maxResults":{},"query":{}},"additionalProperties":false}"#)
        let found = schema.validate(["\(name)": 1])
        #expect(found.map(\.suggestion) == [suggestion])
    }

    @Test("A name that the value already has is not suggested")
    func presentNamesAreNotSuggested() throws {
        let schema = try schema(#"{"properties":{"limit":{}},"additionalProperties":false}"#)
        #expect(schema.validate(["limit": 1, "limits": 2]).map(\.suggestion) == [nil])
    }
}
