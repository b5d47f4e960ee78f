import GatehouseProtocol
import Testing

@testable import Gatehouse

@Suite("subscriptions/listen", .timeLimit(.minutes(1)))
struct ListenTests {
    private static let everything: JSONValue = [
        "toolsListChanged": true, "promptsListChanged": true, "resourcesListChanged": true,
        "resourceSubscriptions": ["notes://motto", "notes://note/7", "notes://note/7", "x://nothing", "notes://none"],
    ]

    private func server(_ components: Components = Samples.all, _ change: (inout ServerOptions) -> Void = { _ in })
        throws -> Server
    {
        try Samples.server(components, options: .listening(change))
    }

    // MARK: Refusals

    @Test(
        "A filter that is none is refused",
        arguments: [
            (.null, "params.notifications must be an object, not null"),
            ([], "params.notifications must be an object, not an array"),
            (
                ["toolsListChanged": "yes"],
                "params.notifications.toolsListChanged must be a boolean, not a string"
            ),
            (
                ["resourceSubscriptions": "a://b"],
                "params.notifications.resourceSubscriptions must be an array of strings, not a string"
            ),
            (
                ["resourceSubscriptions": ["a://b", 1]],
                "params.notifications.resourceSubscriptions must be an array of strings, not with an integer"
            ),
            (["taskIds": [[:]]], "params.notifications.taskIds must be an array of strings, not with an object"),
        ] as [(JSONValue, String)])
    func wrongFilter(_ filter: JSONValue, _ message: String) async throws {
        let server = try server()
        let sent = SentMessages()
        let answer = await server.answer(.listen(filter), stream: sent)
        #expect(answer.refusal == "400 -32602 \(message)")
        #expect(sent.count == 0 && !sent.isOpen)
        #expect(server.subscriptions.count == 0)
    }

    @Test("A request without a filter is refused")
    func noFilter() async throws {
        let answer = await (try server()).answer(.modern("subscriptions/listen"), stream: SentMessages())
        #expect(answer.refusal == "400 -32602 subscriptions/listen needs params.notifications, an object")
    }

    @Test("A client that does not accept a stream is refused, and so is a transport that carries none")
    func noStream() async throws {
        let server = try server()
        let ask = Ask.listen([:])
        let json = await server.answer(ask.with { $0.head.accept = "application/json" }, stream: SentMessages())
        #expect(
            json.refusal
                == "406 -32600 subscriptions/listen is answered with a stream: Accept must list text/event-stream")
        let none = await server.answer(ask, stream: nil)
        #expect(none.refusal == "400 -32600 subscriptions/listen needs a transport that carries a stream")
    }

    @Test("A message that is too long for a stream is refused")
    func tooLong() async throws {
        let uris = (0..<40).map { JSONValue.string("notes://note/\($0)" + String(repeating: "x", count: 1_000)) }
        let answer = await (try server()).answer(
            .listen(["resourceSubscriptions": .array(uris)]), stream: SentMessages())
        #expect(answer.refusal == "400 -32602 a subscriptions/listen message has at most 32768 bytes")
    }

    @Test("Whoever asks for tasks must know them")
    func tasks() async throws {
        let server = try server()
        let answer = await server.answer(.listen(["taskIds": ["t1"]]), stream: SentMessages())
        #expect(answer.refusal == "400 -32021 Missing required client capability: io.modelcontextprotocol/tasks")
        #expect(
            answer.data == ["requiredCapabilities": ["extensions": ["io.modelcontextprotocol/tasks": [:]]]])
        let known = Ask.listen(["taskIds": ["t1"]]).with {
            $0.meta[MetaKey.clientCapabilities] = ["extensions": ["io.modelcontextprotocol/tasks": [:]]]
        }
        let listening = await server.listening(known)
        #expect(listening.honoured == ["taskIds": []], "the caller has no such task")
        _ = await listening.leave()
    }

    @Test("Over a bound the answer says which, and what to do")
    func bounds() async throws {
        let server = try server(Samples.all) {
            $0.subscriptions.maximum = 3
            $0.subscriptions.maximumPerCaller = 2
            $0.subscriptions.maximumSubjects = 2
        }
        let subjects = await server.answer(
            .listen(["resourceSubscriptions": ["a://1", "a://2", "a://3"]]), stream: SentMessages())
        #expect(
            subjects.refusal
                == "400 -32602 params.notifications names 3 resources and tasks, and a stream is about at most 2")
        var open = [await server.listening([:]), await server.listening([:])]
        let own = await server.answer(.listen([:]), stream: SentMessages())
        #expect(
            own.refusal
                == "429 429 Too many streams: a caller may have 2 streams of notifications open; close one first")
        open.append(await server.listening([:], as: "bob"))
        let all = await server.answer(.listen([:], as: "bob"), stream: SentMessages())
        #expect(
            all.refusal
                == "503 503 The server has 3 streams of notifications open, and no room for another; retry in 10 s")
        #expect(all.fields("Retry-After") == ["10"])
        for one in open { #expect(await one.leave().status == 499) }
        #expect(server.subscriptions.count == 0)
        #expect(await server.listening([:]).leave().status == 499)
    }

    @Test("Up to 2025-11-25 there is no such method")
    func legacy() async throws {
        let server = try server()
        let session = await server.openSession()
        let answer = await server.answer(
            .legacy("subscriptions/listen", ["notifications": [:]], session: session), stream: SentMessages())
        #expect(answer.code == -32601)
    }

    // MARK: What is told

    @Test("The acknowledgment comes first, with what is honoured", arguments: [1, "one", 0, "1"] as [JSONValue])
    func acknowledged(_ id: JSONValue) async throws {
        let server = try server()
        let listening = await server.listening(Ask.listen(Self.everything).with { $0.id = id })
        #expect(
            listening.sent.messages == [
                [
                    "jsonrpc": "2.0", "method": "notifications/subscriptions/acknowledged",
                    "params": [
                        "_meta": ["io.modelcontextprotocol/subscriptionId": id],
                        "notifications": [
                            "toolsListChanged": true, "promptsListChanged": true, "resourcesListChanged": true,
                            "resourceSubscriptions": ["notes://motto", "notes://note/7"],
                        ],
                    ],
                ]
            ])
        let message = try #require(listening.sent.messages.first)
        _ = try SubscriptionsAcknowledgedNotification(json: message)
        _ = await listening.leave()
    }

    @Test("What was not asked for, or asked not to be told, is not honoured and not told")
    func filtered() async throws {
        let server = try server()
        let listening = await server.listening(["toolsListChanged": false, "promptsListChanged": true, "more": 1])
        #expect(listening.honoured == ["promptsListChanged": true])
        try server.registry.add(Components(tools: [Registered.tool("t")]))
        server.resourceUpdated("notes://motto")
        try server.registry.add(Components(prompts: [Registered.prompt("p")]))
        #expect(await listening.hears(2))
        #expect(
            listening.methods == [
                "notifications/subscriptions/acknowledged", "notifications/prompts/list_changed",
            ])
        _ = await listening.leave()
    }

    @Test("Every message has the subscription's id, of its type", arguments: [7, "seven"] as [JSONValue])
    func messages(_ id: JSONValue) async throws {
        let server = try server()
        let listening = await server.listening(Ask.listen(Self.everything).with { $0.id = id })
        server.resourceUpdated("notes://note/7")
        #expect(await listening.hears(2))
        try server.registry.add(Components(tools: [Registered.tool("t")]))
        #expect(await listening.hears(3))
        #expect(
            Array(listening.sent.messages.dropFirst()) == [
                [
                    "jsonrpc": "2.0", "method": "notifications/resources/updated",
                    "params": [
                        "_meta": ["io.modelcontextprotocol/subscriptionId": id], "uri": "notes://note/7",
                    ],
                ],
                [
                    "jsonrpc": "2.0", "method": "notifications/tools/list_changed",
                    "params": ["_meta": ["io.modelcontextprotocol/subscriptionId": id]],
                ],
            ])
        server.beginDraining()
        let answer = await listening.task.value
        #expect(answer.id == id)
        #expect(answer.result?["resultType"] == "complete")
        #expect(answer.result?["_meta"]?["io.modelcontextprotocol/subscriptionId"] == id)
        #expect(answer.result?["_meta"]?["io.modelcontextprotocol/serverInfo"]?["name"] == "sample")
    }

    @Test("The rate limit's fields begin the stream")
    func fields() async throws {
        let limit = try RateLimit(quota: 5, perSeconds: 60)
        let server = try server(Samples.all) { $0.limits.perCaller = [limit] }
        let listening = await server.listening([:])
        #expect(listening.sent.fields.first?.contains { $0.name == "RateLimit" } == true)
        _ = await listening.leave()
    }

    // MARK: Visibility

    private static let secret = Resource(
        uri: "notes://secret", name: "secret", options: .init(access: .role("keeper"))
    ) { _, _ in .text("s") }

    @Test("Of a resource that it may not read a caller hears nothing, as of one that is not there")
    func hidden() async throws {
        let server = try server(Samples.all + Components(resources: [Self.secret]))
        let filter: JSONValue = ["resourceSubscriptions": ["notes://secret", "notes://motto"]]
        let stranger = await server.listening(filter)
        let keeper = await server.listening(filter, as: "eve+keeper")
        #expect(stranger.honoured == ["resourceSubscriptions": ["notes://motto"]])
        #expect(keeper.honoured == ["resourceSubscriptions": ["notes://secret", "notes://motto"]])
        server.resourceUpdated("notes://secret")
        #expect(await keeper.hears(2))
        server.resourceUpdated("notes://motto")
        #expect(await keeper.hears(3))
        #expect(await stranger.hears(2))
        #expect(stranger.updated == ["notes://motto"])
        #expect(keeper.updated == ["notes://secret", "notes://motto"])
        for one in [stranger, keeper] { _ = await one.leave() }
    }

    @Test("What has been hidden or taken away since is told no more, and is again when it is back")
    func takenAway() async throws {
        let server = try server()
        let listening = await server.listening(["resourceSubscriptions": ["notes://motto", "notes://note/1"]])
        server.registry.disable(.resource("notes://motto"))
        server.resourceUpdated("notes://motto")
        server.resourceUpdated("notes://note/1")
        #expect(await listening.hears(2))
        server.registry.enable(.resource("notes://motto"))
        server.resourceUpdated("notes://motto")
        #expect(await listening.hears(3))
        #expect(Set(listening.updated.dropLast()).isSubset(of: ["notes://note/1"]))
        #expect(listening.updated.last == "notes://motto")
        _ = await listening.leave()
    }

    @Test("Guards of a resource are asked when a stream begins and before each update")
    func guarded() async throws {
        let gate = SharedFlag(true)
        let own = Resource(
            template: "notes://of/{who}", name: "own",
            options: .init(guards: [
                .policy("own notes", needs: .arguments) { request, arguments in
                    gate.value && arguments["who"]?.stringValue == request.principal.subject
                }
            ])
        ) { _, _ in .text("o") }
        let server = try server(Components(resources: [own, Samples.motto]))
        let filter: JSONValue = ["resourceSubscriptions": ["notes://of/alice", "notes://of/bob", "notes://motto"]]
        let alice = await server.listening(filter)
        #expect(alice.honoured == ["resourceSubscriptions": ["notes://of/alice", "notes://motto"]])
        server.resourceUpdated("notes://of/alice")
        #expect(await alice.hears(2))
        gate.value = false
        server.resourceUpdated("notes://of/alice")
        #expect(await eventually { !server.subscriptions.isDelivering })
        server.resourceUpdated("notes://motto")
        #expect(await alice.hears(3))
        #expect(alice.updated == ["notes://of/alice", "notes://motto"])
        _ = await alice.leave()
    }

    // MARK: Ends

    @Test("A client that leaves frees everything, and is not answered")
    func left() async throws {
        let server = try server()
        let listening = await server.listening(Self.everything)
        #expect(server.subscriptions.count == 1)
        #expect(server.subscriptions.uriCount == 2)
        #expect(await listening.leave().status == 499)
        #expect(server.subscriptions.count == 0)
        #expect(server.subscriptions.uriCount == 0)
        #expect(listening.sent.count == 1)
    }

    @Test("A client that is found gone frees everything")
    func gone() async throws {
        let server = try server()
        let answer = await server.answer(.listen(Self.everything), stream: SentMessages(isClosed: true))
        #expect(answer.status == 499)
        #expect(server.subscriptions.count == 0)
    }

    @Test("A slow client is told of a storm what it can be sent, and all of it once it reads")
    func slow() async throws {
        let server = try server()
        let gate = Gate()
        let sent = SentMessages(gate: gate)
        let task = Task { await server.answer(.listen(Self.everything), stream: sent) }
        await gate.arrivals()
        for _ in 0..<1_000 {
            server.registry.disable(.tool("echo"))
            server.registry.enable(.tool("echo"))
            server.resourceUpdated("notes://motto")
        }
        #expect(await eventually { !server.subscriptions.isDelivering })
        gate.open()
        #expect(await eventually { sent.count == 3 })
        let listening = Listening(sent: sent, task: task)
        #expect(Set(listening.methods.dropFirst()) == [Method.toolsListChanged, Method.resourceUpdated])
        _ = await listening.leave()
    }

    @Test("Draining tells what waits, ends every stream with its result, and refuses new ones; the rest goes on")
    func draining() async throws {
        let server = try server()
        let listening = await server.listening(Self.everything)
        server.beginDraining()
        server.beginDraining()
        #expect(await listening.task.value.result?["resultType"] == "complete")
        #expect(server.subscriptions.count == 0)
        let refused = await server.answer(.listen([:]), stream: SentMessages())
        #expect(refused.refusal == "503 503 The server is about to stop, and opens no more streams; retry in 1 s")
        #expect(await server.answer(.call("whoami")).toolText == "alice")
    }

    @Test("A stream ends with its result when the credential that opened it has expired")
    func expired() async throws {
        let clock = TestClock()
        let hub = Subscriptions(ServerOptions.Subscriptions(), clock: clock)
        let server = try server()
        let listen = Listen(
            hub, ResourceVisibility(registry: server.registry, scopes: server.dependencies), tasks: nil,
            info: Implementation(name: "n", version: "1"), kinds: .all, now: { 1_000 })
        let sent = SentMessages()
        let stream = ListenStream(
            ListenStream.Parts(
                id: .integer(1),
                reader: ResourceReader(
                    principal: Principal(subject: "alice", method: .jwt, expiresAt: 1_060), requestID: "r"),
                subscription: try hub.open(SubscriptionInterest(kinds: .tools), by: "alice"), stream: sent,
                sharesChannel: false), ListenStream.Beginning(acknowledgment: Array("{}".utf8), fields: []), listen)
        let task = Task { await stream.run() }
        #expect(await eventually { clock.sleepers > 0 && sent.count == 1 })
        clock.advance(by: .seconds(59))
        #expect(await eventually { clock.sleepers > 0 })
        #expect(hub.count == 1)
        for _ in 0..<3 {
            clock.advance(by: .seconds(1))
            _ = await eventually { clock.sleepers > 0 || hub.count == 0 }
        }
        let reply = await task.value
        #expect(reply.status == 200)
        #expect(Answer(reply).result?["_meta"]?["io.modelcontextprotocol/subscriptionId"] == 1)
        #expect(hub.count == 0 && hub.deadlines.count == 0)
    }

    @Test("A stream keeps nothing of what the server offered when it began")
    func keepsNothing() async throws {
        let server = try server()
        weak let before = server.registry.snapshot
        let listening = await server.listening(Self.everything)
        try server.registry.add(Components(tools: [Registered.tool("t")]))
        #expect(await listening.hears(2))
        #expect(await eventually { before == nil })
        _ = await listening.leave()
    }

    @Test("A stream holds no place among the calls, and no call's time ends it")
    func outsideOfCalls() async throws {
        let server = try server(Samples.all) {
            $0.calls.maximumConcurrent = 1
            $0.calls.timeout = .milliseconds(20)
            $0.calls.maximumTimeout = .milliseconds(20)
        }
        let listening = await server.listening(Self.everything)
        for _ in 0..<3 { #expect(await server.answer(.call("whoami")).toolText == "alice") }
        server.resourceUpdated("notes://motto")
        #expect(await listening.hears(2))
        _ = await listening.leave()
    }

    @Test("A server that announces no changes of lists honours none, and tells of resources all the same")
    func unannounced() async throws {
        let server = try server(Samples.all) { $0.announcesListChanges = false }
        let listening = await server.listening(Self.everything)
        #expect(listening.honoured == ["resourceSubscriptions": ["notes://motto", "notes://note/7"]])
        _ = await listening.leave()
    }
}
