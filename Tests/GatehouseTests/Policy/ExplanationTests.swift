import Testing

@testable import Gatehouse

@Suite("Explanations of requests")
struct ExplanationTests {
    private static let people: [Principal] = [
        .named("alice") { $0.roles = ["editor"] }, .named("bob") { $0.roles = ["reader"] },
    ]

    private func server(_ concealment: AccessPolicy.Concealment? = nil) throws -> Server {
        var policy = AccessPolicy(roles: ["editor": ["notes:*"], "reader": ["notes:read"]])
        policy.rules = [
            AccessRule("frozen", .deny, [.tool("frozen")]),
            AccessRule(
                "own notes", .allow, [.tool("delete")], to: .role("editor"),
                when: try .expression("args.author == caller.subject"), hidden: concealment),
            AccessRule("asked", .allow, [.tool("asked")], when: .check("somebody says so") { _ in true }),
        ]
        let limits = RateLimits([try RateLimit(parsing: "5/minute")])
        let ran = { (name: String) in
            Tool(
                name: name, description: "", options: ToolOptions(access: .permission("notes:delete"), limits: limits),
                inputSchema: ["type": "object", "properties": ["author": ["type": "string"]]]
            ) { _, _ -> String in
                Issue.record("an explanation runs nothing")
                return ""
            }
        }
        return try .knowing(
            Self.people, Components(tools: [ran("delete"), ran("frozen"), ran("plain"), ran("asked")]), policy)
    }

    private func explain(_ server: Server, _ ask: Ask) async -> Explanation {
        await server.explain(ask.head, body: ask.body)
    }

    private func facts(_ explanation: Explanation, _ step: Step) -> [String] {
        explanation.steps.first { $0.step == step }?.facts.map { "\($0.name): \($0.value)" } ?? []
    }

    private func verdicts(_ explanation: Explanation) -> [String] { explanation.steps.map(\.verdict.description) }

    @Test("A request that would be carried out passes ten steps, and nothing of it runs or counts")
    func passes() async throws {
        let server = try server()
        for _ in 0..<7 {
            let explanation = await explain(server, .call("plain", as: "alice"))
            #expect(explanation.isAllowed)
            #expect(verdicts(explanation) == Array(repeating: "passes", count: 10))
            #expect(facts(explanation, .limit) == ["limits: plain: 5/minute by caller (not counted)"])
            #expect(
                facts(explanation, .authorize) == [
                    "declared: needs permission notes:delete", "rule: none is about it",
                    "decision: allowed by declaration",
                ])
        }
    }

    @Test("A caller that is nobody ends the explanation at step 2, with the reason that the caller is not told")
    func unknown() async throws {
        let explanation = await explain(try server(), .call("plain", as: "nobody"))
        #expect(!explanation.isAllowed)
        #expect(verdicts(explanation).prefix(3) == ["passes", "refuses", "not_reached"])
        #expect(facts(explanation, .authenticate).contains("reason: nobody is called that"))
    }

    @Test("A refusal names the rule, and what every other rule says")
    func denied() async throws {
        let explanation = await explain(try server(), .call("frozen", as: "alice"))
        #expect(
            facts(explanation, .authorize) == [
                "declared: needs permission notes:delete", "rule: \"frozen\" (deny): applies",
                "decision: refused by rule \"frozen\"",
                "answer: 403 Forbidden: tools/call \"frozen\" is denied by the rule \"frozen\"",
            ])
        #expect(verdicts(explanation)[4...6] == ["refuses", "not_reached", "not_reached"])
        let missing = await explain(try server(), .call("delete", as: "bob"))
        #expect(
            facts(missing, .authorize).contains(
                "rule: \"own notes\" (allow) when args.author == caller.subject: does not apply, it wants role editor"))
    }

    @Test("Conditions are decided in step 7, with the arguments")
    func conditions() async throws {
        let server = try server()
        let own = await explain(server, .call("delete", ["author": "alice"], as: "alice"))
        #expect(own.isAllowed)
        #expect(facts(own, .authorize).contains("decision: conditional by rule \"own notes\""))
        #expect(
            facts(own, .validate) == [
                "decision: allowed by rule \"own notes\"", "arguments: fit the tool's input schema",
            ])
        let other = await explain(server, .call("delete", ["author": "bob"], as: "alice"))
        #expect(verdicts(other)[6] == "refuses")
        let wrong = await explain(server, .call("delete", ["author": 5], as: "alice"))
        #expect(verdicts(wrong)[6] == "refuses")
        #expect(facts(wrong, .validate).first?.hasPrefix("answer: Invalid arguments for tool delete:") == true)
    }

    @Test("A function is named and not asked")
    func functions() async throws {
        let explanation = await explain(try server(), .call("asked", as: "bob"))
        #expect(explanation.isAllowed)
        #expect(verdicts(explanation)[6] == "open")
        #expect(
            facts(explanation, .validate).first == "function: \"somebody says so\" of the rule \"asked\" (not asked)")
    }

    @Test("What is hidden from the caller is explained all the same")
    func hidden() async throws {
        let explanation = await explain(try server(.everywhere), .call("delete", as: "bob"))
        #expect(facts(explanation, .authorize).contains("answer: 400 Unknown tool: delete"))
        #expect(
            facts(explanation, .authorize).contains("reason: hidden: tools/call \"delete\" needs role editor"))
    }

    @Test("An unknown tool ends it at step 4, and lists pass")
    func others() async throws {
        let server = try server()
        #expect(verdicts(await explain(server, .call("nothing", as: "bob")))[3] == "refuses")
        #expect(await explain(server, .modern("tools/list", as: "bob")).isAllowed)
        let json = await explain(server, .call("frozen", as: "alice")).json
        #expect(json["allowed"] == false)
        #expect(json["steps"]?[4]?["step"] == "authorize" && json["steps"]?[4]?["verdict"] == "refuses")
    }
}
