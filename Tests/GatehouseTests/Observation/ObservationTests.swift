import Logging
import Testing

@testable import Gatehouse

@Suite("Records of requests")
struct ObservationTests {
    /// A request, and what its record must say.
    private struct Expected {
        let ask: Ask
        var step: Step?
        let status: Int
        let outcome: String
        var name: String?
        var code: Int?
    }

    @Test("Each request has one record, with the step that refused it and what became of it")
    func oneRecord() async throws {
        var options = ServerOptions()
        options.limits.perCaller = [try RateLimit(quota: 100, perSeconds: 60)]
        let limited = Tool(
            name: "limited", description: "",
            options: ToolOptions(limits: [try RateLimit(quota: 1, perSeconds: 3_600)]),
            input: NoInput.self
        ) { _, _ in "x" }
        let crashing = Prompt(name: "crash", description: "") { _, _ in throw SecretError() }
        let tools = Samples.all.tools + [limited, Samples.guarded("guarded", .permission("p"))]
        let seen = SeenRequests()
        let server = try Samples.server(
            Components(tools: tools, prompts: [crashing], resources: Samples.all.resources), options: options,
            observer: seen)
        let all: [Expected] = [
            Expected(
                ask: .modern("tools/list").with { $0.head.host = [] }, step: .receive, status: 400, outcome: "refused",
                code: -32600),
            Expected(
                ask: .modern("tools/list").with { $0.head.method = "PUT" }, step: .receive, status: 405,
                outcome: "refused", code: -32600),
            Expected(
                ask: .modern("tools/list", as: "expired"), step: .authenticate, status: 401, outcome: "refused",
                code: 401),
            Expected(
                ask: .modern("tools/list").with { $0.text = "{" }, step: .decode, status: 400, outcome: "refused",
                code: -32700),
            Expected(ask: .modern("no/such"), step: .route, status: 404, outcome: "refused", code: -32601),
            Expected(
                ask: .call("guarded"), step: .authorize, status: 403, outcome: "refused", name: "guarded", code: 403),
            Expected(ask: .call("limited"), status: 200, outcome: "ok", name: "limited"),
            Expected(ask: .call("limited"), step: .limit, status: 429, outcome: "refused", name: "limited", code: 429),
            Expected(
                ask: .modern("tools/list", ["cursor": "x"]), step: .validate, status: 400, outcome: "refused",
                code: -32602),
            Expected(ask: .call("echo", ["text": 1]), status: 200, outcome: "tool_error", name: "echo"),
            Expected(ask: .call("refuse"), status: 200, outcome: "tool_error", name: "refuse"),
            Expected(ask: .call("crash"), status: 200, outcome: "tool_error", name: "crash"),
            Expected(
                ask: .modern("prompts/get", ["name": "crash"]), step: .call, status: 500, outcome: "refused",
                name: "crash", code: -32603),
            Expected(ask: .call("echo", ["text": "x"]), status: 200, outcome: "ok", name: "echo"),
            Expected(
                ask: .modern("resources/read", ["uri": "notes://note/9"]), status: 200, outcome: "ok", name: "note"),
            Expected(ask: .modern("server/discover"), status: 200, outcome: "ok"),
            Expected(ask: .modern("notifications/x").with { $0.id = nil }, status: 202, outcome: "ok"),
            Expected(ask: .delete(session: "none"), status: 404, outcome: "refused"),
        ]
        for (index, expected) in all.enumerated() {
            _ = await server.answer(expected.ask)
            #expect(seen.records.count == index + 1)
            let record = try #require(seen.records.last)
            #expect(record.refusedBy == expected.step)
            #expect(record.status == expected.status)
            #expect(record.outcome == expected.outcome)
            #expect(record.name == expected.name)
            #expect(record.errorCode == expected.code)
            #expect(record.duration >= .zero)
            #expect(record.remoteAddress == "192.0.2.7")
            #expect(record.transport == .http)
        }
        #expect(Set(seen.records.map(\.requestID)).count == all.count)
    }

    @Test("A record says who called what, and in which revision")
    func content() async throws {
        let seen = SeenRequests()
        let server = try Samples.server(observer: seen)
        _ = await server.answer(.call("echo", ["text": "x"]))
        let session = await server.openSession("2025-03-26", as: "bob")
        _ = await server.answer(.legacy("ping", session: session, as: "bob"))
        #expect(seen.records.map(\.caller) == ["alice", "bob", "bob"])
        #expect(seen.records.map(\.method) == ["tools/call", "initialize", "ping"])
        #expect(seen.records.map(\.revision) == ["2026-07-28", "2025-03-26", "2025-03-26"])
    }

    @Test("The durations of the steps are kept in their order, where they are wanted")
    func steps() async throws {
        let seen = SeenRequests(wantsSteps: true)
        let server = try Samples.server(
            tools: [Samples.echo, Samples.guarded("guarded", .permission("p"))], observer: seen)
        _ = await server.answer(.call("echo", ["text": "x"]))
        _ = await server.answer(.call("guarded"))
        _ = await server.answer(Ask.modern("notifications/x").with { $0.id = nil })
        #expect(
            seen.records.map { $0.steps.map(\.step) } == [
                [.receive, .authenticate, .decode, .route, .authorize, .limit, .validate, .call, .format],
                [.receive, .authenticate, .decode, .route], [.receive, .authenticate, .decode],
            ])
        let plain = SeenRequests()
        _ = try await Samples.server(observer: plain).answer(.call("echo", ["text": "x"]))
        #expect(plain.records.first?.steps.isEmpty == true)
    }

    @Test("The log never has a token, an argument, a URI or what came of a call")
    func nothingSecret() async throws {
        let log = LogLines()
        let server = try Samples.server(logger: log.logger())
        let asks: [Ask] = [
            .call("echo", ["text": "geheim"]), .call("echo", ["text": ["geheim"]]),
            .call("add", ["a": "geheim", "b": 1]),
            .call("echo", ["geheim": 1]), .modern("resources/read", ["uri": "notes://note/geheim"]),
            .modern("resources/read", ["uri": "nowhere://geheim"]),
            .modern("prompts/get", ["name": "greet", "arguments": ["who": "geheim"]]),
            .modern("prompts/get", ["name": "greet", "arguments": ["who": 1, "how": "geheim"]]),
            .modern("tools/list", ["cursor": "geheim"]),
            Ask.call("echo", ["text": "x"]).with { $0.head.authorization.append("Bearer geheim") },
            Ask.call("echo", ["text": "x"]).with { $0.head.authorization = ["Basic geheim"] },
            Ask.call("echo", ["text": "x"]).with { $0.text = "{\"a\":\"geheim" },
            Ask.call("echo", ["text": "x"]).with { $0.head.mcpName = ["geheim"] },
            Ask.legacy("ping", session: "geheim"), .delete(session: "geheim"),
        ]
        for ask in asks { _ = await server.answer(ask) }
        #expect(log.lines("request").count == asks.count)
        #expect(!log.text.contains("geheim"))
        #expect(!log.text.contains("Bearer"))
    }

    @Test("A line of the log has what its request's record has, and nothing below its level is written")
    func requestLog() async throws {
        let log = LogLines()
        let server = try Samples.server(logger: log.logger(.debug))
        _ = await server.answer(.call("guarded-not", as: "bob"))
        let line = try #require(log.lines("request").first)
        #expect(line.level == .info)
        var metadata = line.metadata
        for key in metadata.keys where key.hasPrefix("ms") { metadata[key] = nil }
        metadata["request"] = nil
        #expect(
            metadata == [
                "outcome": "refused", "status": "400", "caller": "bob", "auth": "jwt", "revision": "2026-07-28",
                "remote": "192.0.2.7",
                "step": "route", "code": "-32602", "reason": "Unknown tool: guarded-not",
            ])
        #expect(
            line.metadata.keys.filter { $0.hasPrefix("ms_") }.sorted() == [
                "ms_authenticate", "ms_decode", "ms_receive",
            ])
        let quiet = LogLines()
        _ = try await Samples.server(logger: quiet.logger(.warning)).answer(.call("echo", ["text": "x"]))
        #expect(quiet.all.isEmpty)
    }
}
