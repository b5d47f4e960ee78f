import Gatehouse
import Testing

@Suite("Step 7, validate")
struct ValidateTests {
    @Test("Arguments that break the schema come back as a result for the model, with every violation")
    func violations() async throws {
        let server = try Samples.server(tools: [Samples.echo, Samples.add, Self.list])
        let answer = await server.answer(.call("list", ["limit": 500, "order": "up", "odd": 1]))
        #expect(answer.status == 200)
        #expect(answer.isToolError)
        #expect(answer.result?["resultType"] == "complete")
        let lines = try #require(answer.toolText).split(separator: "\n").map(String.init)
        #expect(lines.first == "Invalid arguments for tool list:")
        #expect(lines.contains("- /limit: must be at most 50, was 500"))
        #expect(lines.count == 5)
        let structured = try #require(answer.result?["structuredContent"])
        #expect(structured["error"] == "invalid_arguments")
        #expect(structured["violations"]?.arrayValue?.count == 4)
        let pointers = structured["violations"]?.arrayValue?.compactMap { $0["pointer"]?.stringValue } ?? []
        #expect(Set(pointers) == ["/limit", "/order", "/odd", "/query"])
    }

    private static let list = Tool(
        name: "list", description: "",
        inputSchema: [
            "type": "object",
            "properties": [
                "limit": ["type": "integer", "maximum": 50], "order": ["enum": ["asc", "desc"]],
                "query": ["type": "string"],
            ],
            "required": ["query"], "additionalProperties": false,
        ]
    ) { _, _ in "listed" }

    @Test("In a session the data of an error never breaks the tool's output schema", arguments: ProtocolRevision.all)
    func violationsOfToolWithOutput(_ revision: ProtocolRevision) async throws {
        let server = try Samples.server()
        let session = revision.isModern ? nil : await server.openSession(revision.text)
        let params: JSONObject = ["name": "add", "arguments": ["a": 5_000, "b": 1]]
        let ask = revision.isModern ? Ask.modern("tools/call", params) : .legacy("tools/call", params, session: session)
        let answer = await server.answer(ask)
        #expect(answer.isToolError)
        #expect(answer.toolText == "Invalid arguments for tool add:\n- /a: must be at most 1000, was 5000")
        let structured = answer.result?["structuredContent"]
        #expect((structured != nil) == revision.isModern)
        let data = structured ?? answer.result?["_meta"]?["gatehouse/error"]
        #expect(data?["violations"]?[0]?["pointer"] == "/a")
    }

    @Test("In a session, where clients hold errors to the output schema as well, their data stands in _meta")
    func violationsOfToolWithOutputInSession() async throws {
        let server = try Samples.server()
        let session = await server.openSession("2025-06-18")
        let call = Ask.legacy("tools/call", ["name": "add", "arguments": ["a": 5_000, "b": 1]], session: session)
        let answer = await server.answer(call)
        #expect(answer.isToolError)
        #expect(answer.result?["structuredContent"] == nil)
        #expect(answer.result?["_meta"]?["gatehouse/error"]?["violations"]?[0]?["pointer"] == "/a")
    }

    @Test(
        "In a session the violations are text, and data where the revision has it", arguments: ProtocolRevision.legacy)
    func legacy(_ revision: ProtocolRevision) async throws {
        let server = try Samples.server(tools: [Self.list])
        let session = await server.openSession(revision.text)
        let answer = await server.answer(.legacy("tools/call", ["name": "list"], session: session))
        #expect(answer.status == 200)
        #expect(answer.isToolError)
        #expect(answer.toolText?.hasPrefix("Invalid arguments for tool list:\n- /query: ") == true)
        #expect((answer.result?["structuredContent"] != nil) == (revision >= .v2025_06_18))
    }

    @Test(
        "Arguments that are no object are an error of the request",
        arguments: [
            (JSONValue.null, "null"), ([], "an array"), ("x", "a string"), (1, "an integer"), (true, "a boolean"),
        ] as [(JSONValue, String)])
    func noObject(_ arguments: JSONValue, _ kind: String) async throws {
        let server = try Samples.server()
        for (method, name) in [("tools/call", "echo"), ("prompts/get", "greet")] {
            let ask = Ask.modern(method, ["name": .string(name), "arguments": arguments])
            #expect(await server.answer(ask).refusal == "400 -32602 params.arguments must be an object, not \(kind)")
        }
    }

    @Test("Without arguments a call has none")
    func noArguments() async throws {
        let server = try Samples.server()
        #expect(await server.answer(.modern("tools/call", ["name": "whoami"])).toolText == "alice")
        let needed = await server.answer(.modern("tools/call", ["name": "echo"]))
        #expect(needed.isToolError)
    }

    @Test("What the schema allows and the type refuses is a violation, too")
    func refusedByType() async throws {
        let answer = try await Samples.server(tools: [Picky.tool]).answer(.call("picky", ["day": 31]))
        #expect(answer.status == 200)
        #expect(answer.isToolError)
        #expect(
            answer.toolText
                == "Invalid arguments for tool picky:\n- /day: expected a day of February, but found an integer")
        let violation = answer.result?["structuredContent"]?["violations"]?[0]
        #expect(violation?["pointer"] == "/day")
        #expect(violation?["keyword"] == "$rule")
    }

    /// An input whose type knows a rule that its schema does not say.
    private struct Picky: ToolInput, JSONDecodable {
        static func schema(in definitions: inout SchemaDefinitions) -> JSONValue {
            ["type": "object", "properties": ["day": ["type": "integer"]]]
        }

        static let tool = Tool(name: "picky", description: "", input: Picky.self) { _, _ in "fine" }

        init(json: JSONValue) throws(JSONDecodingError) {
            let day: Int64 = try JSONObject(json: json).required("day")
            guard day < 30 else {
                throw JSONDecodingError(expected: "a day of February", found: .integer).under("day")
            }
        }
    }

    @Test("A prompt's arguments are checked all at once")
    func promptArguments() async throws {
        let server = try Samples.server()
        let ask = Ask.modern("prompts/get", ["name": "greet", "arguments": ["how": 5, "why": "x"]])
        #expect(
            await server.answer(ask).refusal
                == "400 -32602 Invalid arguments for prompt greet: /how: must be a string, not an integer; /why: is not "
                + "an argument of this prompt; /who: is required")
        let session = await server.openSession()
        let legacy = await server.answer(.legacy("prompts/get", ["name": "greet"], session: session))
        #expect(legacy.refusal == "200 -32602 Invalid arguments for prompt greet: /who: is required")
    }

    @Test("A prompt gets what it was given")
    func prompt() async throws {
        let server = try Samples.server()
        let ask = Ask.modern("prompts/get", ["name": "greet", "arguments": ["who": "Ada", "how": "Hail"]])
        let answer = await server.answer(ask)
        #expect(answer.result?["messages"] == [["role": "user", "content": ["type": "text", "text": "Hail, Ada!"]]])
        #expect(answer.result?["description"] == "Greets somebody.")
    }
}
