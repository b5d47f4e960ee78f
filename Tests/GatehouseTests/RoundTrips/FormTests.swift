import Testing

@testable import Gatehouse

@Suite("Forms of types", .timeLimit(.minutes(1)))
struct FormTests {
    enum Size: String, Schemable, CaseIterable {
        case small, large

        static func schema(in definitions: inout SchemaDefinitions) -> JSONValue {
            ["type": "string", "oneOf": [["const": "small", "description": "For one"], ["const": "large"]]]
        }

        init(from reader: inout JSONReader) throws(JSONReadError) { self = try reader.readRaw() }

        func encode(to writer: inout JSONWriter) { writer.string(rawValue) }
    }

    /// An order with a field of every kind.
    struct Order: Schemable, JSONDecodable, Equatable {
        var name: String
        var count: Int
        var size: Size?
        var tags: [String]
        var isGift: Bool

        static let rules = FieldRules(
            .title("Name"), .description("Whose"), .length(1...10), .examples("Ada"),
            .validate { (name: String) throws(FieldProblem) in
                if name == "Eve" { throw FieldProblem("must be somebody else") }
            })

        static func schema(in definitions: inout SchemaDefinitions) -> JSONValue {
            ObjectSchema(description: "An order.")
                .property("name", String.self, rules, in: &definitions)
                .property("count", Int.self, FieldRules(.range(1...9)), default: 1, in: &definitions)
                .property("size", Size?.self, in: &definitions)
                .property(
                    "tags",
                    schema: ["type": "array", "items": ["type": "string", "enum": ["a", "b"]], "maxItems": 2],
                    isRequired: true
                )
                .property("isGift", Bool.self, in: &definitions)
                .value
        }

        init(from reader: inout JSONReader) throws(JSONReadError) {
            let mark = reader.mark
            do throws(JSONDecodingError) {
                try self.init(json: reader.readValue())
            } catch {
                throw .mismatch
            }
            for problem in Self.rules.problems(of: name) {
                reader.report(JSONReadProblem(message: problem.message), from: mark)
            }
        }

        init(json: JSONValue) throws(JSONDecodingError) {
            let object = try JSONObject(json: json)
            name = try object.required("name")
            count = try object.optional("count") ?? 1
            size = object["size"]?.stringValue.flatMap(Size.init)
            tags = try object.required("tags")
            isGift = try object.required("isGift")
        }

        func encode(to writer: inout JSONWriter) {}
    }

    /// A type with one field, to try its schema.
    struct One: SchemaProviding {
        static func schema(in definitions: inout SchemaDefinitions) -> JSONValue { [:] }
    }

    private func field(_ schema: JSONValue) throws(FormField.Problem) -> JSONValue {
        let definition = try FormField(schema).definition()
        return (try? JSONValue(parsing: definition.jsonBytes)) ?? .null
    }

    private static let kinds = "must be a text, a number, a boolean, a choice or a list of choices"

    private static let refusedCases: [(JSONValue, String)] = [
        (["type": "object"], kinds), ([:], kinds), (true, kinds), (["type": ["string", "integer"]], kinds),
        (["$ref": "#/$defs/x"], kinds), (["type": "null"], kinds), (["enum": [1, 2]], kinds),
        (["anyOf": [["type": "string"], ["type": "integer"]]], kinds),
        (["type": "string", "pattern": "a"], "`pattern` is more than a form can say"),
        (["type": "string", "const": "a"], "`const` is more than a form can say"),
        (["type": "string", "format": "uuid"], "the format uuid is none of email, uri, date and date-time"),
        (["type": "string", "format": "time"], "the format time is none of email, uri, date and date-time"),
        (["type": "number", "multipleOf": 2], "`multipleOf` is more than a form can say"),
        (["type": "integer", "exclusiveMinimum": 2], "`exclusiveMinimum` is more than a form can say"),
        (["type": "array", "items": ["type": "string"]], "a list must be one of choices"),
        (["type": "array", "items": ["type": "object"]], "a list must be one of choices"),
        (["type": "array"], "a list must be one of choices"),
        (
            ["type": "array", "items": ["type": "string", "enum": ["a"]], "contains": true],
            "`contains` is more than a form can say"
        ),
        (["type": "string", "oneOf": [["const": 1]]], "a choice must be one of texts"),
        (["type": "string", "enum": ["a", 1]], "/enum/1: expected a string, but found an integer"),
        (["type": "boolean", "default": "x"], "/default: expected a boolean, but found a string"),
        (
            ["type": "string", "writeOnly": true],
            "holds a secret, which a form must not ask for; send the user to a page instead"
        ),
    ]

    @Test("What a form cannot ask for is refused", arguments: refusedCases)
    func refused(schema: JSONValue, reason: String) {
        let problem = #expect(throws: FormField.Problem.self) { try field(schema) }
        #expect(problem?.message == reason)
    }

    private static let acceptedCases: [(JSONValue, JSONValue)] = [
        (
            ["type": "string", "format": "date", "minLength": 1, "maxLength": 9, "title": "t", "description": "d"],
            ["type": "string", "title": "t", "description": "d", "minLength": 1, "maxLength": 9, "format": "date"]
        ),
        (["type": ["string", "null"], "default": .null], ["type": "string"]),
        (["type": "integer", "format": "int64", "default": 1], ["type": "integer", "default": 1]),
        (
            ["type": "number", "format": "double", "minimum": 0.5, "maximum": 2, "examples": [1]],
            ["type": "number", "minimum": 0.5, "maximum": 2]
        ),
        (["type": "boolean", "default": false, "deprecated": true], ["type": "boolean", "default": false]),
        (
            ["anyOf": [["type": "string", "enum": ["a"]], ["type": "null"]], "title": "t"],
            ["type": "string", "title": "t", "enum": ["a"]]
        ),
        (
            ["type": "string", "oneOf": [["const": "a", "description": "A"], ["const": "b"]]],
            ["type": "string", "oneOf": [["const": "a", "title": "A"], ["const": "b", "title": "b"]]]
        ),
        (
            [
                "type": "array", "uniqueItems": true, "minItems": 1, "default": ["a"],
                "items": ["type": "string", "oneOf": [["const": "a", "description": "A"]]],
            ],
            [
                "type": "array", "minItems": 1, "items": ["anyOf": [["const": "a", "title": "A"]]],
                "default": ["a"],
            ]
        ),
    ]

    @Test("What a form can ask for becomes a field", arguments: acceptedCases)
    func accepted(schema: JSONValue, expected: JSONValue) throws {
        let made = try field(schema)
        let normal = try JSONValue(parsing: PrimitiveSchemaDefinition(json: expected).jsonBytes)
        #expect(made == normal)
    }

    @Test("A type that is no form is refused with every field that cannot be asked for")
    func noForm() {
        struct Wrong: SchemaProviding {
            static func schema(in definitions: inout SchemaDefinitions) -> JSONValue {
                ObjectSchema()
                    .property("id", schema: ["type": "string", "format": "uuid"], isRequired: true)
                    .property("inner", schema: ["type": "object"], isRequired: true)
                    .value
            }
        }
        let error = #expect(throws: InvalidQuestion.self) { try FormSchema.of(Wrong.self) }
        #expect(
            error?.description
                == "Wrong is no form: /id: the format uuid is none of email, uri, date and date-time; "
                + "/inner: \(Self.kinds)")
        #expect(throws: InvalidQuestion("Int is no form: it is not an object with fields")) {
            try FormSchema.of(Int.self)
        }
        #expect(throws: InvalidQuestion("Dictionary<String, Int> is no form: it is not an object with fields")) {
            try FormSchema.of([String: Int].self)
        }
    }

    @Test("The form of a type has its fields, their labels, bounds and defaults")
    func form() throws {
        let schema = try JSONValue(parsing: FormSchema.of(Order.self).jsonBytes)
        #expect(schema["required"] == ["name", "tags", "isGift"])
        #expect(schema["additionalProperties"] == nil)
        #expect(
            schema["properties"]?["name"] == [
                "type": "string", "title": "Name", "description": "Whose", "minLength": 1, "maxLength": 10,
            ])
        #expect(schema["properties"]?["count"]?["default"]?.integerValue == 1)
        #expect(schema["properties"]?["size"]?["oneOf"]?[0] == ["const": "small", "title": "For one"])
        #expect(schema["properties"]?["tags"]?["items"] == ["type": "string", "enum": ["a", "b"]])
    }

    private func client() throws -> AskingClient {
        let tool = AskingTools.tool { context in
            switch try await context.elicit("What?", as: Order.self, key: "order") {
            case .accepted(let order): "\(order.count) for \(order.name) \(order.size?.rawValue ?? "-") \(order.tags)"
            case .declined: "declined"
            case .cancelled: "cancelled"
            }
        }
        return AskingClient(try Samples.server(tools: [tool]), tool: "ask")
    }

    private static let misfitCases: [(JSONObject, String)] = [
        (["name": "Ada", "isGift": true], "/tags: is required"),
        (["name": "Ada", "isGift": true, "tags": ["c"]], "/tags/0: must be one of"),
        (["name": "Eve", "isGift": true, "tags": []], "must be somebody else"),
        (["name": "Ada", "isGift": 1, "tags": []], "/isGift: must be a boolean"),
    ]

    @Test("What is entered is held to the form and to the type's own rules", arguments: misfitCases)
    func misfit(content: JSONObject, problem: String) async throws {
        let (last, _) = await (try client()).converse { _, _ in Replies.accept(content) }
        #expect(last.code == -32602)
        #expect(
            last.message?.hasPrefix(#"params.inputResponses: the answer to "order" does not fit the form: "#) == true)
        #expect(last.message?.contains(problem) == true, "\(last.message ?? "")")
    }

    @Test(
        "What is entered comes as a value",
        arguments: [
            (
                Replies.accept(["name": "Ada", "isGift": true, "tags": ["a"], "size": "large", "count": 2, "x": 1]),
                #"2 for Ada large ["a"]"#
            ),
            (Replies.accept(["name": "Ada", "isGift": false, "tags": []]), "1 for Ada - []"),
            (Replies.decline, "declined"), (Replies.cancel, "cancelled"),
        ] as [(JSONValue, String)])
    func value(reply: JSONValue, text: String) async throws {
        #expect(await (try client()).converse { _, _ in reply }.last.toolText == text)
    }

    @Test("A page is opened or not; what came with it counts for nothing")
    func page() async throws {
        let tool = AskingTools.tool { context in
            try await context.elicit("Pay", url: "https://pay.example.com/1", key: "pay").rawValue
        }
        let client = AskingClient(try Samples.server(tools: [tool]), tool: "ask")
        let (last, asked) = await client.converse { _, _ in Replies.accept(["card": "4111"]) }
        #expect(last.toolText == "accept")
        #expect(
            asked.first?["pay"]?["params"] == [
                "mode": "url", "message": "Pay", "url": "https://pay.example.com/1",
            ])
    }

    @Test("A question that must not be asked is the function's mistake, and the client learns nothing of it")
    func mistake() async throws {
        let log = LogLines()
        let tool = AskingTools.tool { context in
            try await context.elicit("Pay", url: "http://pay.example.com/1").rawValue
        }
        let server = try Samples.server(tools: [tool], logger: log.logger())
        let answer = await AskingClient(server, tool: "ask").send()
        #expect(answer.isToolError)
        #expect(answer.toolText?.hasPrefix("The tool failed. Reference: ") == true)
        #expect(log.text.contains("the URL of a page cannot be used: it must begin with https://"))
    }
}
