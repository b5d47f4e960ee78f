import Testing

@testable import Gatehouse

@Suite("Declarations of sensitivity and what clients see", .timeLimit(.minutes(1)))
struct PublishedSchemaTests {
    private static let schema: JSONValue = [
        "type": "object",
        "properties": [
            "x-gatehouse-sensitivity": ["type": "string", "x-gatehouse-sensitivity": "personal"],
            "list": ["type": "array", "items": ["type": "string", "x-gatehouse-sensitivity": "open"]],
        ],
    ]

    @Test("The keyword is not published, and a member of that name is")
    func notPublished() throws {
        let tool = Tool(name: "t", description: "T.", inputSchema: Self.schema) { _, _ in "" }
        #expect(
            tool.inputSchema == [
                "type": "object",
                "properties": [
                    "x-gatehouse-sensitivity": ["type": "string"],
                    "list": ["type": "array", "items": ["type": "string"]],
                ],
            ])
        let compiled = try CompiledTool(tool, plan: nil)
        let arguments = JSONText(["x-gatehouse-sensitivity": "Ada", "list": ["a"]])
        let key = RedactionKey.random()
        let digest = key.digest(of: "Ada")
        #expect(
            String(decoding: compiled.redaction.redacted(arguments, key: key), as: UTF8.self)
                == #"{"x-gatehouse-sensitivity":{"redacted":"personal","digest":"\#(digest)"},"list":["a"]}"#)
    }

    @Test("A declaration that is none is refused")
    func wrongKeyword() {
        let schema: JSONValue = ["type": "object", "properties": ["a": ["x-gatehouse-sensitivity": "private"]]]
        let tool = Tool(name: "t", description: "T.", inputSchema: schema) { _, _ in "" }
        let message =
            #"tool "t": its input schema: /properties/a/x-gatehouse-sensitivity: must be "open", "personal" or "secret""#
        #expect(throws: RegistrationError(message)) { try CompiledTool(tool, plan: nil) }
    }

    @Test("What is declared in a tool's options is refused where no argument is")
    func wrongOption() {
        let options = ToolOptions(sensitivity: ["/b": .secret])
        let schema: JSONValue = ["type": "object", "additionalProperties": false]
        let tool = Tool(name: "t", description: "T.", options: options, inputSchema: schema) { _, _ in "" }
        #expect(throws: RegistrationError(#"tool "t": its sensitivity: /b: is no member that the schema allows"#)) {
            try CompiledTool(tool, plan: nil)
        }
    }

    @Test("Prompts' arguments are texts: those with few values are kept, and those declared open")
    func prompts() throws {
        let plan = try RedactionPlan(
            texts: ["genre", "name", "pin", "note"], [ExactString("genre"): ["crime", "love"]],
            ["pin": .secret, "note": .open], of: "prompt \"p\"")
        let key = RedactionKey.random()
        let arguments = JSONText(["genre": "love", "name": "Ada", "pin": "1", "note": "n"])
        #expect(
            String(decoding: plan.redacted(arguments, key: key), as: UTF8.self)
                == #"{"genre":"love","name":{"redacted":"text","length":3,"digest":"\#(key.digest(of: "Ada"))"},"#
                + #""pin":{"redacted":"secret"},"note":"n"}"#)
        #expect(
            String(decoding: plan.redacted("12", of: "pin", key: key), as: UTF8.self)
                == #"{"pin":{"redacted":"secret"}}"#)
    }

    @Test("A declaration about an argument that a prompt does not have is refused")
    func unknownPromptArgument() {
        #expect(throws: RegistrationError(#"prompt "p": its sensitivity: it has no argument "b""#)) {
            try RedactionPlan(texts: ["a"], [:], ["b": .open], of: "prompt \"p\"")
        }
    }
}
