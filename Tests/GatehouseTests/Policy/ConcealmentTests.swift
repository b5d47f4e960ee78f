import Testing

@testable import Gatehouse

@Suite("Hidden components, by every way that leads to one", .timeLimit(.minutes(1)))
struct ConcealmentTests {
    private let tasks = TaskSamples()

    private static let secretPrompt = Prompt(
        name: "secret_prompt", description: "", arguments: [PromptArgument(name: "shape")],
        options: .init(tags: ["secret"])
    ) { _, _ in [] }

    private var components: Components {
        var slow = tasks.slow
        slow.options.tags = ["secret"]
        return Components(
            tools: [
                Tool(
                    name: "secret_tool", description: "", options: ToolOptions(version: "1", tags: ["secret"]),
                    input: NoInput.self
                ) { _, _ in "leaked" },
                slow, Samples.echo,
            ],
            prompts: [Self.secretPrompt, Samples.greet],
            resources: [
                Resource(uri: "secret://one", name: "one", options: .init(tags: ["secret"])) { _, _ in .text("leaked")
                },
                Resource(template: "secret://of/{who}", name: "of", options: .init(tags: ["secret"])) { _, _ in
                    .text("leaked")
                },
                Samples.motto,
            ],
            completions: [
                Completion(prompt: "secret_prompt", argument: "shape") { _, _ in ["leaked"] },
                Completion(template: "secret://of/{who}", argument: "who") { _, _ in ["leaked"] },
            ])
    }

    private func policy(_ concealment: AccessPolicy.Concealment) -> AccessPolicy {
        var policy = AccessPolicy()
        policy.rules = [
            AccessRule("secret", .allow, [.tag("secret")], to: .role("keeper"), hidden: concealment)
        ]
        return policy
    }

    private static let people: [Principal] = [.named("keeper") { $0.roles = ["keeper"] }, .named("eve")]

    private func server(_ concealment: AccessPolicy.Concealment) throws -> Server {
        try .knowing(Self.people, components, policy(concealment)) { $0.pageSize = 1 }
    }

    /// Every request that names a hidden thing, and the same for a thing that is not there.
    private static let direct: [(String, JSONObject, JSONObject)] = [
        ("tools/call", ["name": "secret_tool", "arguments": [:]], ["name": "absent_tool", "arguments": [:]]),
        ("tools/call", ["name": "secret_tool"], ["name": "absent_tool"]),
        ("prompts/get", ["name": "secret_prompt"], ["name": "absent_prompt"]),
        ("resources/read", ["uri": "secret://one"], ["uri": "absent://one"]),
        ("resources/read", ["uri": "secret://of/me"], ["uri": "absent://of/me"]),
        (
            "completion/complete",
            ["ref": ["type": "ref/prompt", "name": "secret_prompt"], "argument": ["name": "shape", "value": ""]],
            ["ref": ["type": "ref/prompt", "name": "absent_prompt"], "argument": ["name": "shape", "value": ""]]
        ),
        (
            "completion/complete",
            ["ref": ["type": "ref/resource", "uri": "secret://of/{who}"], "argument": ["name": "who", "value": ""]],
            ["ref": ["type": "ref/resource", "uri": "absent://of/{who}"], "argument": ["name": "who", "value": ""]]
        ),
    ]

    private func same(_ hidden: Answer, _ absent: Answer, _ what: String) {
        #expect(hidden.status == absent.status, "\(what)")
        #expect(hidden.text == absent.text.replacing("absent", with: "secret"), "\(what)")
        #expect(hidden.reply.fields.map(\.name) == absent.reply.fields.map(\.name), "\(what)")
        #expect(!hidden.text.contains("leaked"), "\(what)")
    }

    @Test("What is hidden is answered to the byte as what is not there", arguments: [false, true])
    func modern(_ onStdio: Bool) async throws {
        let server = try server(.everywhere)
        for (method, secret, absent) in Self.direct {
            let ask = { (params: JSONObject) in
                let ask = Ask.modern(method, params, as: "eve")
                return onStdio ? ask.onStdio : ask
            }
            same(await server.answer(ask(secret)), await server.answer(ask(absent)), "\(method) \(secret)")
            #expect(
                await server.answer(
                    onStdio ? Ask.modern(method, secret, as: "keeper").onStdio : .modern(method, secret, as: "keeper")
                ).status == 200)
        }
    }

    @Test("A version that there is not tells nothing either", arguments: ["9", 5] as [JSONValue])
    func versions(_ version: JSONValue) async throws {
        let server = try server(.everywhere)
        for (method, secret, absent) in Self.direct {
            let ask = { (params: JSONObject) in
                Ask.modern(method, params, as: "eve").with { $0.meta[ComponentMeta.version] = version }
            }
            same(await server.answer(ask(secret)), await server.answer(ask(absent)), "\(method)")
        }
    }

    @Test("In sessions it is the same", arguments: ["2025-11-25", "2025-03-26", "2024-11-05"])
    func sessions(_ revision: String) async throws {
        let server = try server(.everywhere)
        let session = await server.openSession(revision, as: "eve")
        for (method, secret, absent) in Self.direct + [
            ("resources/subscribe", ["uri": "secret://one"], ["uri": "absent://one"]),
            ("resources/subscribe", ["uri": "secret://of/me"], ["uri": "absent://of/me"]),
        ] {
            let ask = { (params: JSONObject) in Ask.legacy(method, params, session: session, as: "eve") }
            same(await server.answer(ask(secret)), await server.answer(ask(absent)), "\(revision) \(method)")
        }
    }

    @Test("In a batch it is the same")
    func batches() async throws {
        let server = try server(.everywhere)
        let session = await server.openSession("2025-03-26", as: "eve")
        let batch = { (name: String) in
            Ask.legacy("", session: session, as: "eve").with {
                $0.text = """
                    [{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"\(name)_tool"}},\
                    {"jsonrpc":"2.0","id":2,"method":"prompts/get","params":{"name":"\(name)_prompt"}},\
                    {"jsonrpc":"2.0","id":3,"method":"resources/read","params":{"uri":"\(name)://one"}}]
                    """
            }
        }
        let hidden = await server.answer(batch("secret"))
        let absent = await server.answer(batch("absent"))
        // Answers stand in the order in which they are there, which says nothing.
        let texts = { (answer: Answer) in
            (answer.json?.arrayValue ?? []).map {
                String(decoding: $0.jsonBytes, as: UTF8.self).replacing("absent", with: "secret")
            }.sorted()
        }
        #expect(texts(hidden).count == 3)
        #expect(texts(hidden) == texts(absent))
        #expect(hidden.status == absent.status && !hidden.text.contains("leaked"))
    }

    private static let lists = [
        ("tools/list", "tools", ["echo"]), ("prompts/list", "prompts", ["greet"]),
        ("resources/list", "resources", ["motto"]),
        ("resources/templates/list", "resourceTemplates", []),
    ]

    /// All pages of a list.
    private func names(
        _ method: String, _ list: String, _ server: Server, as caller: String, from first: JSONValue? = nil
    )
        async -> [String]
    {
        var names: [String] = []
        var cursor = first
        repeat {
            var params: JSONObject = [:]
            params["cursor"] = cursor
            let answer = await server.answer(.modern(method, params, as: caller))
            names += answer.names(in: list)
            cursor = answer.result?["nextCursor"]
        } while cursor != nil
        return names
    }

    @Test("Lists do not show it, page by page, and neither from a cursor that another caller was given")
    func lists() async throws {
        for concealment in [AccessPolicy.Concealment.everywhere, .lists] {
            let server = try server(concealment)
            for (method, list, visible) in Self.lists {
                let all = await names(method, list, server, as: "keeper")
                #expect(all.count > visible.count)
                #expect(await names(method, list, server, as: "eve") == visible)
                let first = await server.answer(.modern(method, as: "keeper"))
                guard let cursor = first.result?["nextCursor"] else { continue }
                let rest = await names(method, list, server, as: "eve", from: cursor)
                #expect(rest == visible.filter { !first.names(in: list).contains($0) })
            }
        }
    }

    @Test("What is refused and visible stands in lists, and is refused with what is missing")
    func visible() async throws {
        let server = try server(.nowhere)
        for (method, list, visible) in Self.lists {
            #expect(await names(method, list, server, as: "eve").count > visible.count)
        }
        #expect(
            await server.answer(.call("secret_tool", as: "eve")).refusal
                == "403 403 Forbidden: tools/call \"secret_tool\" needs role keeper")
    }

    @Test("What is left out of lists alone is refused with what is missing")
    func unlisted() async throws {
        let server = try server(.lists)
        for (method, secret, _) in Self.direct where method != "completion/complete" {
            let answer = await server.answer(.modern(method, secret, as: "eve"))
            #expect(answer.status == 403)
            #expect(answer.message?.hasSuffix("needs role keeper") == true)
        }
    }

    @Test("A stream of notifications does not agree to it, and tells nothing of it later")
    func listening() async throws {
        let server = try server(.everywhere)
        let listening = await server.listening(
            ["resourceSubscriptions": ["secret://one", "secret://of/me", "notes://motto"]], as: "eve")
        #expect(listening.honoured?["resourceSubscriptions"] == ["notes://motto"])
        server.resourceUpdated("secret://one")
        server.resourceUpdated("notes://motto")
        #expect(await listening.hears(2))
        #expect(listening.updated == ["notes://motto"])
        _ = await listening.leave()
    }

    @Test("A stream that was opened before falls silent when the resource is hidden")
    func listeningOn() async throws {
        let server = try server(.everywhere)
        var open = AccessPolicy()
        open.rules = []
        try server.registry.replace(open)
        let listening = await server.listening(["resourceSubscriptions": ["secret://one", "notes://motto"]], as: "eve")
        #expect(listening.honoured?["resourceSubscriptions"] == ["secret://one", "notes://motto"])
        try server.registry.replace(policy(.everywhere))
        server.resourceUpdated("secret://one")
        server.resourceUpdated("notes://motto")
        #expect(await listening.hears(2))
        #expect(listening.updated == ["notes://motto"])
        _ = await listening.leave()
    }

    @Test(
        "Of tasks of a tool that its caller may not use any more nothing is told",
        arguments: ["tasks/get", "tasks/update", "tasks/cancel"])
    func tasks(_ method: String) async throws {
        let server = try server(.everywhere)
        try server.registry.replace(AccessPolicy())
        let id = await server.begin("slow", as: "eve")
        #expect(await server.task(id, is: "working", as: "eve")["status"] == "working")
        try server.registry.replace(policy(.everywhere))
        let answer = await server.answer(.task(method, id, ["inputResponses": [:]], as: "eve"))
        #expect(answer.refusal == "400 -32602 Unknown task: it never was, has expired, or is not yours")
        let listening = await server.listening(Ask.listen(["taskIds": [.string(id)]], as: "eve").withTasks)
        #expect(listening.honoured?["taskIds"] == [])
        _ = await listening.leave()
        tasks.gate.open()
    }

    @Test("Of tasks of revision 2025-11-25 nothing is told either, and lists leave them out")
    func legacyTasks() async throws {
        let server = try server(.everywhere)
        try server.registry.replace(AccessPolicy())
        let session = await server.openSession(as: "eve")
        let call = Ask.legacy(
            "tools/call", ["name": "slow", "arguments": [:], "task": [:]], session: session, as: "eve")
        let id = await server.answer(call).result?["task"]?["taskId"]?.stringValue ?? ""
        let list = Ask.legacy("tasks/list", session: session, as: "eve")
        #expect(await server.answer(list).result?["tasks"]?.arrayValue?.count == 1)
        try server.registry.replace(policy(.everywhere))
        #expect(await server.answer(list).result?["tasks"] == [])
        for method in ["tasks/get", "tasks/cancel", "tasks/result"] {
            let answer = await server.answer(.legacy(method, ["taskId": .string(id)], session: session, as: "eve"))
            #expect(answer.refusal == "200 -32602 Unknown task: it never was, has expired, or is not yours")
        }
        let again = await server.answer(call)
        #expect(again.refusal == "200 -32602 Unknown tool: slow")
        tasks.gate.open()
    }
}
