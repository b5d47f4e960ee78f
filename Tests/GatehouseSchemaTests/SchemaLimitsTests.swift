import GatehouseJSON
import GatehouseSchema
import Testing

@Suite struct SchemaLimitsTests {
    private func options(_ change: (inout SchemaLimits) -> Void) -> SchemaOptions {
        var limits = SchemaLimits()
        change(&limits)
        return SchemaOptions(limits: limits)
    }

    @Test("A schema that is nested too deeply is refused")
    func schemaDepth() throws {
        let options = options { $0.maximumSchemaDepth = 2 }
        #expect(try compilationError(#"{"items":{"items":{}}}"#, options: options) == nil)
        let text = "/items/items/items: is nested in more than 2 schemas"
        #expect(try compilationError(#"{"items":{"items":{"items":{}}}}"#, options: options) == text)
    }

    @Test("A schema of too many subschemas is refused")
    func subschemas() throws {
        let options = options { $0.maximumSubschemas = 3 }
        #expect(try compilationError(#"{"allOf":[{},{}]}"#, options: options) == nil)
        let text = "/allOf/2: is one subschema more than the 3 allowed"
        #expect(try compilationError(#"{"allOf":[{},{},{}]}"#, options: options) == text)
    }

    @Test("A schema whose places have long names is refused")
    func placeLength() throws {
        let name = String(repeating: "x", count: 9_000)
        let text = "(root): has a place of more than 8192 bytes below here"
        #expect(try compilationError(#"{"properties":{"\#(name)":{}}}"#) == text)
    }

    @Test("A regular expression that is too large is refused")
    func patternSize() throws {
        let options = options { $0.maximumPatternSize = 10 }
        #expect(try compilationError(#"{"pattern":"a{9}"}"#, options: options) == nil)
        let text =
            "/pattern: is no regular expression that is supported: more than 10 instructions at position 0"
        #expect(try compilationError(#"{"pattern":"a{11}"}"#, options: options) == text)
    }

    @Test("No more violations are reported than allowed")
    func violations() throws {
        let schema = try schema(#"{"items":{"type":"string"}}"#, options: options { $0.maximumViolations = 3 })
        #expect(schema.validate([1, 2, 3, 4, 5]).map(\.description).count == 3)
    }

    @Test("A validation of too many steps is given up with one violation, and accepts nothing")
    func steps() throws {
        let schema = try schema(#"{"items":{"type":"integer"}}"#, options: options { $0.maximumValidationSteps = 10 })
        #expect(schema.accepts([1, 2, 3]))
        let long = JSONValue.array(Array(repeating: 1, count: 20))
        #expect(!schema.accepts(long))
        let texts = schema.validate(long).map(\.description)
        #expect(texts == ["(root): takes more steps or depth to validate than allowed"])
        #expect(schema.validate(long).map(\.keyword) == ["$budget"])
    }

    @Test("A validation that is given up inside of \"not\" accepts nothing")
    func stepsInsideNot() throws {
        let schema = try schema(
            #"{"not":{"items":{"type":"string"}}}"#, options: options { $0.maximumValidationSteps = 5 })
        let value = JSONValue.array(Array(repeating: "a", count: 20))
        #expect(!schema.accepts(value))
        #expect(schema.validate(value).map(\.keyword) == ["$budget"])
    }

    @Test("A value that is nested too deeply for a recursive schema is given up")
    func depth() throws {
        let schema = try schema(##"{"items":{"$ref":"#"}}"##, options: options { $0.maximumValidationDepth = 10 })
        var value: JSONValue = []
        for _ in 0..<4 { value = [value] }
        #expect(schema.accepts(value))
        for _ in 0..<4 { value = [value] }
        #expect(schema.validate(value).map(\.keyword) == ["$budget"])
    }

    @Test("A depth beyond the ceiling does not exhaust the stack")
    func depthCeiling() throws {
        let schema = try schema(##"{"items":{"$ref":"#"}}"##, options: options { $0.maximumValidationDepth = Int.max })
        var value: JSONValue = []
        for _ in 0..<2_000 { value = [value] }
        #expect(schema.validate(value).map(\.keyword) == ["$budget"])
    }

    @Test("Alternatives that multiply are given up")
    func exponentialSchema() throws {
        var definitions: JSONObject = ["d30": ["type": "integer"]]
        for level in 0..<30 {
            let next: JSONValue = ["$ref": "#/$defs/d\(level + 1)"]
            definitions["d\(level)"] = ["allOf": [next, next]]
        }
        let schema = try Schema(compiling: ["$ref": "#/$defs/d0", "$defs": .object(definitions)])
        #expect(schema.validate(1).map(\.keyword) == ["$budget"])
    }

    @Test("Alternatives whose members are held to \"unevaluatedProperties\" cost no more with each level")
    func nestedUnevaluated() throws {
        let text =
            ##"{"anyOf":[{"properties":{"a":{"$ref":"#"}},"required":["a"]},{"type":"string"}],"##
            + #""unevaluatedProperties":false}"#
        let schema = try schema(text, options: options { $0.maximumValidationSteps = 20_000 })
        var valid: JSONValue = "end"
        var invalid: JSONValue = [:]
        for _ in 0..<40 { (valid, invalid) = (["a": valid], ["a": invalid]) }
        #expect(schema.accepts(valid))
        #expect(!schema.validate(invalid).contains { $0.keyword == "$budget" })
        #expect(!schema.accepts(invalid))
    }
}
