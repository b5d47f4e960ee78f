import GatehouseJSON
import GatehouseSchema
import Testing

@Suite struct FieldRulesTests {
    @Test("Each rule becomes its keyword")
    func keywords() {
        let rules: [(FieldRule, String)] = [
            (.range(1...50), #"{"minimum":1,"maximum":50}"#), (.range(1...), #"{"minimum":1}"#),
            (.range(...50), #"{"maximum":50}"#),
            (.range(1..<50), #"{"minimum":1,"exclusiveMaximum":50}"#), (.range(..<50), #"{"exclusiveMaximum":50}"#),
            (.range(0.5...1.0), #"{"minimum":0.5,"maximum":1}"#), (.range(0.5...), #"{"minimum":0.5}"#),
            (.range(...2.5), #"{"maximum":2.5}"#), (.range(0.0..<2.5), #"{"minimum":0,"exclusiveMaximum":2.5}"#),
            (.range(..<2.5), #"{"exclusiveMaximum":2.5}"#), (.minimum(1), #"{"minimum":1}"#),
            (.minimum(1.5), #"{"minimum":1.5}"#),
            (.maximum(9), #"{"maximum":9}"#), (.maximum(9.5), #"{"maximum":9.5}"#),
            (.exclusiveMinimum(0), #"{"exclusiveMinimum":0}"#),
            (.exclusiveMinimum(0.5), #"{"exclusiveMinimum":0.5}"#), (.exclusiveMaximum(1), #"{"exclusiveMaximum":1}"#),
            (.exclusiveMaximum(1.5), #"{"exclusiveMaximum":1.5}"#), (.multipleOf(5), #"{"multipleOf":5}"#),
            (.multipleOf(0.01), #"{"multipleOf":0.01}"#), (.length(1...200), #"{"minLength":1,"maxLength":200}"#),
            (.length(1...), #"{"minLength":1}"#), (.length(...9), #"{"maxLength":9}"#),
            (.length(4), #"{"minLength":4,"maxLength":4}"#),
            (.minLength(1), #"{"minLength":1}"#), (.maxLength(9), #"{"maxLength":9}"#),
            (.pattern("^a"), #"{"pattern":"^a"}"#),
            (.format(.email), #"{"format":"email"}"#), (.count(1...5), #"{"minItems":1,"maxItems":5}"#),
            (.count(1...), #"{"minItems":1}"#),
            (.count(...5), #"{"maxItems":5}"#), (.minItems(1), #"{"minItems":1}"#), (.maxItems(5), #"{"maxItems":5}"#),
            (.unique, #"{"uniqueItems":true}"#), (.propertyCount(1...5), #"{"minProperties":1,"maxProperties":5}"#),
            (.propertyCount(1...), #"{"minProperties":1}"#), (.propertyCount(...5), #"{"maxProperties":5}"#),
            (.title("T"), #"{"title":"T"}"#), (.description("D"), #"{"description":"D"}"#),
            (.examples("a", 1), #"{"examples":["a",1]}"#),
            (.deprecated, #"{"deprecated":true}"#), (.secret, #"{"writeOnly":true}"#),
            (.personal, #"{"x-gatehouse-sensitivity":"personal"}"#), (.open, #"{"x-gatehouse-sensitivity":"open"}"#),
            (.name("other"), "{}"),
            (.header("Region"), #"{"x-mcp-header":"Region"}"#),
        ]
        for (rule, text) in rules { #expect(FieldRules(rule).schema([:]).description == text) }
    }

    @Test("Rules stand beside what the type says, and the stricter bound counts")
    func merging() {
        #expect(
            FieldRules(.range(-200...100)).schema(Int8.jsonSchema).description
                == #"{"type":"integer","minimum":-128,"maximum":100}"#)
        #expect(
            FieldRules(.range(1...50)).schema(Int.jsonSchema).description
                == #"{"type":"integer","minimum":1,"maximum":50}"#)
        #expect(
            FieldRules(.minimum(1)).schema(Int.jsonSchema).description
                == #"{"type":"integer","format":"int64","minimum":1}"#)
        #expect(FieldRules(.minimum(3), .range(1...50)).schema([:]).description == #"{"minimum":3,"maximum":50}"#)
        #expect(
            FieldRules(.pattern("^P1")).schema(["type": "string", "pattern": "^P"]).description
                == #"{"type":"string","pattern":"^P","allOf":[{"pattern":"^P1"}]}"#)
        #expect(FieldRules().schema(true, default: 1).description == #"{"default":1}"#)
        #expect(FieldRules(.title("T")).schema(true).description == #"{"title":"T"}"#)
    }

    @Test("Rules that cannot be meant are told")
    func issues() {
        let rules: [(FieldRules, [String])] = [
            (FieldRules(.range(1...5), .multipleOf(2)), []),
            (FieldRules(.minimum(5), .maximum(1)), ["no number is from 5 to 1"]),
            (FieldRules(.exclusiveMinimum(1), .maximum(1)), ["no number is from 1 to 1"]),
            (FieldRules(.minimum(1), .maximum(1)), []),
            (FieldRules(.multipleOf(0)), ["multipleOf must be greater than 0"]),
            (FieldRules(.multipleOf(2), .multipleOf(3)), ["multipleOf is given twice"]),
            (FieldRules(.minimum(.nan)), ["minimum is not a number"]),
            (FieldRules(.minLength(5), .maxLength(1)), ["minLength 5 is above maxLength 1"]),
            (FieldRules(.minItems(-1)), ["minItems must not be negative"]),
            (
                FieldRules(.pattern("(")),
                [#"the pattern "(" is no regular expression that is supported: a "(" without its ")" at position 0"#]
            ),
            (
                FieldRules(.pattern("(a)\\1")),
                [#"the pattern "(a)\\1" is no regular expression that is supported: a backreference at position 3"#]
            ),
            (FieldRules(.pattern("a"), .pattern("b")), ["pattern is given twice"]),
        ]
        for (rules, issues) in rules { #expect(rules.issues == issues) }
    }

    /// A type with one field whose declaration is to be refused.
    private func issue(_ make: (inout SchemaDefinitions) -> ObjectSchema) -> [String] {
        var definitions = SchemaDefinitions()
        _ = make(&definitions)
        return definitions.issues.map(\.description)
    }

    @Test("What cannot be meant is told with the name of the field when the schema is made")
    func declarations() {
        #expect(
            issue { ObjectSchema().property("a", Int.self, FieldRules(.length(1...2)), in: &$0) }
                == ["/a: rules about strings do not apply to Int"])
        #expect(
            issue { ObjectSchema().property("a", Genre.self, FieldRules(.minLength(1)), in: &$0) }
                == ["/a: rules about strings do not apply to Genre"])
        #expect(
            issue { ObjectSchema().property("a", [String]?.self, FieldRules(.minimum(1), .count(1...)), in: &$0) }
                == ["/a: rules about numbers do not apply to Optional<Array<String>>"])
        #expect(
            issue { ObjectSchema().property("a", Int.self, FieldRules(.range(1...5)), default: 7, in: &$0) }
                == ["/a: the default value breaks the field's own rules"])
        #expect(
            issue { ObjectSchema().property("a", Int?.self, FieldRules(.range(1...5)), default: nil, in: &$0) } == [])
        let check = FieldRules(.validate { (value: Int) throws(FieldProblem) in throw FieldProblem("\(value)") })
        #expect(
            issue { ObjectSchema().property("a", String.self, check, in: &$0) }
                == ["/a: validate is about Int, the field is of type String"])
        #expect(issue { ObjectSchema().property("a", Nullable<Int>.self, check, in: &$0) } == [])
        #expect(issue { ObjectSchema().property("a", Int?.self, check, in: &$0) } == [])
    }

    @Test("A type with a rule that cannot be meant has no typed schema")
    func refusedTypes() {
        struct Wrong: SchemaProviding, JSONReadable, Sendable {
            static func schema(in definitions: inout SchemaDefinitions) -> JSONValue {
                ObjectSchema().property("a", String.self, FieldRules(.pattern("[")), in: &definitions).value
            }

            init(from reader: inout JSONReader) throws(JSONReadError) { throw .mismatch }
        }
        let error = #expect(throws: SchemaError.self) { try TypedSchema(Wrong.self) }
        #expect(
            error?.description
                == #"/a: the pattern "[" is no regular expression that is supported: a "[" without its "]" at position 0"#
        )
    }

    @Test("A property wrapper carries rules and changes nothing")
    func wrapper() {
        func double(@Field(.range(1...50)) _ limit: Int = 10, @Field(.minLength(3)) name: String) -> String {
            "\(limit * 2)\(name)"
        }
        #expect(double(100, name: "") == "200")
        #expect(double(name: "a") == "20a")
        #expect(Field(wrappedValue: 1, .minimum(1), .title("T")).rules.count == 2)
    }
}
