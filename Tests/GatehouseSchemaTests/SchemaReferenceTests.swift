import GatehouseJSON
import GatehouseSchema
import Testing

@Suite struct SchemaReferenceTests {
    private let documents: [String: JSONValue] = [
        "https://example.com/schemas/person": [
            "properties": ["name": ["$ref": "common#/$defs/name"], "friend": ["$ref": "#"]]
        ],
        "https://example.com/schemas/common": ["$defs": ["name": ["$anchor": "name", "type": "string"]]],
    ]

    @Test(
        "A reference reaches the documents that are known, and those that they refer to",
        arguments: [
            ("https://example.com/schemas/person", #"{"name":"Ada","friend":{"name":"Charles"}}"#, []),
            (
                "https://example.com/schemas/person", #"{"friend":{"name":1}}"#,
                ["/friend/name: must be a string, was 1"]
            ),
            ("https://example.com/schemas/common#name", "1", ["(root): must be a string, was 1"]),
            ("https://example.com/other/../schemas/common#/$defs/name", "1", ["(root): must be a string, was 1"]),
        ] as [(String, String, [String])]
    )
    func knownDocuments(reference: String, value: String, texts: [String]) throws {
        let options = SchemaOptions(documents: documents)
        #expect(try violations(#"{"$ref":"\#(reference)"}"#, value, options: options) == texts)
    }

    @Test("A schema can be held to the built-in meta-schema")
    func metaSchema() throws {
        let schema = try schema(#"{"$ref":"https://json-schema.org/draft/2020-12/schema"}"#)
        #expect(schema.accepts(["type": "object", "properties": ["a": ["minLength": 1]]]))
        let found = schema.validate(["properties": ["a": ["minLength": -1]]]).map(\.description)
        #expect(found == ["/properties/a/minLength: must be at least 0, was -1"])
    }

    @Test("A recursive schema is followed as deeply as the value goes")
    func recursion() throws {
        let text = ##"{"properties":{"value":{"type":"integer"},"next":{"$ref":"#"}},"additionalProperties":false}"##
        let value = #"{"value":1,"next":{"value":2,"next":{"value":"3"}}}"#
        #expect(try violations(text, value) == ["/next/next/value: must be an integer, was a string"])
    }
}
