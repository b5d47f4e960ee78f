import Testing

@testable import Gatehouse

@Suite("Secrets that others could repeat", .timeLimit(.minutes(1)))
struct SecretRepetitionTests {
    private static let schema: JSONValue = [
        "type": "object",
        "properties": [
            "pin": [
                "anyOf": [["type": "integer", "maximum": 9, "writeOnly": true], ["type": "integer", "maximum": 99]]
            ],
            "code": ["type": "integer", "maximum": 9],
            "name": ["type": "string", "x-gatehouse-sensitivity": "personal"],
            "box": ["type": "object", "properties": ["a": ["type": "integer"]], "additionalProperties": false],
            "count": ["type": "integer", "maximum": 9],
        ],
    ]

    private func plan(_ declarations: [String: Sensitivity]) throws -> (RedactionPlan, Schema) {
        let schema = try Schema(compiling: Self.schema)
        return (try RedactionPlan(schema, declarations, of: "tool \"t\""), schema)
    }

    @Test("Violations tell nothing of a secret, also where its own schema does not say that it is one")
    func violations() throws {
        let (plan, schema) = try plan(["/code": .secret, "/box": .secret])
        let told = plan.withoutSecrets(
            schema.validate(["pin": 4711, "code": 4712, "box": ["hunter2": 4713], "count": 4714]))
        let text = told.map(\.description).joined(separator: "\n") + "\(told)"
        for secret in ["4711", "4712", "hunter2", "4713"] { #expect(!text.contains(secret)) }
        #expect(told.contains { $0.description == "/code: must match the schema" })
        #expect(told.contains { $0.description == "/box: holds something that does not match the schema" })
        #expect(told.contains { $0.description == "/count: must be at most 9, was 4714" })
    }

    @Test("What an error says of secret and personal arguments is taken out of it")
    func errors() throws {
        let (plan, _) = try plan(["/code": .secret, "/box": .secret])
        let texts = plan.secretTexts(in: [
            "code": 4712, "name": "Ada Lovelace", "box": ["deep": [["hunter2"]]], "count": 4714, "other": "kept",
        ])
        #expect(
            texts.removed(from: "4712, Ada Lovelace, hunter22, Ada, 4714, kept")
                == "<redacted>, <redacted>, <redacted>2, Ada, 4714, kept")
        #expect(SecretTexts().removed(from: "anything") == "anything")
    }

    /// An error that repeats what it was about.
    private struct Wrong: Error, CustomStringConvertible {
        let description: String
    }

    @Test("A tool that trips over a secret leaves no trace of it in the log, and one over another argument does")
    func crash() async throws {
        let lines = LogLines()
        let tool = Tool(
            name: "trip", description: "Trips.", options: ToolOptions(sensitivity: ["/token": .secret]),
            inputSchema: ["type": "object"]
        ) { arguments, _ -> String in
            throw Wrong(description: "cannot use \(arguments["token"] ?? .null) for \(arguments["place"] ?? .null)")
        }
        let server = try Samples.server(Components(tools: [tool]), logger: lines.logger())
        let answer = await server.answer(.call("trip", ["token": "hunter2hunter2", "place": "north"]))
        #expect(!String(describing: answer).contains("hunter2"))
        #expect(lines.text.contains(#"cannot use "<redacted>" for "north""#))
        #expect(!lines.text.contains("hunter2"))
    }

    /// Calls a tool with a secret over which the server's own code trips.
    ///
    /// - Returns: What the log has then.
    private func called(
        needs: Needs = .none, guards: [Guard] = [], dependencies: [DependencyProvider] = [],
        rule: AccessRule? = nil
    ) async throws -> String {
        let lines = LogLines()
        let tool = Tool(
            name: "open", description: "Opens.",
            options: ToolOptions(needs: needs, guards: guards, sensitivity: ["/token": .secret]),
            inputSchema: ["type": "object"]
        ) { _, _ -> String in "opened" }
        var options = ServerOptions()
        if let rule { options.policy.rules = [rule] }
        let components = Components(tools: [tool], dependencies: dependencies)
        let server = try Samples.server(components, options: options, logger: lines.logger())
        try await server.start()
        let answer = await server.answer(.call("open", ["token": "hunter2hunter2", "place": "north"]))
        #expect(!String(describing: answer).contains("hunter2"))
        await server.stop()
        return lines.text
    }

    private static func wrong(_ arguments: JSONObject) -> Wrong {
        Wrong(description: "cannot use \(arguments["token"] ?? .null) for \(arguments["place"] ?? .null)")
    }

    private static let told = #"cannot use "<redacted>" for "north""#

    @Test("A guard, a rule's condition and a dependency that trip over a secret leave no trace of it in the log")
    func surroundings() async throws {
        let key = Dependency<Int>("box")
        let logs = [
            try await called(guards: [Guard("g", needs: .arguments) { _, arguments in throw Self.wrong(arguments) }]),
            try await called(
                rule: AccessRule(
                    "r", .deny, [.tool("open")],
                    when: .check("c", needs: .arguments) { _, arguments in throw Self.wrong(arguments) })),
            try await called(
                needs: Needs(key),
                dependencies: [.provide(key, needs: .arguments) { arguments in throw Self.wrong(arguments) }]),
            try await called(
                guards: [Guard("g", needs: key) { _, _ in }],
                dependencies: [.provide(key, needs: .arguments) { arguments in throw Self.wrong(arguments) }]),
        ]
        for log in logs {
            #expect(log.contains(Self.told), "\(log)")
            #expect(!log.contains("hunter2"))
        }
    }

    @Test("A dependency that trips over a secret when it is closed leaves no trace of it in the log")
    func closing() async throws {
        let key = Dependency<JSONObject>("box")
        let log = try await called(
            needs: Needs(key),
            dependencies: [
                .provide(key, needs: .arguments, make: { $0 }, close: { arguments in throw Self.wrong(arguments) })
            ])
        #expect(log.contains("a dependency failed to close"))
        #expect(log.contains(Self.told), "\(log)")
        #expect(!log.contains("hunter2"))
    }

    @Test("A completion that trips over what somebody types as a secret leaves no trace of it in the log")
    func completion() async throws {
        let lines = LogLines()
        let prompt = Prompt(
            name: "open", description: "Opens.",
            arguments: [PromptArgument(name: "token"), PromptArgument(name: "place")],
            options: .init(sensitivity: ["token": .secret])
        ) { _, _ in [] }
        let completions = ["token", "place"].map { argument in
            Completion(prompt: "open", argument: argument) { request, _ in
                throw Wrong(description: "cannot complete \(request.value) beside \(request.arguments)")
            }
        }
        let server = try Samples.server(
            Components(prompts: [prompt], completions: completions), logger: lines.logger())
        for (typed, given) in [("token", "place"), ("place", "token")] {
            let values: [String: JSONValue] = ["token": "hunter2hunter2", "place": "north"]
            let answer = await server.answer(
                .modern(
                    "completion/complete",
                    [
                        "ref": ["type": "ref/prompt", "name": "open"],
                        "argument": ["name": .string(typed), "value": values[typed] ?? .null],
                        "context": ["arguments": [given: values[given] ?? .null]],
                    ]))
            #expect(!String(describing: answer).contains("hunter2"))
        }
        #expect(lines.text.contains(#"cannot complete <redacted> beside ["place": "north"]"#), "\(lines.text)")
        #expect(lines.text.contains(#"cannot complete north beside ["token": "<redacted>"]"#), "\(lines.text)")
        #expect(!lines.text.contains("hunter2"))
    }
}
