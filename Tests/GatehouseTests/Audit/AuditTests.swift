import GatehouseTesting
import Testing

@testable import Gatehouse

@Suite("What a server takes down for auditors")
struct AuditTests {
    private static let full = AuditFailure(.full, "no room")
    private let trail = InMemoryAuditTrail()

    private static let reading = Tool(
        name: "read", description: "Reads.", options: ToolOptions(annotations: ToolAnnotations(readOnlyHint: true)),
        input: NoInput.self
    ) { _, _ in "x" }

    /// A tool that tells how many entries were kept when it ran.
    private var writing: Tool {
        Tool(name: "write", description: "Writes.", input: NoInput.self) { [trail] _, _ in
            "\(trail.awaited.count)"
        }
    }

    private func server(_ change: (inout AuditOptions) -> Void = { _ in }) throws -> Server {
        var audit = AuditOptions(trail)
        audit.now = { 1_000 }
        change(&audit)
        var options = ServerOptions()
        options.audit = audit
        let tools = Samples.all.tools + [Self.reading, writing, Samples.guarded("guarded", .permission("p"))]
        return try Samples.server(
            Components(tools: tools, prompts: Samples.all.prompts, resources: Samples.all.resources), options: options)
    }

    /// The kinds and outcomes of the entries, as `finished ok`.
    private var told: [String] {
        trail.entries.map { [$0.kind.description, $0.outcome].compactMap(\.self).joined(separator: " ") }
    }

    @Test("A call that may change something stands in the log before it runs, and again before it is answered")
    func privileged() async throws {
        let answer = await (try server()).answer(.call("write"))
        #expect(answer.toolText == "1")
        #expect(told == ["started", "finished ok"])
        #expect(trail.awaited.count == 2)
        let (started, finished) = (trail.entries[0], trail.entries[1])
        #expect(started.requestID == finished.requestID && started.requestID != nil)
        #expect(started.caller == "alice" && started.method == "tools/call" && started.name == "write")
        #expect(started.access?.outcome == .allowed && started.status == nil && started.time == 1_000)
        #expect(finished.status == 200 && finished.duration != nil)
    }

    @Test(
        "What only reads has one entry, for which nobody waits",
        arguments: [
            Ask.call("read"), .modern("prompts/get", ["name": "greet", "arguments": ["who": "you"]]),
            .modern("resources/read", ["uri": "notes://motto"]),
        ])
    func reading(_ ask: Ask) async throws {
        #expect(await (try server()).answer(ask).status == 200)
        #expect(told == ["finished ok"])
        #expect(trail.awaited.isEmpty)
    }

    @Test("Lists and the like have none, unless everything is asked for")
    func scope() async throws {
        let server = try server()
        _ = await server.answer(.modern("tools/list"))
        _ = await server.answer(.modern("server/discover"))
        #expect(told == [])
        let all = try self.server { $0.scope = .all }
        _ = await all.answer(.modern("tools/list"))
        #expect(told == ["finished ok"])
    }

    @Test(
        "Every refusal has an entry that says which step it was and why",
        arguments: [
            (Ask.modern("tools/list").with { $0.head.host = [] }, "receive"),
            (.modern("tools/list").with { $0.head.method = "PUT" }, "receive"),
            (.modern("tools/list", as: "expired"), "authenticate"),
            (.modern("tools/list").with { $0.text = "{" }, "decode"),
            (.modern("no/such"), "route"),
            (.call("guarded"), "authorize"),
        ])
    func refusals(_ ask: Ask, _ step: String) async throws {
        _ = await (try server()).answer(ask)
        #expect(told == ["finished refused"])
        let entry = trail.entries.first
        #expect(entry?.step == step && entry?.reason?.isEmpty == false && entry?.code != nil)
        #expect((entry?.access != nil) == (step == "authorize"))
    }

    @Test("Arguments that break a schema run nothing, so nothing is announced")
    func invalidArguments() async throws {
        _ = await (try server()).answer(.call("add", ["a": "x"]))
        #expect(told == ["finished tool_error"])
    }

    @Test("A session's beginning and end have entries")
    func sessions() async throws {
        let server = try server()
        let session = await server.openSession()
        _ = await server.answer(.delete(session: session))
        #expect(told == ["finished ok", "finished ok"])
        #expect(trail.entries.map { $0.method ?? $0.event } == ["initialize", "session.end"])
    }

    @Test("A session that makes room for another has an entry that says so, with whom it belonged to")
    func evicted() async throws {
        var options = ServerOptions()
        options.audit = AuditOptions(trail)
        options.sessions.maximum = 1
        let server = try Samples.server(options: options)
        _ = await server.openReadySession()
        _ = await server.openReadySession()
        let ends = trail.entries.filter { $0.event == "session.end" }
        #expect(ends.map(\.details) == [[AuditEntry.Detail("reason", "evicted")]])
        #expect(ends.first?.caller == "alice" && ends.first?.revision == "2025-11-25")
    }

    /// A policy, who waits, and the statuses of a call that writes and of one that reads.
    private static let policies: [(AuditOptions.FailurePolicy, AuditOptions.Waiting, Int, Int)] = [
        (.refusePrivileged, .privileged, 503, 200), (.refusePrivileged, .all, 503, 200),
        (.refusePrivileged, .none, 503, 200), (.refuseAll, .privileged, 503, 503), (.refuseAll, .all, 503, 503),
        (.refuseAll, .none, 503, 503), (.allow, .privileged, 200, 200), (.allow, .all, 200, 200),
        (.allow, .none, 200, 200),
    ]

    @Test("Where nothing can be kept, requests are answered as the policy says", arguments: policies)
    func policy(
        _ policy: AuditOptions.FailurePolicy, _ waiting: AuditOptions.Waiting, _ writing: Int, _ reading: Int
    ) async throws {
        let server = try server { ($0.onFailure, $0.waiting) = (policy, waiting) }
        trail.fail(with: Self.full)
        let answer = await server.answer(.call("write"))
        #expect(answer.status == writing)
        #expect(await server.answer(.call("read")).status == reading)
        #expect(await server.answer(.modern("tools/list")).status == 200)
        trail.fail(with: nil)
        #expect(await server.answer(.call("write")).status == 200)
        guard writing == 503 else { return }
        #expect(answer.refusal == "503 503 The server cannot take the call down for its audit log; retry in 5 s")
        #expect(answer.fields("Retry-After") == ["5"])
        #expect(trail.entries.first?.reason == "the audit log cannot be written")
    }

    @Test("A call whose announcement fails does not run, and the log says why")
    func unexpectedFailure() async throws {
        let server = try server()
        trail.failUnexpectedly(with: Self.full)
        #expect(await server.answer(.call("write")).status == 503)
        #expect(told == ["started", "finished refused"])
        #expect(trail.entries.last?.reason == "the audit log cannot be written: no room")
        #expect(await server.answer(.call("read")).status == 200)
    }

    @Test("With nobody to wait, entries are appended")
    func unawaited() async throws {
        let server = try server { $0.waiting = .none }
        #expect(await server.answer(.call("write")).toolText == "0")
        #expect(told == ["started", "finished ok"])
        #expect(trail.awaited.isEmpty)
    }

    @Test("With everybody to wait, every entry of a known caller is kept before its reply")
    func awaited() async throws {
        let server = try server { ($0.waiting, $0.scope) = (.all, .all) }
        _ = await server.answer(.call("read"))
        _ = await server.answer(.modern("tools/list"))
        _ = await server.answer(.call("guarded"))
        #expect(trail.awaited.count == 3)
    }

    @Test("Of what strangers are refused so much stands there in a second; of the rest the number")
    func strangers() async throws {
        let server = try server { $0.maximumStrangers = 3 }
        for _ in 0..<10 { _ = await server.answer(.modern("tools/list", as: "expired")) }
        _ = await server.answer(.modern("tools/list").with { $0.head.host = [] })
        for _ in 0..<5 { _ = await server.answer(.call("guarded")) }
        await server.stop()
        #expect(trail.entries.filter { $0.kind == .finished && $0.step == "authenticate" }.count == 3)
        #expect(trail.entries.filter { $0.step == "receive" }.count == 1)
        #expect(trail.entries.filter { $0.step == "authorize" }.count == 5)
        let omitted = trail.entries.filter { $0.kind == .omitted }
        #expect(omitted.map(\.count) == [7] && omitted.first?.status == 401)
    }

    @Test("What may be kept of arguments stands in the first entry of a call, and nothing else of them")
    func arguments() async throws {
        let server = try server()
        _ = await server.answer(.call("echo", ["text": "my password is hunter2"]))
        _ = await server.answer(.modern("prompts/get", ["name": "greet", "arguments": ["who": "hunter2"]]))
        _ = await server.answer(.call("add", ["a": "hunter2"]))
        let texts = trail.entries.map { entry in
            var writer = JSONWriter()
            writer.value(entry)
            return writer.text
        }
        #expect(texts.count == 4)
        #expect(texts[0].contains(#""arguments":{"text":{"redacted":"text","length":22,"digest":""#))
        #expect(!texts[1].contains("arguments"))
        #expect(texts[2].contains(#""arguments":{"who":{"redacted":"text","length":7,"digest":""#))
        #expect(texts[3].contains(#""arguments":{"a":{"redacted":"refused"}}"#))
        #expect(!texts.joined().contains("hunter2"))
    }

    @Test("What stands for a task is no id of it")
    func digests() {
        #expect(AuditEntry.digest(ofTask: "abc") == "ba7816bf8f01cfea")
    }

    @Test("Texts are bounded")
    func bounds() {
        var entry = AuditEntry(event: "x", at: 0)
        entry.reason = String(repeating: "é", count: 5_000)
        var writer = JSONWriter()
        entry.encode(to: &writer)
        #expect(writer.bytes.count < 1_200)
    }
}
