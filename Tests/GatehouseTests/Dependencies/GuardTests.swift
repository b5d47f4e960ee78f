import Testing

@testable import Gatehouse

@Suite("Guards that need no arguments", .timeLimit(.minutes(1)))
struct GuardTests {
    private let events = Events()
    private let log = LogLines()
    private let seen = SeenRequests()

    private func server(
        _ guards: Guard...,
        serverGuards: [Guard] = [],
        limits: [RateLimit] = [],
        policy: AccessPolicy = AccessPolicy(roles: ["reader": ["notes:read"]])
    ) throws -> Server {
        var options = ServerOptions(policy: policy)
        options.challenge = { _ in Challenge(resourceMetadata: "https://mcp.example/meta") }
        options.guards = serverGuards
        var tool = Needy.tool(guards: guards) { [events] _ in
            events.add("run")
            return "done"
        }
        tool.options.limits = limits
        return try Samples.server(
            Components(
                tools: [tool],
                prompts: [
                    Prompt(name: "p", description: "", options: .init(guards: guards)) { [events] _, _ in
                        events.add("run")
                        return []
                    }
                ],
                resources: [
                    Resource(uri: "x://r", name: "r", options: .init(guards: guards)) { [events] _, _ in
                        events.add("run")
                        return .text("")
                    }
                ]), options: options, observer: seen, logger: log.logger())
    }

    private func closed(_ refusal: GuardRefusal) -> Guard {
        Guard("office hours") { _ in throw refusal }
    }

    @Test("A guard refuses with 403")
    func forbidden() async throws {
        let answer = try await server(closed(.forbidden("closed on Sundays", data: ["day": "Sunday"]))).answer(
            .call("t"))
        #expect(
            answer.text
                == #"{"jsonrpc":"2.0","id":1,"error":{"code":403,"message":"closed on Sundays","data":{"day":"Sunday"}}}"#
        )
        #expect(answer.status == 403)
        #expect(answer.reply.fields.isEmpty)
        #expect(events.all.isEmpty)
        #expect(seen.records.first?.refusedBy == .authorize)
        #expect(seen.records.first?.reason == "guard \"office hours\" refused")
    }

    @Test("A guard refuses with 403 and the scopes that would do")
    func scopes() async throws {
        let answer = try await server(closed(.forbidden("more is needed", scopes: ["notes.write", "notes.read"])))
            .answer(.call("t"))
        #expect(answer.text == #"{"jsonrpc":"2.0","id":1,"error":{"code":403,"message":"more is needed"}}"#)
        #expect(answer.status == 403)
        #expect(
            answer.reply.fields == [
                Reply.Field(
                    "WWW-Authenticate",
                    "Bearer resource_metadata=\"https://mcp.example/meta\", error=\"insufficient_scope\", "
                        + "error_description=\"The operation needs more scopes\", scope=\"notes.write notes.read\"")
            ])
    }

    @Test("A guard refuses with 401 and a challenge")
    func unauthorized() async throws {
        let answer = try await server(closed(.unauthorized("sign in again for this"))).answer(.call("t"))
        #expect(answer.text == #"{"jsonrpc":"2.0","id":1,"error":{"code":401,"message":"sign in again for this"}}"#)
        #expect(answer.status == 401)
        #expect(
            answer.reply.fields == [
                Reply.Field(
                    "WWW-Authenticate",
                    "Bearer resource_metadata=\"https://mcp.example/meta\", error=\"invalid_token\", "
                        + "error_description=\"The access token is not valid for this operation\""),
                Reply.Field("Cache-Control", "no-store"),
            ])
    }

    @Test("A guard refuses with 429 and the time to wait")
    func tooMany() async throws {
        let refusal = GuardRefusal.tooManyRequests(
            "the quota is spent", retryAfter: .milliseconds(2_500), data: ["quota": 5])
        let answer = try await server(closed(refusal)).answer(.call("t"))
        #expect(
            answer.text
                == #"{"jsonrpc":"2.0","id":1,"error":{"code":429,"message":"the quota is spent","#
                + #""data":{"quota":5,"retryAfterMs":2500}}}"#)
        #expect(answer.status == 429)
        #expect(answer.reply.fields == [Reply.Field("Retry-After", "3")])
    }

    @Test(
        "No time to wait is too long or too short to tell",
        arguments: [Duration.seconds(Int64.max), .zero, .seconds(-5)])
    func extremes(time: Duration) async throws {
        let answer = try await server(closed(.tooManyRequests("", retryAfter: time))).answer(.call("t"))
        #expect(answer.fields("Retry-After") == [time > .zero ? "9223372036854775807" : "1"])
    }

    @Test("Prompts and resources are guarded as tools are, in the revisions before too")
    func others() async throws {
        let server = try server(closed(.forbidden("no")))
        #expect(await server.answer(.modern("prompts/get", ["name": "p"])).refusal == "403 403 no")
        #expect(await server.answer(.modern("resources/read", ["uri": "x://r"])).refusal == "403 403 no")
        let session = await server.openSession("2025-06-18")
        #expect(
            await server.answer(.legacy("tools/call", ["name": "t"], session: session)).refusal == "403 403 no")
        #expect(events.all.isEmpty)
    }

    @Test("A caller without the role is refused, and the role named")
    func role() async throws {
        let server = try server(.role("editor"), .anyRole("red", "blue"))
        let answer = await server.answer(.call("t", as: "bob+red"))
        #expect(answer.refusal == "403 403 Forbidden: tools/call \"t\" needs role editor")
        #expect(answer.data == ["missingRoles": ["editor"]])
        let other = await server.answer(.call("t", as: "bob+editor"))
        #expect(other.refusal == "403 403 Forbidden: tools/call \"t\" needs one of the roles red, blue")
        #expect(other.data == ["missingRoles": ["red", "blue"]])
        #expect(
            await server.answer(.call("t", as: "bob")).message
                == "Forbidden: tools/call \"t\" needs role editor and one of the roles red, blue")
        #expect(await server.answer(.call("t", as: "bob+editor,blue")).status == 200)
    }

    @Test("A role is no permission: one that has all permissions does not stand for it")
    func roleIsExact() async throws {
        let server = try server(.role("editor"), policy: AccessPolicy(roles: ["admin": ["*"], "editor": []]))
        #expect(await server.answer(.call("t", as: "bob+admin")).status == 403)
        #expect(await server.answer(.call("t", as: "bob+editor")).status == 200)
    }

    @Test("Lists show what roles guard to callers that have them")
    func rolesInLists() async throws {
        let server = try server(.anyRole("red", "blue"))
        #expect(await server.answer(.modern("tools/list", as: "bob+green")).names(in: "tools").isEmpty)
        #expect(await server.answer(.modern("tools/list", as: "bob+blue")).names(in: "tools") == ["t"])
        #expect(await server.answer(.modern("prompts/list", as: "bob")).names(in: "prompts").isEmpty)
    }

    @Test("A role with other bytes is another role, also where it looks the same")
    func exactRoles() async throws {
        let server = try server(.role("K"))
        #expect(await server.answer(.call("t", as: "bob+\u{212A}")).status == 403)
        #expect(await server.answer(.call("t", as: "bob+K")).status == 200)
    }

    @Test("A guard for a permission refuses as the component's own access does, and hides the component from lists")
    func permission() async throws {
        let server = try server(.permission("notes:read"), .scope("notes.export"))
        let answer = await server.answer(.call("t", as: "bob"))
        #expect(
            answer.refusal
                == "403 403 Forbidden: tools/call \"t\" needs permission notes:read and scope notes.export")
        #expect(answer.fields("WWW-Authenticate").first?.hasSuffix("scope=\"notes.export\"") == true)
        #expect(await server.answer(.modern("tools/list", as: "bob")).names(in: "tools").isEmpty)
        #expect(await server.answer(.modern("tools/list", as: "bob+reader;notes.export")).names(in: "tools") == ["t"])
        #expect(await server.answer(.call("t", as: "bob+reader;notes.export")).status == 200)
    }

    @Test("A policy that does not allow a request refuses it by its name")
    func policy() async throws {
        let server = try server(
            .policy("only Ann", allows: { request in request.principal.subject == "ann" }))
        let answer = await server.answer(.call("t", as: "bob"))
        #expect(answer.refusal == "403 403 Forbidden: tools/call \"t\" is against the policy \"only Ann\"")
        #expect(await server.answer(.call("t", as: "ann")).status == 200)
    }

    @Test("A guard of the whole server guards lists and handshakes too")
    func wholeServer() async throws {
        let server = try server(serverGuards: [
            Guard("no Bob") { request in
                guard request.principal.subject != "bob" else {
                    throw GuardRefusal.forbidden("\(request.method): not Bob")
                }
            }
        ])
        #expect(await server.answer(.call("t", as: "bob")).refusal == "403 403 tools/call: not Bob")
        #expect(await server.answer(.modern("tools/list", as: "bob")).refusal == "403 403 tools/list: not Bob")
        #expect(
            await server.answer(.initialize("2025-06-18", as: "bob")).refusal == "403 403 initialize: not Bob")
        #expect(await server.answer(.modern("tools/list")).status == 200)
        #expect(await server.answer(.call("t")).status == 200)
    }

    @Test("Roles, permissions and scopes of the whole server are asked for everywhere")
    func wholeServerAccess() async throws {
        let server = try server(serverGuards: [.role("member"), .permission("notes:read"), .scope("mcp")])
        let answer = await server.answer(.modern("tools/list", as: "bob+member"))
        #expect(
            answer.refusal == "403 403 Forbidden: tools/list needs permission notes:read and scope mcp")
        #expect(answer.fields("WWW-Authenticate").first?.hasSuffix("scope=\"mcp\"") == true)
        #expect(
            await server.answer(.call("t", as: "bob+member")).message
                == "Forbidden: tools/call \"t\" needs permission notes:read and scope mcp")
        #expect(
            await server.answer(.modern("tools/list", as: "bob+reader;mcp")).message
                == "Forbidden: tools/list needs role member")
        #expect(await server.answer(.modern("tools/list", as: "bob+reader,member;mcp")).names(in: "tools") == ["t"])
        #expect(await server.answer(.call("t", as: "bob+reader,member;mcp")).status == 200)
    }

    @Test("Guards run in order: the server's, the group's, the component's; the first that refuses decides")
    func order() async throws {
        func passing(_ name: String) -> Guard { Guard(name) { [events] _ in events.add(name) } }
        var components = Components(
            tools: [Needy.tool(guards: [passing("own"), closed(.forbidden("no")), passing("never")])]
        ).guarded(by: passing("group 1"), passing("group 2"))
        components.tools.append(Needy.tool("unguarded"))
        var options = ServerOptions()
        options.guards = [passing("server")]
        let server = try Samples.server(components, options: options)
        #expect(await server.answer(.call("t")).refusal == "403 403 no")
        #expect(events.all == ["server", "group 1", "group 2", "own"])
        #expect(await server.answer(.call("unguarded")).status == 200)
        #expect(events.all == ["server", "group 1", "group 2", "own", "server"])
    }

    @Test("A request that a guard refuses does not count against a limit")
    func beforeLimits() async throws {
        let server = try server(
            Guard("g") { request in
                guard request.component?.name == "t", request.principal.roles.contains("in") else {
                    throw GuardRefusal.forbidden("out")
                }
            }, limits: [try RateLimit(parsing: "1/hour")])
        for _ in 0..<3 { #expect(await server.answer(.call("t", as: "bob")).status == 403) }
        #expect(await server.answer(.call("t", as: "bob+in")).status == 200)
        #expect(await server.answer(.call("t", as: "bob+in")).status == 429)
    }

    @Test("A guard that fails refuses with a generic sentence, and the log has the rest")
    func failing() async throws {
        let answer = try await server(Guard("store") { _ in throw SecretError() }).answer(.call("t"))
        let reference = try #require(seen.records.first?.requestID)
        #expect(answer.refusal == "500 -32603 tools/call \"t\" could not be checked. Reference: \(reference)")
        #expect(
            log.lines("a guard threw an error that is not meant for the caller").map(\.metadata) == [
                [
                    "request": reference, "guard": "store",
                    "error": "the database at db.internal refused the password hunter2",
                ]
            ])
        #expect(events.all.isEmpty)
    }

    @Test("A ToolError of a guard reaches the caller")
    func toolError() async throws {
        let answer = try await server(Guard("g") { _ in throw ToolError("try later", details: ["a": 1]) })
            .answer(.call("t"))
        #expect(answer.refusal == "500 -32603 try later")
        #expect(answer.data == ["a": 1])
    }

    @Test("A guard that takes longer than a call may take refuses")
    func slow() async throws {
        let gate = Gate()
        var options = ServerOptions()
        options.calls.timeout = .milliseconds(20)
        let server = try Needy.server(
            [.thing(.a, in: events)],
            tools: [Needy.tool(guards: [Guard("slow", needs: .a) { _, _ in await gate.wait() }])], log: log,
            options: options)
        let answer = await server.answer(.call("t"))
        #expect(answer.refusal.hasPrefix("500 -32603 tools/call \"t\" could not be checked. Reference: "))
        #expect(log.lines("request").first?.metadata["reason"] == "the guards did not finish within 0.02 seconds")
        #expect(events.count("close a") == 0)
        gate.open()
        while events.count("close a") == 0 { await Task.yield() }
        #expect(events.all == ["make a", "close a"])
    }

    @Test("A guard is told to stop when the caller goes away, and nobody is answered")
    func cancelled() async throws {
        let started = Gate()
        let stopped = Gate()
        let server = try server(
            Guard("waiting") { _ in
                started.open()
                do { try await Task.sleep(for: .seconds(600)) } catch { stopped.open() }
            })
        let task = Task { await server.answer(.call("t")) }
        await started.wait()
        task.cancel()
        let answer = await task.value
        #expect(answer.status == 499)
        #expect(answer.reply.body == nil)
        await stopped.wait()
        #expect(seen.records.first?.outcome == "abandoned")
        #expect(events.all.isEmpty)
    }
}
