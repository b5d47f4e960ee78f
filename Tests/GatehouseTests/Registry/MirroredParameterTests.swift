import Testing

@testable import Gatehouse

@Suite("Parameters that header fields mirror")
struct MirroredParameterTests {
    private func refusal(_ schema: JSONValue) -> String? {
        do throws(RegistrationError) {
            _ = try MirroredParameter.all(in: schema)
            return nil
        } catch {
            return error.message
        }
    }

    private static func schema(_ property: JSONValue) -> JSONValue {
        ["type": "object", "properties": ["p": property]]
    }

    @Test(
        "An annotation that is no name of a header field is refused",
        arguments: ["", "a b", "a:b", "ä", "a\r\n", "a\u{0}", "a(b)"])
    func badNames(_ name: String) {
        let schema = Self.schema(["type": "string", "x-mcp-header": .string(name)])
        #expect(
            refusal(schema) == "x-mcp-header of parameter \"p\" must be a header field name (RFC 9110, section 5.1)")
    }

    @Test("An annotation that is no string is refused", arguments: [1, true, .null, ["a"]] as [JSONValue])
    func badKinds(_ annotation: JSONValue) {
        let schema = Self.schema(["type": "string", "x-mcp-header": annotation])
        #expect(
            refusal(schema) == "x-mcp-header of parameter \"p\" must be a header field name (RFC 9110, section 5.1)")
    }

    @Test(
        "Only strings, integers and booleans can be mirrored",
        arguments: ["number", "object", "array", "null", ["string", "null"], nil] as [JSONValue?])
    func badTypes(_ type: JSONValue?) {
        var property: JSONObject = ["x-mcp-header": "P"]
        property["type"] = type
        #expect(
            refusal(Self.schema(.object(property)))
                == "x-mcp-header of parameter \"p\" needs the type string, integer or boolean")
    }

    @Test(
        "An annotation that is not reached through properties alone is refused",
        arguments: [
            (["items": ["type": "string", "x-mcp-header": "A"]], "parameter \"p\""),
            (["oneOf": [["type": "string", "x-mcp-header": "A"]]], "parameter \"p\""),
            (["anyOf": [["properties": ["q": ["type": "string", "x-mcp-header": "A"]]]]], "parameter \"p.q\""),
            (["allOf": [["type": "string", "x-mcp-header": "A"]]], "parameter \"p\""),
            (["not": ["type": "string", "x-mcp-header": "A"]], "parameter \"p\""),
            (["if": ["type": "string", "x-mcp-header": "A"]], "parameter \"p\""),
            (["then": ["type": "string", "x-mcp-header": "A"]], "parameter \"p\""),
            (["else": ["type": "string", "x-mcp-header": "A"]], "parameter \"p\""),
            (["prefixItems": [["type": "string", "x-mcp-header": "A"]]], "parameter \"p\""),
            (["additionalProperties": ["type": "string", "x-mcp-header": "A"]], "parameter \"p\""),
            (["patternProperties": ["x": ["type": "string", "x-mcp-header": "A"]]], "parameter \"p\""),
            (["$defs": ["d": ["type": "string", "x-mcp-header": "A"]]], "parameter \"p\""),
            (["dependentSchemas": ["d": ["type": "string", "x-mcp-header": "A"]]], "parameter \"p\""),
        ] as [(JSONValue, String)])
    func unreachable(_ property: JSONValue, _ place: String) {
        #expect(
            refusal(Self.schema(property)) == "x-mcp-header at \(place) is not reachable through properties alone")
    }

    @Test("The root cannot be mirrored")
    func root() {
        #expect(
            refusal(["type": "object", "x-mcp-header": "A"])
                == "x-mcp-header at the root of its input schema is not reachable through properties alone")
    }

    @Test("Two annotations of the same name, in whatever case, are refused")
    func twice() {
        let schema: JSONValue = [
            "properties": [
                "a": ["type": "string", "x-mcp-header": "Region"],
                "b": ["properties": ["c": ["type": "string", "x-mcp-header": "REGION"]]],
            ]
        ]
        #expect(refusal(schema) == "x-mcp-header \"REGION\" stands twice in its input schema")
    }

    @Test("Annotations are found wherever properties lead, and nowhere in data")
    func found() throws {
        let schema: JSONValue = [
            "properties": [
                "a": ["type": "string", "x-mcp-header": "A"],
                "b": ["properties": ["c": ["type": "integer", "x-mcp-header": "C-1"]]],
                "x-mcp-header": ["type": "boolean"],
                "d": ["const": ["x-mcp-header": "no"], "default": ["x-mcp-header": "no"]],
            ]
        ]
        let parameters = try MirroredParameter.all(in: schema)
        #expect(parameters.map(\.name) == ["A", "C-1"])
        #expect(parameters.map(\.path) == [["a"], ["b", "c"]])
        #expect(parameters.last?.value(in: ["b": ["c": 5]]) == 5)
        #expect(parameters.last?.value(in: ["b": ["c": .null]]) == nil)
        #expect(parameters.last?.value(in: ["b": 1]) == nil)
        #expect(parameters.last?.value(in: [:]) == nil)
    }
}
