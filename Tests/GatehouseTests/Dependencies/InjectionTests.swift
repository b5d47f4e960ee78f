import Logging
import Testing

@testable import Gatehouse

@Suite("Dependencies: what functions get", .timeLimit(.minutes(1)))
struct InjectionTests {
    private let log = LogLines()

    private func text(_ server: Server, _ change: (inout Ask) -> Void = { _ in }) async -> String? {
        await server.answer(Ask.call("t").with(change)).toolText
    }

    @Test("A value can be made from the caller")
    func caller() async throws {
        let server = try Needy.server(
            [
                .provide(.a, needs: .principal, .claims) { principal, claims in
                    Thing(name: "\(principal.subject) \(principal.roles.sorted()) \(claims.isEmpty)")
                }
            ], tools: [Needy.tool(needs: Needs(.a)) { try await $0.resolve(.a).name }])
        #expect(
            await server.answer(.call("t", as: "bob+reader,writer")).toolText == "bob [\"reader\", \"writer\"] true")
    }

    @Test("A value can be made from the request, its address and its header fields")
    func request() async throws {
        let server = try Needy.server(
            [
                .provide(.a, needs: .request, .clientAddress, .header("X-Tenant"), .header("x-none")) {
                    request, address, tenant, none in
                    Thing(
                        name: "\(request.method) \(request.component?.kind.description ?? "") "
                            + "\(request.component?.name ?? "") \(address ?? "") \(tenant ?? "") \(none ?? "nothing")")
                }
            ], tools: [Needy.tool(needs: Needs(.a)) { try await $0.resolve(.a).name }])
        let text = await text(server) {
            $0.head.fields = [("x-tenant", "red"), ("x-other", "x"), ("x-tenant", "blue")]
        }
        #expect(text == "tools/call tool t 192.0.2.7 red, blue nothing")
    }

    @Test(
        "A field that the path looks at can be asked for as any other",
        arguments: [
            ("Host", "localhost:8080"), ("Origin", "http://localhost"), ("Content-Type", "application/json"),
            ("Accept", "application/json, text/event-stream"), ("MCP-Protocol-Version", "2026-07-28"),
            ("Mcp-Method", "tools/call"), ("Mcp-Name", "t"), ("Mcp-Param-Region", "eu"), ("Mcp-Param-None", "nothing"),
        ])
    func knownFields(name: String, value: String) async throws {
        let server = try Needy.server(tools: [
            Needy.tool(needs: Needs(.header(name))) { try await $0.resolve(.header(name)) ?? "nothing" }
        ])
        let text = await text(server) { ask in
            ask.head.origin = ["http://localhost"]
            ask.head.parameters = [("region", "eu")]
        }
        #expect(text == value)
    }

    @Test("A server knows which header fields its dependencies ask for")
    func headerFields() throws {
        let guarded = Guard("g", needs: .header("X-B")) { _, _ in }
        let server = try Needy.server(
            [.provide(.a, needs: .header("X-Tenant")) { Thing(name: $0 ?? "") }],
            tools: [Needy.tool(needs: Needs(.a), guards: [guarded]), Needy.tool("u", needs: Needs(.header("x-c")))])
        #expect(server.headerFieldNames == ["x-tenant", "x-b", "x-c"])
        #expect(try Needy.server().headerFieldNames.isEmpty)
    }

    @Test("A value can be made from the call's own arguments, as JSON and as the tool's type")
    func arguments() async throws {
        let tool = Tool(
            name: "t", description: "", options: ToolOptions(needs: Needs(.a)), input: UpdateNote.self
        ) { _, context in try await context.resolve(.a).name }
        let server = try Needy.server(
            [
                .provide(.a, needs: .arguments, .input(UpdateNote.self)) { arguments, note in
                    Thing(name: "\(arguments["id"]?.stringValue ?? "") \(note.id)")
                }
            ], tools: [tool])
        #expect(await server.answer(.call("t", ["id": "7"])).toolText == "7 7")
    }

    @Test("A prompt's arguments and a resource's variables are arguments too")
    func otherArguments() async throws {
        let prompt = Prompt(
            name: "p", description: "", arguments: [PromptArgument(name: "who"), PromptArgument(name: "how")],
            options: .init(needs: Needs(.a))
        ) { _, context in
            [PromptMessage(role: .user, content: .text(try await context.resolve(.a).name))]
        }
        let resource = Resource(template: "x://{r}", name: "r", options: .init(needs: Needs(.a))) { _, context in
            .text(try await context.resolve(.a).name)
        }
        let server = try Needy.server(
            [
                .provide(.a, needs: .arguments) {
                    Thing(name: $0.map { "\($0.name)=\($0.value)" }.joined(separator: "&"))
                }
            ],
            prompts: [prompt], resources: [resource])
        let first = await server.answer(
            .modern("prompts/get", ["name": "p", "arguments": ["who": "Ann", "how": "Hi"]]))
        #expect(first.text.contains("how=\\\"Hi\\\"&who=\\\"Ann\\\""))
        let second = await server.answer(.modern("resources/read", ["uri": "x://seven"]))
        #expect(second.text.contains("r=\\\"seven\\\""))
    }

    @Test("A value can be keyed by its type, and the caller is")
    func types() async throws {
        let server = try Needy.server(
            [.provide(Thing.self, needs: .type(Principal.self)) { Thing(name: $0.subject) }],
            tools: [Needy.tool(needs: Needs(.type(Thing.self))) { try await $0.resolve(Thing.self).name }])
        #expect(await text(server) == "alice")
    }

    @Test("A value that is there already is given as it is")
    func value() async throws {
        let server = try Needy.server(
            [.value(.a, Thing(name: "there"))],
            tools: [Needy.tool(needs: Needs(.a)) { try await $0.resolve(.a).name }])
        let text = try await server.run { await server.answer(.call("t")).toolText }
        #expect(text == "there")
    }

    @Test("The logger that is injected carries the request and the caller")
    func logger() async throws {
        let server = try Needy.server(
            tools: [
                Needy.tool(needs: Needs(.logger)) { context in
                    try await context.resolve(.logger).info("hello")
                    return context.requestID
                }
            ], log: log)
        let number = await text(server)
        #expect(log.lines("hello").first?.metadata == ["request": number ?? "", "caller": "alice"])
    }

    @Test("A parameter that is marked as injected is an ordinary parameter otherwise")
    func wrapper() {
        func name(@Depends(.a) thing: Thing, @Depends other: Thing) -> String { thing.name + other.name }
        #expect(name(thing: Thing(name: "x"), other: Thing(name: "y")) == "xy")
    }

    @Test("A function gets nothing that its component does not declare")
    func undeclared() async throws {
        let server = try Needy.server(
            [.provide(.a) { Thing(name: "a") }, .provide(.b) { Thing(name: "b") }],
            tools: [
                Needy.tool("none") { try await $0.resolve(.a).name },
                Needy.tool("other", needs: Needs(.b)) { try await $0.resolve(.a).name },
            ], log: log)
        for name in ["none", "other"] {
            #expect(await server.answer(.call(name)).toolText?.hasPrefix("The tool failed. Reference: ") == true)
        }
        #expect(
            log.lines("a function threw an error that is not meant for the caller").map { $0.metadata["error"] }
                == Array(
                    repeating: "dependency \"a\": the component does not declare that it needs it", count: 2))
    }

    @Test("A value that cannot be made refuses the call with a generic sentence, and the log has the chain")
    func failing() async throws {
        let server = try Needy.server(
            [
                .provide(.a) { throw SecretError() }, .provide(.b, needs: .a) { $0 }, .provide(.c, needs: .b) { $0 },
            ], tools: [Needy.tool(needs: Needs(.c))],
            prompts: [Prompt(name: "p", description: "", options: .init(needs: Needs(.c))) { _, _ in [] }], log: log)
        let answer = await server.answer(.call("t"))
        let reference = try #require(log.lines("request").first?.metadata["request"])
        #expect(answer.status == 200)
        #expect(answer.isToolError)
        #expect(answer.toolText == "The tool failed. Reference: \(reference)")
        #expect(
            log.lines("a function threw an error that is not meant for the caller").first?.metadata["error"]
                == "dependency \"c\" → \"b\" → \"a\": the database at db.internal refused the password hunter2")
        let prompt = await server.answer(.modern("prompts/get", ["name": "p"]))
        #expect(prompt.refusal.hasPrefix("500 -32603 p failed. Reference: "))
    }

    @Test("A ToolError thrown while a value is made reaches the caller")
    func toolError() async throws {
        let server = try Needy.server(
            [.provide(.a) { throw ToolError("the store is closed on Sundays", details: ["day": "Sunday"]) }],
            tools: [Needy.tool(needs: Needs(.a))])
        let answer = await server.answer(.call("t"))
        #expect(answer.isToolError)
        #expect(answer.toolText == "the store is closed on Sundays")
        #expect(answer.result?["structuredContent"] == ["day": "Sunday"])
    }

    @Test("A refusal thrown while a value is made has its status, also where a client wants a stream")
    func refusal() async throws {
        let seen = SeenRequests()
        let stream = SentMessages()
        let tool = Needy.tool(needs: Needs(.b)) { context in
            await context.progress(1)
            return ""
        }
        let resource = Resource(uri: "x://r", name: "r", options: .init(needs: Needs(.b))) { _, _ in .text("") }
        let server = try Samples.server(
            Components(
                tools: [tool], resources: [resource],
                dependencies: [
                    .provide(.a) { throw GuardRefusal.forbidden("no tenant is yours") }, .provide(.b, needs: .a) { $0 },
                ]), observer: seen)
        let answer = await server.answer(.call("t").with { $0.meta["progressToken"] = 1 }, stream: stream)
        #expect(answer.refusal == "403 403 no tenant is yours")
        #expect(stream.count == 0)
        #expect(seen.records.first?.refusedBy == .call)
        #expect(seen.records.first?.reason == "t refused")
        let read = await server.answer(.modern("resources/read", ["uri": "x://r"]))
        #expect(read.refusal == "403 403 no tenant is yours")
    }
}
