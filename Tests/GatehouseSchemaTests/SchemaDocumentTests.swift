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
}
