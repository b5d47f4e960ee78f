import GatehouseJSON
import GatehouseSchema
import Testing

@Suite struct ViolationTests {
    @Test(
        "A violation is written as JSON with its place, keyword, and what was expected and came",
        arguments: [
            (
                #"{"properties":{"limit":{"maximum":50}}}"#, #"{"limit":500}"#,
                #"{"pointer":"/limit","keyword":"maximum","expected":50,"actual":"integer 500","#
                    + #""message":"must be at most 50, was 500"}"#
            ),
            (
                #"{"required":["query"]}"#, "{}",
                #"{"pointer":"/query","keyword":"required","message":"is required"}"#
            ),
            (
                #"{"type":"string"}"#, "[1,2]",
                #"{"pointer":"","keyword":"type","expected":"string","actual":"array of 2 items","#
                    + #""message":"must be a string, was an array"}"#
            ),
            (
                #"{"enum":["asc","desc"]}"#, #""decs""#,
                #"{"pointer":"","keyword":"enum","expected":["asc","desc"],"actual":"string of 4 characters","#
                    + #""message":"must be one of \"asc\", \"desc\"; did you mean \"desc\"?","suggestion":"desc"}"#
            ),
        ]
    )
    func json(schemaText: String, value: String, json: String) throws {
        let found = try schema(schemaText).validate(JSONValue(parsing: value))
        #expect(found.map { String(decoding: $0.jsonBytes, as: UTF8.self) } == [json])
    }

    @Test("What came is described by its kind and size, never by its text")
    func actualValues() {
        let values: [JSONValue] = [.null, true, 5, "secret", [1], [:]]
        let texts = values.map { ActualValue($0).description }
        #expect(
            texts == [
                "null", "boolean true", "integer 5", "string of 6 characters", "array of 1 item", "object of 0 members",
            ]
        )
    }
}
