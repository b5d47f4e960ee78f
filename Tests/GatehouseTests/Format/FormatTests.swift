import Testing

@testable import Gatehouse

@Suite("Step 9, format")
struct FormatTests {
    /// A tool that uses everything that a tool can have.
    private static let rich = Tool(
        name: "rich", description: "Has everything.",
        options: ToolOptions(
            title: "Rich", annotations: ToolAnnotations(readOnlyHint: true),
            icons: [Icon(src: "https://example.com/i.png")], meta: ["com.example/x": 1]),
        input: NoInput.self
    ) { _, _ in Everything() }

    private struct Everything: ToolOutput {
        static let outputSchema: JSONValue? = ["type": "object"]

        func outcome() -> ToolOutcome {
            let annotations = Annotations(audience: [.user], priority: 1, lastModified: "2026-01-01T00:00:00Z")
            let meta: JSONObject = ["com.example/m": 2]
            return ToolOutcome(
                content: [
                    .text(TextContent(text: "t", annotations: annotations, meta: meta)),
                    .image(ImageContent(bytes: [1], mimeType: "image/png", annotations: annotations, meta: meta)),
                    .audio(AudioContent(bytes: [2], mimeType: "audio/wav", annotations: annotations, meta: meta)),
                    .resourceLink(
                        ResourceLink(
                            uri: "x://l", name: "link", title: "Link", icons: [Icon(src: "https://example.com/i.png")])),
                    .resource(
                        EmbeddedResource(
                            resource: .text(TextResourceContents(uri: "x://e", text: "e", meta: meta)),
                            annotations: annotations, meta: meta)),
                ], structured: Array("{\"a\":1}".utf8), meta: ["com.example/r": 3])
        }
    }

    private static let components = Components(
        tools: [rich],
        prompts: [
            Prompt(
                name: "p", description: "d", arguments: [PromptArgument(name: "a", title: "A")],
                options: .init(title: "P", icons: [Icon(src: "https://example.com/i.png")], meta: ["com.example/x": 1])
            ) { _, _ in [PromptMessage(role: .assistant, content: .audio(AudioContent(bytes: [1], mimeType: "a/b")))] }
        ],
        resources: [
            Resource(
                uri: "x://r", name: "r",
                options: .init(
                    title: "R", mimeType: "text/plain", icons: [Icon(src: "https://example.com/i.png")],
                    meta: ["com.example/x": 1])
            ) { _, _ in .bytes([0, 255], mimeType: "application/octet-stream") },
            Resource(
                template: "t://{x}", name: "t",
                options: .init(title: "T", icons: [Icon(src: "https://example.com/i.png")], meta: ["com.example/x": 1])
            ) { _, _ in .text("t") },
        ])

    /// A server that uses everything, and a way to ask it in a revision.
    private struct World {
        let server: Server
        let revision: ProtocolRevision
        var session: String?

        init(_ revision: ProtocolRevision) async throws {
            server = try Server(
                info: Implementation(
                    name: "n", title: "t", version: "1", description: "d", websiteUrl: "https://example.com",
                    icons: [Icon(src: "https://example.com/i.png")]),
                components: FormatTests.components, authenticator: TestCallers(), logger: LogLines().logger())
            self.revision = revision
            if !revision.isModern { session = await server.openSession(revision.text) }
        }

        func result(_ method: String, _ params: JSONObject = [:]) async -> JSONValue {
            let ask = revision.isModern ? Ask.modern(method, params) : .legacy(method, params, session: session)
            return await server.answer(ask).result ?? .null
        }
    }

    @Test("What a revision does not know of a tool is not listed in it", arguments: ProtocolRevision.all)
    func tools(_ revision: ProtocolRevision) async throws {
        let tool = try await #require(World(revision).result("tools/list")["tools"]?[0])
        #expect((tool["annotations"] != nil) == (revision >= .v2025_03_26))
        #expect((tool["title"] != nil) == (revision >= .v2025_06_18))
        #expect((tool["outputSchema"] != nil) == (revision >= .v2025_06_18))
        #expect((tool["_meta"] != nil) == (revision >= .v2025_06_18))
        #expect((tool["icons"] != nil) == (revision >= .v2025_11_25))
        #expect(tool["inputSchema"] == NoInput.inputSchema)
    }

    @Test("What a revision does not know of a prompt or resource is not listed in it", arguments: ProtocolRevision.all)
    func others(_ revision: ProtocolRevision) async throws {
        let world = try await World(revision)
        let lists = [
            ("prompts/list", "prompts"), ("resources/list", "resources"),
            ("resources/templates/list", "resourceTemplates"),
        ]
        for (method, list) in lists {
            let component = try #require(await world.result(method)[list]?[0])
            #expect((component["title"] != nil) == (revision >= .v2025_06_18))
            #expect((component["_meta"] != nil) == (revision >= .v2025_06_18))
            #expect((component["icons"] != nil) == (revision >= .v2025_11_25))
        }
        let argument = await world.result("prompts/list")["prompts"]?[0]?["arguments"]?[0]
        #expect((argument?["title"] != nil) == (revision >= .v2025_06_18))
    }

    @Test("What a revision does not know of a result is not sent in it", arguments: ProtocolRevision.all)
    func results(_ revision: ProtocolRevision) async throws {
        let result = try await World(revision).result("tools/call", ["name": "rich"])
        #expect((result["resultType"] == "complete") == revision.isModern)
        #expect((result["structuredContent"] != nil) == (revision >= .v2025_06_18))
        #expect(result["_meta"]?["com.example/r"] == 3)
        #expect((result["_meta"]?[MetaKey.serverInfo] != nil) == revision.isModern)
        let content = try #require(result["content"]?.arrayValue)
        let audio = revision >= .v2025_03_26 ? "audio" : "text"
        let link = revision >= .v2025_06_18 ? "resource_link" : "text"
        #expect(content.map { $0["type"]?.stringValue } == ["text", "image", audio, link, "resource"])
        let marked = [content[0], content[1], content[4], content[4]["resource"] ?? .null]
        #expect(marked.allSatisfy { ($0["_meta"] != nil) == (revision >= .v2025_06_18) })
        #expect((content[0]["annotations"]?["lastModified"] != nil) == (revision >= .v2025_06_18))
        #expect(content[0]["annotations"]?["priority"] == 1)
        #expect((content[3]["icons"] != nil) == (revision >= .v2025_11_25))
    }

    @Test("What a revision cannot carry becomes text that says the same")
    func fallback() async throws {
        let result = try await World(.v2024_11_05).result("tools/call", ["name": "rich"])
        #expect(result["content"]?[2] == ["type": "text", "text": "[audio, audio/wav: this revision of the protocol cannot carry it]"])
        #expect(result["content"]?[3] == ["type": "text", "text": "[Link](x://l)"])
        let prompt = try await World(.v2024_11_05).result("prompts/get", ["name": "p"])
        #expect(
            prompt["messages"]?[0]?["content"] == [
                "type": "text", "text": "[audio, a/b: this revision of the protocol cannot carry it]",
            ])
    }

    @Test("Hints for caches stand in every result of 2026-07-28 that may be kept, and in none of earlier revisions", arguments: ProtocolRevision.all)
    func hints(_ revision: ProtocolRevision) async throws {
        let world = try await World(revision)
        var kept: [(String, JSONObject, JSONValue, JSONValue)] = [
            ("tools/list", [:], 60_000, "private"), ("prompts/list", [:], 60_000, "private"),
            ("resources/list", [:], 60_000, "private"), ("resources/templates/list", [:], 60_000, "private"),
            ("resources/read", ["uri": "x://r"], 0, "private"),
        ]
        if revision.isModern { kept.append(("server/discover", [:], 60_000, "public")) }
        for (method, params, time, scope) in kept {
            let result = await world.result(method, params)
            #expect(result["ttlMs"] == (revision.isModern ? time : nil))
            #expect(result["cacheScope"] == (revision.isModern ? scope : nil))
            #expect((result["resultType"] == "complete") == revision.isModern)
            #expect(result["_meta"]?[MetaKey.serverInfo]?["name"] == (revision.isModern ? "n" : nil))
        }
        #expect(await world.result("tools/call", ["name": "rich"])["ttlMs"] == nil)
        #expect(await world.result("prompts/get", ["name": "p"])["ttlMs"] == nil)
    }

    @Test("A server's name has what the revision knows of it", arguments: ProtocolRevision.legacy)
    func serverInfo(_ revision: ProtocolRevision) async throws {
        let world = try await World(revision)
        let info = try #require(await world.server.answer(.initialize(revision.text)).result?["serverInfo"])
        #expect((info["title"] != nil) == (revision >= .v2025_06_18))
        #expect((info["icons"] != nil) == (revision >= .v2025_11_25))
        #expect((info["websiteUrl"] != nil) == (revision >= .v2025_11_25))
        #expect((info["description"] != nil) == (revision >= .v2025_11_25))
    }

    @Test("Structured content that is no object, and its schema, are for 2026-07-28 alone", arguments: ProtocolRevision.all)
    func structuredArray(_ revision: ProtocolRevision) async throws {
        struct Numbers: ToolOutput {
            static let outputSchema: JSONValue? = ["type": "array", "items": ["type": "integer"]]
            func outcome() -> ToolOutcome {
                ToolOutcome(content: [.text(TextContent(text: "[1]"))], structured: Array("[1]".utf8))
            }
        }
        let tool = Tool(name: "numbers", description: "", input: NoInput.self) { _, _ in Numbers() }
        let server = try Samples.server(tools: [tool])
        let session = revision.isModern ? nil : await server.openSession(revision.text)
        let call = revision.isModern ? Ask.call("numbers") : .legacy("tools/call", ["name": "numbers"], session: session)
        let list = revision.isModern ? Ask.modern("tools/list") : .legacy("tools/list", session: session)
        #expect(await server.answer(call).result?["structuredContent"] == (revision.isModern ? [1] : nil))
        #expect(await server.answer(call).toolText == "[1]")
        let schema = await server.answer(list).result?["tools"]?[0]?["outputSchema"]
        #expect((schema != nil) == revision.isModern)
    }

    @Test("A resource's bytes travel as Base64, its text as text, with the media type that the function or the resource gives")
    func resources() async throws {
        let world = try await World(.v2026_07_28)
        #expect(
            await world.result("resources/read", ["uri": "x://r"])["contents"] == [
                ["uri": "x://r", "mimeType": "application/octet-stream", "blob": "AP8="]
            ])
        let server = try Samples.server()
        let answer = await server.answer(.modern("resources/read", ["uri": "notes://motto"]))
        #expect(
            answer.result?["contents"] == [["uri": "notes://motto", "mimeType": "text/plain", "text": "Festina lente."]])
        #expect(answer.result?["ttlMs"] == 5_000)
    }

    @Test("A result's own _meta cannot pass off another server's name")
    func ownMeta() async throws {
        let tool = Tool(name: "liar", description: "", input: NoInput.self) { _, _ in
            ToolOutcome(meta: [MetaKey.serverInfo: ["name": "other", "version": "9"], "com.example/x": 1])
        }
        let answer = try await Samples.server(tools: [tool]).answer(.call("liar"))
        #expect(answer.result?["_meta"]?[MetaKey.serverInfo]?["name"] == "sample")
        #expect(answer.result?["_meta"]?["com.example/x"] == 1)
    }

    @Test("What the server discovers of itself is the same for everybody, and names all revisions")
    func discover() async throws {
        let server = try Samples.server()
        let answer = await server.answer(.modern("server/discover"))
        #expect(
            answer.result?["supportedVersions"]
                == ["2026-07-28", "2025-11-25", "2025-06-18", "2025-03-26", "2024-11-05"])
        #expect(answer.result?["capabilities"] == ["tools": [:], "resources": [:], "prompts": [:]])
        #expect(await server.answer(.modern("server/discover", as: "eve+x;y")).text == answer.text)
    }

    @Test("Every reply is one line, whatever stands in it")
    func oneLine() async throws {
        let nasty = "a\nb\rc\u{2028}d\u{2029}e\u{0}f\"\\\u{1F642}"
        let server = try Samples.server()
        for ask in [Ask.call("echo", ["text": .string(nasty)]), .call(nasty), .modern(nasty).onStdio, Ask.modern("tools/list").with { $0.id = .string(nasty) }] {
            let answer = await server.answer(ask.onStdio)
            let body = try #require(answer.reply.body)
            #expect(!body.contains(0x0A) && !body.contains(0x0D))
            #expect(answer.json != nil)
        }
        #expect(await server.answer(.call("echo", ["text": .string(nasty)])).toolText == nasty)
    }

    @Test("The messages of 2026-07-28 are what the protocol's types read")
    func wireTypes() async throws {
        let world = try await World(.v2026_07_28)
        func answer(_ ask: Ask) async throws -> JSONValue { try #require(await world.server.answer(ask).json) }
        let tools = try await ListToolsResultResponse(json: answer(.modern("tools/list")))
        #expect(tools.result.tools.map(\.name) == ["rich"])
        let prompts = try await ListPromptsResultResponse(json: answer(.modern("prompts/list")))
        #expect(prompts.result.prompts.map(\.name) == ["p"])
        let resources = try await ListResourcesResultResponse(json: answer(.modern("resources/list")))
        #expect(resources.result.resources.map(\.uri) == ["x://r"])
        let templates = try await ListResourceTemplatesResultResponse(json: answer(.modern("resources/templates/list")))
        #expect(templates.result.resourceTemplates.map(\.uriTemplate) == ["t://{x}"])
        let discovered = try await DiscoverResultResponse(json: answer(.modern("server/discover")))
        #expect(discovered.result.supportedVersions.first == "2026-07-28")
        let called = try await CallToolResultResponse(json: answer(.call("rich")))
        guard case .complete(let result) = called.result else {
            Issue.record("the call is not complete")
            return
        }
        #expect(result.content.count == 5)
        let read = try await ReadResourceResultResponse(json: answer(.modern("resources/read", ["uri": "x://r"])))
        guard case .complete(let contents) = read.result else {
            Issue.record("the reading is not complete")
            return
        }
        #expect(contents.contents.map(\.uri) == ["x://r"])
        let got = try await GetPromptResultResponse(json: answer(.modern("prompts/get", ["name": "p"])))
        guard case .complete(let prompt) = got.result else {
            Issue.record("the prompt is not complete")
            return
        }
        #expect(prompt.messages.count == 1)
        let refused = try await JSONRPCErrorResponse(json: answer(.modern("no/such")))
        #expect(refused.error.code == -32601)
    }

    @Test("No error of 2026-07-28 has a code that the specification reserves and does not define")
    func codes() async throws {
        let world = try await World(.v2026_07_28)
        let bad = BadRequest.meta.map { $0.ask.with($0.change) } + BadRequest.fields.map { $0.ask.with($0.change) }
        let asks: [Ask] =
            bad + BadMessage.all.map { message in Ask.modern("tools/list").with { $0.text = message.text } } + [
                .call("no"), .modern("no"), .modern("resources/read", ["uri": "x://no"]),
                .modern("prompts/get", ["name": "no"]), .modern("tools/list", as: "expired"),
                Ask.modern("tools/list").with { $0.head.contentType = nil },
            ]
        for ask in asks {
            let code = try #require(await world.server.answer(ask).code)
            #expect([-32700, -32600, -32601, -32602, -32603, -32020, -32021, -32022].contains(code) || code > 0)
        }
    }
}
