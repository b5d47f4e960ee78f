import Gatehouse
import GatehouseClient
import Testing

@Suite("Subscriptions of revision 2026-07-28")
struct SubscriptionTests {
    private static func meta(_ exchange: ScriptedExchange, _ more: JSONObject = [:]) -> JSONObject {
        var params = more
        params["_meta"] = .object(["io.modelcontextprotocol/subscriptionId": exchange.id])
        return params
    }

    /// A server that acknowledges every subscription, and goes on as a test says.
    private func listening(_ script: @escaping ScriptedServer.Script) -> ScriptedServer {
        ScriptedServer.modern { exchange in
            await exchange.notify(
                Method.subscriptionsAcknowledged,
                Self.meta(exchange, ["notifications": ["toolsListChanged": true, "taskIds": ["t"]]]))
            return await script(exchange)
        }
    }

    @Test("It says what the server agreed to, gives its events, and ends with the server's result")
    func inOrder() async throws {
        let server = listening { exchange in
            await exchange.notify(Method.toolsListChanged, Self.meta(exchange))
            await exchange.notify(Method.resourceUpdated, Self.meta(exchange, ["uri": "file:///a"]))
            await exchange.notify(Method.toolsListChanged, ["_meta": ["io.modelcontextprotocol/subscriptionId": 99]])
            return exchange.result(["resultType": "complete", "_meta": Self.meta(exchange)["_meta"] ?? [:]])
        }
        let client = try await Client.of(server)
        let subscription = try await client.listen(
            for: SubscriptionFilter(toolsListChanged: true, resourceSubscriptions: ["file:///a"], taskIds: ["t"]))
        #expect(subscription.acknowledged == SubscriptionFilter(toolsListChanged: true, taskIds: ["t"]))
        var methods: [String] = []
        for try await event in subscription { methods.append(event.method) }
        #expect(methods == [Method.toolsListChanged, Method.resourceUpdated])
        #expect(
            server.params(of: Method.listen) == [
                [
                    "notifications": [
                        "toolsListChanged": true, "resourceSubscriptions": ["file:///a"], "taskIds": ["t"],
                    ]
                ]
            ])
    }

    @Test("A refusal is thrown before anything is given")
    func refused() async throws {
        let server = ScriptedServer.modern { $0.error(-32021, "declare tasks", status: 400) }
        let client = try await Client.of(server)
        let failure = await #expect(throws: ClientError.self) {
            try await client.listen(for: SubscriptionFilter(toolsListChanged: true))
        }
        #expect(failure?.code == .missingRequiredClientCapability)
    }

    @Test("A connection that is lost is told from an end in order")
    func lost() async throws {
        let server = listening { _ in Reply(status: 502) }
        let client = try await Client.of(server)
        let subscription = try await client.listen(for: SubscriptionFilter(toolsListChanged: true))
        let failure = await #expect(throws: ClientError.self) { for try await _ in subscription {} }
        #expect(failure?.kind == .httpStatus)
    }

    @Test("A server that cancels a subscription ends it")
    func cancelledByServer() async throws {
        let server = listening { exchange in
            await exchange.notify(Method.cancelled, ["requestId": exchange.id])
            return Reply(status: 502)
        }
        let client = try await Client.of(server)
        let subscription = try await client.listen(for: SubscriptionFilter(toolsListChanged: true))
        for try await _ in subscription { Issue.record("nothing was sent") }
    }

    @Test("Cancelling it, or letting it go, ends the request", arguments: [true, false])
    func cancelled(explicitly: Bool) async throws {
        let (ends, ended) = AsyncStream.makeStream(of: Bool.self)
        let server = listening { exchange in
            try? await Task.sleep(for: .seconds(60))
            ended.yield(Task.isCancelled)
            return exchange.result([:])
        }
        let client = try await Client.of(server)
        var subscription: Subscription? = try await client.listen(for: SubscriptionFilter(toolsListChanged: true))
        if explicitly { subscription?.cancel() }
        subscription = nil
        for await isCancelled in ends {
            #expect(isCancelled)
            break
        }
    }

    @Test("More events than wait to be read end it with an error, so that none is missed unknown")
    func overflow() async throws {
        let (sent, allSent) = AsyncStream.makeStream(of: Void.self)
        let server = listening { exchange in
            for _ in 0..<5 { await exchange.notify(Method.toolsListChanged, Self.meta(exchange)) }
            allSent.finish()
            return exchange.result([:])
        }
        let client = try await Client.of(server) { $0.limits.maximumBufferedNotifications = 3 }
        let subscription = try await client.listen(for: SubscriptionFilter(toolsListChanged: true))
        // A reader that is quick enough would have room for all of them.
        for await _ in sent {}
        let failure = await #expect(throws: ClientError.self) { for try await _ in subscription {} }
        #expect(failure?.description == "3 events of the subscription wait to be read already")
    }

    @Test("There are no more at once than the limits allow")
    func tooMany() async throws {
        let server = listening { exchange in
            try? await Task.sleep(for: .seconds(60))
            return exchange.result([:])
        }
        let client = try await Client.of(server) { $0.limits.maximumSubscriptions = 1 }
        let first = try await client.listen(for: SubscriptionFilter(toolsListChanged: true))
        let failure = await #expect(throws: ClientError.self) {
            try await client.listen(for: SubscriptionFilter(toolsListChanged: true))
        }
        #expect(failure?.description == "1 subscriptions are open already")
        first.cancel()
    }

    @Test("Each revision says what the other one has instead")
    func unavailable() async throws {
        let legacy = try await Client.of(.legacy { $0.result([:]) }, era: .legacy())
        let failure = await #expect(throws: ClientError.self) { try await legacy.listen(for: SubscriptionFilter()) }
        #expect(
            failure?.description
                == "revision 2025-11-25 has no subscriptions/listen; use subscribe(to:) and notifications")
        let modern = try await Client.of(.modern { $0.result([:]) })
        let other = await #expect(throws: ClientError.self) { try await modern.subscribe(to: "file:///a") }
        #expect(
            other?.description == """
                revision 2026-07-28 has no resources/subscribe; use listen(for:) with resourceSubscriptions
                """)
        let ping = await #expect(throws: ClientError.self) { try await modern.ping() }
        #expect(ping?.description == "revision 2026-07-28 has no ping; use server()")
        try await legacy.ping()
        try await legacy.subscribe(to: "file:///a")
        try await legacy.unsubscribe(from: "file:///a")
    }
}
