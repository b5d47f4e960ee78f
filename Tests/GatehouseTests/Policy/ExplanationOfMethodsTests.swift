import Testing

@testable import Gatehouse

@Suite("Explanations of lists, streams, completions, tasks and sessions")
struct ExplanationOfMethodsTests {
    private static let people: [Principal] = [
        .named("alice") { $0.roles = ["editor"] }, .named("bob") { $0.roles = ["reader"] },
        .named("dora") {
            $0.roles = ["editor"]
            $0.claims = ["cnf": ["jkt": "0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I"]]
        },
    ]
    private let samples = TaskSamples()

    private func server(_ change: (inout ServerOptions) -> Void = { _ in }) throws -> Server {
        var policy = AccessPolicy(roles: ["editor": ["notes:*"], "reader": ["notes:read"]])
        policy.rules = [AccessRule("no secrets", .deny, [.tool("secret")])]
        let resource = Resource(
            uri: "notes://guarded", name: "guarded", options: .init(access: .permission("notes:write"))
        ) { _, _ in .text("text") }
        return try .knowing(
            Self.people,
            Components(
                tools: samples.tools + [
                    Samples.guarded("secret", .everyone), Samples.guarded("write", .permission("notes:write")),
                ],
                prompts: [Samples.greet], resources: [Samples.motto, resource]), policy, options: change)
    }

    private func explain(_ server: Server, _ ask: Ask) async -> Explanation {
        await server.explain(ask.head, body: ask.body)
    }

    private func facts(_ explanation: Explanation, _ step: Step) -> [String] {
        explanation.steps.first { $0.step == step }?.facts.map { "\($0.name): \($0.value)" } ?? []
    }

    @Test("A list says what it hides from the caller, and by what")
    func list() async throws {
        let explanation = await explain(try server(), .modern("tools/list", as: "bob"))
        #expect(explanation.isAllowed)
        #expect(
            facts(explanation, .call) == [
                "shows: 7 of 9", "hides: secret: refused by rule \"no secrets\"",
                "hides: write: refused by declaration", "runs: tools/list, not now",
            ])
    }

    @Test("A stream says of each resource whether the caller would hear of it")
    func listen() async throws {
        let filter: JSONValue = [
            "toolsListChanged": true,
            "resourceSubscriptions": ["notes://motto", "notes://guarded", "nothing://here"],
        ]
        let explanation = await explain(try server(), .listen(filter, as: "bob"))
        #expect(explanation.isAllowed)
        #expect(facts(explanation, .call).contains("changes of: tools"))
        #expect(facts(explanation, .call).contains("resource: notes://motto: told, allowed by declaration"))
        #expect(facts(explanation, .call).contains("resource: nothing://here: left out, there is nothing"))
        #expect(
            facts(explanation, .call).contains(
                "resource: notes://guarded: left out, refused by declaration"))
        #expect(try server().subscriptions.count == 0)
    }

    @Test("A task is its owner's, unknown to others, and open where it is not known")
    func tasks() async throws {
        let server = try server()
        let id = await server.begin("slow", as: "alice")
        let own = await explain(server, .task("tasks/cancel", id, as: "alice"))
        #expect(own.isAllowed)
        #expect(facts(own, .call).contains("task: working, of the tool slow"))
        let foreign = await explain(server, .task("tasks/get", id, as: "bob"))
        #expect(!foreign.isAllowed)
        #expect(facts(foreign, .call).contains("answer: it is another caller's, so it is unknown to this one"))
        let unknown = await explain(server, .task("tasks/get", "00000000000000000000000000000000", as: "bob"))
        #expect(unknown.steps[7].verdict == .open)
        #expect(await server.task(id, is: "working")["status"] == "working", "nothing was cancelled")
        samples.gate.open()
    }

    @Test("A credential that is bound to a key is said to be, and a proof decides")
    func bound() async throws {
        let explanation = await explain(try server(), .modern("tools/list", as: "dora"))
        #expect(explanation.isAllowed)
        #expect(explanation.steps[1].verdict == .open)
        #expect(
            facts(explanation, .authenticate).last
                == "bound to: a DPoP key: each request needs a proof of it (not asked)")
    }

    @Test("A limit that is used up refuses, and says whose requests it counts together")
    func limits() async throws {
        let server = try server {
            $0.limits.policies = [LimitPolicy("x", "1/hour", key: .each(.tenant, .tool), cost: .fixed(2))]
        }
        let before = await explain(server, .modern("tools/list", as: "bob"))
        #expect(facts(before, .limit) == ["limits: x: 1/hour by tenant and tool, of which this is 2 (not counted)"])
        #expect(await server.answer(.modern("tools/list", as: "bob")).status == 200)
        let after = await explain(server, .modern("tools/list", as: "bob"))
        #expect(!after.isAllowed)
        #expect(after.steps[5].verdict == .refuses)
        #expect(facts(after, .limit).first?.contains(", used up for ") == true)
    }

    @Test("Requests of a session and handshakes are explained, too, and a completion by what it completes")
    func others() async throws {
        let server = try server()
        let session = await server.answer(.initialize("2025-11-25", as: "bob")).fields("Mcp-Session-Id").first
        let list = await explain(server, .legacy("tools/list", session: session, as: "bob"))
        #expect(list.isAllowed)
        #expect(facts(list, .decode).contains("session: of https://issuer.example bob"))
        #expect(await explain(server, .initialize("2025-11-25", as: "bob")).isAllowed)
        #expect(server.sessions.count == 1, "an explanation opens no session")
        let foreign = await explain(server, .legacy("tools/list", session: session, as: "alice"))
        #expect(foreign.steps[2].verdict == .refuses)
        let call = await explain(server, .call("write", as: "alice"))
        #expect(facts(call, .call).contains("at once: 256 calls of the tool"))
        #expect(facts(call, .call).contains("timeout: 60.0 seconds, the server's"))
    }
}
