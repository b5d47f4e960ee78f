import GatehouseJSON
import GatehouseSchema
import Testing

@Suite struct SchemaErrorTests {
    @Test(
        "A keyword with a value that it cannot have is refused with its place",
        arguments: [
            ("5", "(root): must be a schema, that is an object or a boolean, was an integer"),
            (#"{"properties":{"a":{"type":5}}}"#, "/properties/a/type: must be a string or an array, was an integer"),
            (
                #"{"type":"strng"}"#,
                #"/type: "strng" is not a type; did you mean "string"? types: string, integer, number, boolean, array, "#
                    + "object, null"
            ),
            (#"{"type":[]}"#, "/type: must name at least one type"),
            (#"{"required":"a"}"#, "/required: must be an array, was a string"),
            (#"{"required":[1]}"#, "/required/0: must be a string, was an integer"),
            (#"{"required":["a","a"]}"#, #"/required: has "a" twice"#),
            (#"{"minLength":-1}"#, "/minLength: must be a whole number from 0 on"),
            (#"{"minLength":1.5}"#, "/minLength: must be a whole number from 0 on"),
            (#"{"maximum":"5"}"#, "/maximum: must be a number, was a string"),
            (#"{"multipleOf":0}"#, "/multipleOf: must be greater than 0"),
            (#"{"multipleOf":1234567890123456789}"#, "/multipleOf: must have at most 18 digits"),
            (
                #"{"type":"other"}"#,
                #"/type: "other" is not a type; types: string, integer, number, boolean, array, object, null"#
            ),
            (#"{"allOf":[]}"#, "/allOf: must have at least one schema"),
            (#"{"items":[{}]}"#, "/items: must be a schema, that is an object or a boolean, was an array"),
            (#"{"$defs":{"a":{"pattern":5}}}"#, "/$defs/a/pattern: must be a string, was an integer"),
            (#"{"$anchor":"1"}"#, #"/$anchor: must be a name such as "item""#),
            (#"{"$id":"a#b"}"#, "/$id: must not have a fragment"),
            (
                #"{"$defs":{"a":{"$anchor":"x"},"b":{"$anchor":"x"}}}"#,
                #"/$defs/b/$anchor: "x" is the name of two anchors"#
            ),
            (
                #"{"$defs":{"a":{"$id":"urn:x"},"b":{"$id":"urn:x"}}}"#,
                #"/$defs/b/$id: "urn:x" is the identifier of two schemas"#
            ),
        ]
    )
    func shapes(schema: String, text: String) throws {
        #expect(try compilationError(schema) == text)
    }

    @Test(
        "A dialect that is not known is refused by name",
        arguments: ["http://json-schema.org/draft-07/schema#", "https://json-schema.org/draft/2019-09/schema"]
    )
    func dialects(uri: String) throws {
        let text =
            #"/$schema: the dialect "\#(uri)" is not supported; "#
            + #"supported is "https://json-schema.org/draft/2020-12/schema""#
        #expect(try compilationError(#"{"$schema":"\#(uri)"}"#) == text)
    }

    @Test("A dialect that needs an unknown vocabulary is refused by the vocabulary's name")
    func vocabularies() throws {
        let metaSchema: JSONValue = ["$vocabulary": ["https://example.com/vocabulary": true]]
        let options = SchemaOptions(documents: ["https://example.com/dialect": metaSchema])
        let text =
            #"/$schema: the dialect "https://example.com/dialect" needs the vocabulary "#
            + #""https://example.com/vocabulary", which is not supported"#
        #expect(try compilationError(#"{"$schema":"https://example.com/dialect"}"#, options: options) == text)
    }

    @Test(
        "A reference that leads nowhere is refused, and nothing is fetched",
        arguments: [
            (
                #"{"$ref":"https://example.com/a.json"}"#,
                #"/$ref: "https://example.com/a.json" is in no known document, and none is fetched"#
            ),
            (#"{"$ref":"other.json"}"#, #"/$ref: "other.json" is in no known document, and none is fetched"#),
            (##"{"$ref":"#/$defs/a"}"##, ##"/$ref: "#/$defs/a" leads to no schema"##),
            (##"{"$ref":"#a"}"##, ##"/$ref: "#a" leads to no schema"##),
            (##"{"$ref":"#/%ZZ"}"##, ##"/$ref: "#/%ZZ" leads to no schema"##),
            (##"{"$dynamicRef":"#a"}"##, ##"/$dynamicRef: "#a" leads to no schema"##),
        ]
    )
    func references(schema: String, text: String) throws {
        #expect(try compilationError(schema) == text)
    }

    @Test(
        "A schema that applies itself to the same value is refused",
        arguments: [
            (##"{"$ref":"#"}"##, "(root): refers back to itself for the same value"),
            (
                ##"{"properties":{"a":{"not":{"$ref":"#/properties/a"}}}}"##,
                "/properties/a: refers back to itself for the same value"
            ),
        ]
    )
    func endlessReferences(schema: String, text: String) throws {
        #expect(try compilationError(schema) == text)
    }

    @Test("A mistake in another document names that document")
    func otherDocument() throws {
        let options = SchemaOptions(documents: ["https://example.com/a": ["type": 5]])
        let text = "https://example.com/a#/type: must be a string or an array, was an integer"
        #expect(try compilationError(#"{"$ref":"https://example.com/a"}"#, options: options) == text)
    }

    @Test("A document that nothing refers to is not looked at")
    func unusedDocument() throws {
        let options = SchemaOptions(documents: ["https://example.com/a": ["type": 5]])
        #expect(try compilationError(#"{"type":"string"}"#, options: options) == nil)
    }
}
