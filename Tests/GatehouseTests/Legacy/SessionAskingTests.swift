import Testing

@testable import Gatehouse

@Suite("Asking the client of a session", .timeLimit(.minutes(1)))
struct SessionAskingTests {
    private static let form = RequestedSchema(
        properties: [
            .init(name: "name", schema: .string(StringSchema(minLength: 2, default: "Al"))),
            .init(
                name: "size",
                schema: .choice(
                    .titledSingleSelect(
                        TitledSingleSelectEnumSchema(oneOf: [
                            EnumOption(const: "s", title: "Small"), EnumOption(const: "l", title: "Large"),
                        ])))),
        ], required: ["name"])

    private static let asking = Tool(name: "ask", description: "", input: NoInput.self) { _, context -> String in
        let result = try await context.elicit("Who are you?", form)
        return "\(result.action.rawValue) \(result.content?["name"]?.stringValue ?? "-")"
    }

    private static let rooted = Tool(name: "roots", description: "", input: NoInput.self) { _, context -> String in
        try await context.roots().map(\.uri).joined(separator: ",")
    }

    private func call(
        _ tool: Tool, _ revision: String = "2025-11-25", _ capabilities: JSONObject = ["elicitation": [:]],
        _ respond: @escaping @Sendable (Server, String, JSONValue) async -> Void
    ) async throws -> (Answer, [JSONValue]) {
        let server = try Samples.server(tools: [tool])
        let session = await server.openReadySession(revision, capabilities: capabilities)
        let sent = SentMessages()
        let call = Task { await server.answer(.call(tool.name, session: session), stream: sent) }
        while !sent.messages.contains(where: { $0["method"] != nil }), sent.messages.isEmpty { await Task.yield() }
        let question = sent.messages.first ?? .null
        await respond(server, session, question)
        return (await call.value, sent.messages)
    }

    @Test("What a client did not declare it is not asked, and its model is told")
    func undeclared() async throws {
        let server = try Samples.server(tools: [Self.asking, Self.rooted])
        for (revision, capabilities) in [
            ("2025-11-25", [:]), ("2025-11-25", ["elicitation": ["url": [:]]]), ("2025-03-26", ["elicitation": [:]]),
        ] as [(String, JSONObject)] {
            let session = await server.openReadySession(revision, capabilities: capabilities)
            let sent = SentMessages()
            let answer = await server.answer(.call("ask", session: session), stream: sent)
            #expect(answer.isToolError)
            #expect(answer.toolText?.contains("elicitation") == true)
            #expect(sent.events.isEmpty)
        }
    }

    @Test("A client that takes no stream cannot be asked")
    func noStream() async throws {
        let server = try Samples.server(tools: [Self.asking])
        let session = await server.openReadySession(capabilities: ["elicitation": [:]])
        let ask = Ask.call("ask", session: session).with { $0.head.accept = "application/json" }
        let answer = await server.answer(ask, stream: SentMessages())
        #expect(answer.isToolError)
        #expect(answer.toolText == "the client cannot be asked: its request does not accept text/event-stream")
    }

    @Test("A client is not asked before it is ready")
    func notReady() async throws {
        let server = try Samples.server(tools: [Self.asking])
        let opened = await server.answer(.initialize("2025-11-25", capabilities: ["elicitation": [:]]))
        let session = opened.fields("Mcp-Session-Id").first ?? ""
        let answer = await server.answer(.call("ask", session: session), stream: SentMessages())
        #expect(
            answer.toolText == "the client cannot be asked yet: it must send notifications/initialized first")
    }

    @Test("A form goes out as a request on the call's stream, and its answer comes back to the function")
    func form() async throws {
        let (answer, sent) = try await call(Self.asking) { server, session, question in
            let accepted: JSONValue = ["action": "accept", "content": ["name": "Ada", "other": 1]]
            let taken = await server.answer(.reply("result", accepted, to: question["id"], session: session))
            #expect(taken.status == 202)
        }
        #expect(answer.reply.body == nil)
        #expect(sent[0]["method"] == "elicitation/create")
        #expect(sent[0]["params"]?["mode"] == "form")
        #expect(sent.last?["id"] == 1)
        #expect(sent.last?["result"]?["content"]?[0]?["text"] == "accept Ada")
    }

    @Test("A form has the shape that revision 2025-06-18 knows")
    func olderForm() async throws {
        let (_, sent) = try await call(Self.asking, "2025-06-18") { server, session, question in
            _ = await server.answer(.reply("result", ["action": "decline"], to: question["id"], session: session))
        }
        let params = sent[0]["params"]
        #expect(params?["mode"] == nil)
        #expect(params?["requestedSchema"]?["properties"]?["name"] == ["type": "string", "minLength": 2])
        #expect(
            params?["requestedSchema"]?["properties"]?["size"]
                == ["type": "string", "enum": ["s", "l"], "enumNames": ["Small", "Large"]])
        #expect(sent.last?["result"]?["content"]?[0]?["text"] == "decline -")
    }

    @Test("An answer that does not fit the form, and an error, are told to the model")
    func wrongAnswers() async throws {
        let (_, unfit) = try await call(Self.asking) { server, session, question in
            let accepted: JSONValue = ["action": "accept", "content": ["name": "A"]]
            _ = await server.answer(.reply("result", accepted, to: question["id"], session: session))
        }
        #expect(unfit.last?["result"]?["isError"] == true)
        let (_, refused) = try await call(Self.asking) { server, session, question in
            let error: JSONValue = ["code": -1, "message": "User rejected"]
            _ = await server.answer(.reply("error", error, to: question["id"], session: session))
        }
        #expect(
            refused.last?["result"]?["content"]?[0]?["text"]
                == "the client refused elicitation/create: User rejected")
    }

    @Test("Answers of another session and to unknown requests change nothing")
    func foreign() async throws {
        let (_, sent) = try await call(Self.rooted, "2024-11-05", ["roots": [:]]) { server, session, question in
            let other = await server.openReadySession()
            let wrong: JSONValue = ["roots": [["uri": "file:///wrong"]]]
            for ask in [
                Ask.reply("result", wrong, to: question["id"], session: other),
                .reply("result", wrong, to: 1, session: session), .reply("result", wrong, to: "x-1", session: session),
            ] { #expect(await server.answer(ask).status == 202) }
            let right: JSONValue = ["roots": [["uri": "file:///right"]]]
            _ = await server.answer(.reply("result", right, to: question["id"], session: session))
        }
        #expect(sent.last?["result"]?["content"]?[0]?["text"] == "file:///right")
    }

    @Test("Several things are asked at once, under ids that are never the same")
    func several() async throws {
        let tool = Tool(name: "many", description: "", input: NoInput.self) { _, context -> String in
            let answers = try await context.ask((0..<10).map { Question.roots(key: "\($0)") })
            return try (0..<10).map { try answers.roots("\($0)").first?.uri ?? "-" }.joined(separator: " ")
        }
        let server = try Samples.server(tools: [tool])
        let session = await server.openReadySession(capabilities: ["roots": [:]])
        let sent = SentMessages()
        let call = Task { await server.answer(.call("many", session: session), stream: sent) }
        let ids = await sent.messages(10).prefix(10).map { $0["id"] ?? .null }
        #expect(Set(ids.compactMap(\.stringValue)).count == 10)
        for id in ids.reversed() {
            _ = await server.answer(
                .reply("result", ["roots": [["uri": "file:///x"]]], to: id, session: session))
        }
        _ = await call.value
        let text = sent.messages.last?["result"]?["content"]?[0]?["text"]?.stringValue
        #expect(text?.split(separator: " ").count == 10)
    }

    @Test("A call whose time is over tells the client that nobody waits for its answer")
    func deadline() async throws {
        let tool = Tool(
            name: "ask", description: "", options: ToolOptions(timeout: .milliseconds(100)), input: NoInput.self
        ) { _, context -> String in try await context.roots().first?.uri ?? "" }
        let server = try Samples.server(tools: [tool])
        let session = await server.openReadySession(capabilities: ["roots": [:]])
        let (sent, standing) = (SentMessages(), SentMessages())
        let stream = Task { await server.answer(.get(session: session), stream: standing) }
        _ = await standing.events(1)
        _ = await server.answer(.call("ask", session: session), stream: sent)
        while !(sent.messages + standing.messages).contains(where: { $0["method"] == "notifications/cancelled" }) {
            await Task.yield()
        }
        let cancelled = (sent.messages + standing.messages).first { $0["method"] == "notifications/cancelled" }
        #expect(cancelled?["params"]?["requestId"] == sent.messages.first?["id"])
        stream.cancel()
        _ = await stream.value
    }

    @Test("The end of the session is told to who waits for its client")
    func ended() async throws {
        let seen = Gate()
        let tool = Tool(name: "ask", description: "", input: NoInput.self) { _, context -> String in
            do { return try await context.roots().first?.uri ?? "" } catch {
                #expect("\(error)" == "the client's session ended before it answered" || error is CancellationError)
                seen.open()
                throw error
            }
        }
        _ = try await call(tool, "2025-11-25", ["roots": [:]]) { server, session, _ in
            _ = await server.answer(.delete(session: session))
        }
        await seen.wait()
    }

    @Test("A page that must be visited first is error -32042, and its end is told to that client alone")
    func page() async throws {
        let tool = Tool(name: "page", description: "", input: NoInput.self) { _, _ -> String in
            throw URLElicitationRequired([.init(id: "e1", message: "Sign in", url: "https://example.com/in")])
        }
        let server = try Samples.server(tools: [tool])
        let session = await server.openReadySession(capabilities: ["elicitation": ["url": [:]]])
        let other = await server.openReadySession(capabilities: ["elicitation": ["url": [:]]])
        let answer = await server.answer(.call("page", session: session), stream: SentMessages())
        #expect(answer.refusal == "200 -32042 The user must visit a page before this can go on")
        #expect(
            answer.data == [
                "elicitations": [
                    ["mode": "url", "message": "Sign in", "url": "https://example.com/in", "elicitationId": "e1"]
                ]
            ])
        await server.elicitationCompleted("e1")
        await server.elicitationCompleted("e1")
        let (mine, others) = (SentMessages(), SentMessages())
        let streams = [(session, mine), (other, others)].map { session, sent in
            Task { await server.answer(.get(session: session), stream: sent) }
        }
        let told = await mine.events(2)[1]
        #expect(
            String(decoding: told.body, as: UTF8.self)
                == #"{"jsonrpc":"2.0","method":"notifications/elicitation/complete","params":{"elicitationId":"e1"}}"#)
        _ = await others.events(1)
        for stream in streams { stream.cancel() }
        for stream in streams { _ = await stream.value }
        #expect(mine.events.count == 2)
        #expect(others.events.count == 1)
        let form = await server.openReadySession(capabilities: ["elicitation": [:]])
        #expect(await server.answer(.call("page", session: form), stream: SentMessages()).isToolError)
    }
}
