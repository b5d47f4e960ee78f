import GatehouseJSON
import GatehouseSchema
import Testing

@Suite struct SchemaDocumentTests {
    @Test("An object's schema keeps the order of its properties and leaves out what is not given")
    func objectKeepsOrder() {
        let schema = SchemaDocument.object(
            properties: [
                ("query", SchemaDocument.string(description: "What to look for.", minLength: 1)),
                ("limit", SchemaDocument.integer(minimum: 1, maximum: 50, default: 10)),
            ],
            required: ["query"]
        )
        let expected =
            #"{"type":"object","properties":{"query":{"type":"string","description":"What to look for.","minLength":1},"#
            + #""limit":{"type":"integer","minimum":1,"maximum":50,"default":10}},"required":["query"],"#
            + #""additionalProperties":false}"#
        #expect(schema.description == expected)
    }

    @Test(
        "Each function writes its keywords",
        arguments: [
            (SchemaDocument.object(additionalProperties: nil), #"{"type":"object","properties":{}}"#),
            (
                SchemaDocument.object(description: "d", additionalProperties: ["type": "null"]),
                #"{"type":"object","description":"d","properties":{},"additionalProperties":{"type":"null"}}"#
            ),
            (
                SchemaDocument.string(maxLength: 5, pattern: "^a$", enum: ["a"], format: "uri", default: "a"),
                #"{"type":"string","maxLength":5,"pattern":"^a$","enum":["a"],"format":"uri","default":"a"}"#
            ),
            (
                SchemaDocument.number(description: "d", minimum: 0.5, maximum: 2, default: 1),
                #"{"type":"number","description":"d","minimum":0.5,"maximum":2.0,"default":1.0}"#
            ),
            (SchemaDocument.boolean(default: false), #"{"type":"boolean","default":false}"#),
            (
                SchemaDocument.array(items: true, minItems: 1, maxItems: 2, uniqueItems: true),
                #"{"type":"array","items":true,"minItems":1,"maxItems":2,"uniqueItems":true}"#
            ),
            (
                SchemaDocument.nullable(SchemaDocument.integer()),
                #"{"anyOf":[{"type":"integer"},{"type":"null"}]}"#
            ),
        ]
    )
    func keywords(schema: JSONValue, text: String) throws {
        #expect(schema.description == text)
        #expect(try Schema(compiling: schema).document == schema)
    }
}
