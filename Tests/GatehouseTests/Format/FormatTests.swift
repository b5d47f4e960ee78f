import Testing

@testable import Gatehouse

@Suite("Step 9, format")
struct FormatTests {
    @Test("What a revision does not know of a tool is not listed in it", arguments: ProtocolRevision.all)
    func tools(_ revision: ProtocolRevision) async throws {
        let tool = try await #require(World(revision).result("tools/list")["tools"]?[0])
        #expect((tool["annotations"] != nil) == (revision >= .v2025_03_26))
        #expect((tool["title"] != nil) == (revision >= .v2025_06_18))
        #expect((tool["outputSchema"] != nil) == (revision >= .v2025_06_18))
        #expect((tool["_meta"] != nil) == (revision >= .v2025_06_18))
        #expect((tool["icons"] != nil) == (revision >= .v2025_11_25))
        #expect(tool["inputSchema"] == NoInput.jsonSchema)
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
        #expect(
            result["content"]?[2] == [
                "type": "text", "text": "[audio, audio/wav: this revision of the protocol cannot carry it]",
            ])
        #expect(result["content"]?[3] == ["type": "text", "text": "[Link](x://l)"])
        let prompt = try await World(.v2024_11_05).result("prompts/get", ["name": "p"])
        #expect(
            prompt["messages"]?[0]?["content"] == [
                "type": "text", "text": "[audio, a/b: this revision of the protocol cannot carry it]",
            ])
    }

    @Test(
        "Hints for caches stand in every result of 2026-07-28 that may be kept, and in none of earlier revisions",
        arguments: ProtocolRevision.all)
    func hints(_ revision: ProtocolRevision) async throws {
        let world = try await World(revision)
        var kept: [(String, JSONObject, JSONValue, JSONValue)] = [
            ("tools/list", [:], 60_000, "public"), ("prompts/list", [:], 60_000, "public"),
            ("resources/list", [:], 60_000, "public"), ("resources/templates/list", [:], 60_000, "public"),
            ("resources/read", ["uri": "x://r"], 0, "private"),
        ]
        if revision.isModern { kept.append(("server/discover", [:], 60_000, "public")) }
        for (method, params, time, scope) in kept {
            let result = await world.result(method, params)
            #expect(result["ttlMs"] ?? .null == (revision.isModern ? time : .null))
            #expect(result["cacheScope"] ?? .null == (revision.isModern ? scope : .null))
            #expect((result["resultType"] == "complete") == revision.isModern)
            #expect(result["_meta"]?[MetaKey.serverInfo]?["name"] ?? .null == (revision.isModern ? "n" : .null))
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

    @Test(
        "Structured content that is no object, and its schema, are for 2026-07-28 alone",
        arguments: ProtocolRevision.all)
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
        let call =
            revision.isModern ? Ask.call("numbers") : .legacy("tools/call", ["name": "numbers"], session: session)
        let list = revision.isModern ? Ask.modern("tools/list") : .legacy("tools/list", session: session)
        #expect(await server.answer(call).result?["structuredContent"] ?? .null == (revision.isModern ? [1] : .null))
        #expect(await server.answer(call).toolText == "[1]")
        let schema = await server.answer(list).result?["tools"]?[0]?["outputSchema"]
        #expect((schema != nil) == revision.isModern)
    }

    @Test(
        "A resource's bytes travel as Base64, its text as text, with the media type that the function or the resource gives"
    )
    func resources() async throws {
        let world = try await World(.v2026_07_28)
        #expect(
            await world.result("resources/read", ["uri": "x://r"])["contents"] == [
                ["uri": "x://r", "mimeType": "application/octet-stream", "blob": "AP8="]
            ])
        let server = try Samples.server()
        let answer = await server.answer(.modern("resources/read", ["uri": "notes://motto"]))
        #expect(
            answer.result?["contents"] == [
                ["uri": "notes://motto", "mimeType": "text/plain", "text": "Festina lente."]
            ])
        #expect(answer.result?["ttlMs"] == 5_000)
    }

    @Test(
        "A time to live is never negative, and none is too long",
        arguments: [(Duration.seconds(-5), 0), (.zero, 0), (.seconds(Int64.max), Int.max)])
    func timeToLive(_ time: Duration, _ milliseconds: Int) async throws {
        var options = ServerOptions()
        options.listTimeToLive = time
        let resource = Resource(uri: "x://r", name: "r", options: .init(timeToLive: time)) { _, _ in .text("") }
        let server = try Samples.server(Components(resources: [resource]), options: options)
        for ask in [
            Ask.modern("resources/list"), .modern("server/discover"), .modern("resources/read", ["uri": "x://r"]),
        ] {
            #expect(await server.answer(ask).result?["ttlMs"]?.integerValue == Int64(milliseconds))
        }
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
        let capabilities = answer.result?["capabilities"]
        #expect(capabilities?["tools"] == ["listChanged": true])
        #expect(capabilities?["resources"] == ["subscribe": true, "listChanged": true])
        #expect(capabilities?["prompts"] == ["listChanged": true])
        #expect(await server.answer(.modern("server/discover", as: "eve+x;y")).text == answer.text)
    }
}
