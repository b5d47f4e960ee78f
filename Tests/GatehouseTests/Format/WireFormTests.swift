import Testing

@testable import Gatehouse

@Suite("Step 9, format: messages on the wire")
struct WireFormTests {
    @Test("Every reply is one line, whatever stands in it")
    func oneLine() async throws {
        let nasty = "a\nb\rc\u{2028}d\u{2029}e\u{0}f\"\\\u{1F642}"
        let server = try Samples.server()
        for ask in [
            Ask.call("echo", ["text": .string(nasty)]), .call(nasty), .modern(nasty).onStdio,
            Ask.modern("tools/list").with { $0.id = .string(nasty) },
        ] {
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
