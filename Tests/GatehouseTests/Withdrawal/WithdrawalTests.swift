import GatehouseTesting
import Synchronization
import Testing

@testable import Gatehouse

@Suite("What lasts longer than its credential", .timeLimit(.minutes(1)))
struct WithdrawalTests {
    private let callers = WithdrawingCallers()
    private let samples = TaskSamples()
    private let log = LogLines()

    private func server(_ trail: InMemoryAuditTrail? = nil) throws -> Server {
        var options = ServerOptions.listening()
        options.audit = trail.map { AuditOptions($0) }
        options.announcesListChanges = true
        options.sessions.eventStreamPaths = EventStreamPaths()
        var components = Samples.all
        components.tools += samples.tools.filter { tool in !components.tools.contains { $0.name == tool.name } }
        return try Server(
            info: Implementation(name: "sample", title: "Sample", version: "1.0"), components: components,
            authenticator: callers, options: options, logger: log.logger())
    }

    private static let kinds: [Withdrawal.Kind] = [.takenBack, .over]

    @Test("A stream of notifications ends with its result, and those of others go on", arguments: kinds)
    func listening(_ kind: Withdrawal.Kind) async throws {
        let server = try server()
        let alice = await server.listening(["toolsListChanged": true], as: "alice")
        let bob = await server.listening(["toolsListChanged": true], as: "bob")
        #expect(server.watch.count == 2)
        await server.lookAtCredentials()
        #expect(server.subscriptions.count == 2)
        callers.withdraw("alice", kind)
        await server.lookAtCredentials()
        let answer = await alice.task.value
        #expect(answer.status == 200)
        #expect(answer.result?["resultType"] == "complete")
        try server.registry.add(Components(tools: [Registered.tool("late")]))
        #expect(await bob.hears(2))
        #expect(alice.sent.count == 1)
        #expect((server.subscriptions.count, server.watch.count) == (1, 1))
        _ = await bob.leave()
        #expect(server.watch.count == 0)
    }

    @Test("What has expired by the clock is ended, and what has not, or never does, goes on")
    func clock() async {
        let clock = TestTime(0)
        let watch = CredentialWatch(callers, logger: log.logger(), now: { clock.now() / 1_000_000_000 })
        let ended = Mutex<[Withdrawal]>([])
        for end: Int64? in [600, 7_200, nil] {
            let principal = Principal.named("alice") { $0.expiresAt = end }
            _ = watch.add(
                CredentialWatch.Watched(what: "stream", principal: principal) { withdrawal in
                    ended.withLock { $0.append(withdrawal) }
                    return true
                })
        }
        await watch.look([])
        #expect(watch.count == 3)
        clock.advance(by: .seconds(3_600))
        await watch.look([])
        #expect(ended.withLock { $0 } == [Withdrawal(.over, reason: "the credential has expired")])
        #expect(watch.count == 2)
    }

    @Test("A stream shows nothing that the policy which was taken over forbids")
    func policy() async throws {
        let people: [Principal] = [
            .named("alice") { $0.roles = ["reader"] }, .named("bob") { $0.roles = ["editor"] },
        ]
        let resource = Resource(
            uri: "notes://guarded", name: "guarded", options: .init(access: .permission("notes:read"))
        ) { _, _ in .text("text") }
        let before = AccessPolicy(roles: ["reader": ["notes:read"], "editor": ["notes:*"]])
        let server = try Server.knowing(people, Components(resources: [resource]), before)
        let filter: JSONValue = ["resourceSubscriptions": ["notes://guarded"]]
        let alice = await server.listening(filter, as: "alice")
        let bob = await server.listening(filter, as: "bob")
        server.resourceUpdated("notes://guarded")
        #expect(await alice.hears(2))
        #expect(await bob.hears(2))
        try server.registry.replace(AccessPolicy(roles: ["reader": ["other:read"], "editor": ["notes:*"]]))
        server.resourceUpdated("notes://guarded")
        #expect(await bob.hears(3))
        try server.registry.replace(before)
        server.resourceUpdated("notes://guarded")
        #expect(await bob.hears(4))
        #expect(await alice.hears(3))
        #expect(alice.updated.count == 2)
        _ = await (alice.leave(), bob.leave())
    }

    @Test("What waits for a stream is not told when its credential was withdrawn, also while the server drains")
    func waiting() {
        var queue = SubscriptionQueue(SubscriptionInterest(kinds: .all), acknowledges: false)
        queue.note(.all)
        queue.end(.draining)
        queue.end(.withdrawn)
        #expect(queue.next() == .end(.draining))
        #expect(queue.count == 0)
    }

    @Test("The log says once what ended and why, and nothing of the credential itself")
    func logged() async throws {
        let server = try server()
        let alice = await server.listening(["toolsListChanged": true], as: "alice")
        callers.withdraw("alice")
        await server.lookAtCredentials()
        await server.lookAtCredentials()
        _ = await alice.task.value
        let lines = log.lines("the credential does not hold any more: what was opened by it is ended")
        #expect(lines.count == 1)
        #expect(
            lines.first?.metadata == [
                "ended": "subscription", "caller": "alice", "credential": "none",
                "reason": "the token of alice is taken back",
            ])
    }

    @Test(
        "The audit log says what was ended, of whom and why: a task is where the credential was taken back",
        arguments: kinds)
    func audited(_ kind: Withdrawal.Kind) async throws {
        let trail = InMemoryAuditTrail()
        let server = try server(trail)
        let id = await server.begin("endless")
        let alice = await server.listening(["toolsListChanged": true], as: "alice")
        callers.withdraw("alice", kind)
        await server.lookAtCredentials()
        _ = await alice.task.value
        let entries = trail.entries.filter { $0.event == "credential.withdrawn" }
        let told = entries.map {
            [$0.caller, $0.details.first?.value, $0.reason].compactMap(\.self).joined(separator: " ")
        }
        let ended = kind == .takenBack ? ["subscription", "task"] : ["subscription"]
        #expect(told.sorted() == ended.map { "alice \($0) the token of alice is \(kind)" })
        #expect(entries.allSatisfy { $0.details.last == AuditEntry.Detail("withdrawal", kind.description) })
        #expect(entries.compactMap(\.task) == (kind == .takenBack ? [AuditEntry.digest(ofTask: id)] : []))
    }

    @Test("A session ends when the credential is taken back that was used in it last, with its stream and its calls")
    func session() async throws {
        let server = try server()
        let session = await server.openReadySession()
        let other = await server.openReadySession()
        let sent = SentMessages()
        let stream = Task { await server.answer(.get(session: session), stream: sent) }
        _ = await sent.events(1)
        callers.withdraw("alice")
        await server.lookAtCredentials()
        #expect(await stream.value.status == 200)
        #expect(server.sessions.count == 0)
        #expect(session != other)
    }

    @Test("A session whose credential is only over stays for another one, and its stream is let go")
    func sessionStays() async throws {
        let server = try server()
        let session = await server.openReadySession()
        let sent = SentMessages()
        let stream = Task { await server.answer(.get(session: session), stream: sent) }
        _ = await sent.events(1)
        callers.withdraw("alice", .over)
        await server.lookAtCredentials()
        #expect(await stream.value.status == 200)
        #expect(server.sessions.count == 1)
    }

    @Test("A session whose last credential has expired is not ended for what becomes of that")
    func expiredSession() async throws {
        let server = try server()
        let answer = await server.answer(.initialize("2025-11-25", as: "dave@1"))
        #expect(answer.fields("Mcp-Session-Id").count == 1)
        callers.withdraw("dave")
        await server.lookAtCredentials()
        #expect(server.sessions.count == 1)
    }

    @Test("A session counts by the credential that was used last, not by the one that opened it")
    func latestCredential() async throws {
        let server = try server()
        let session = await server.openReadySession()
        #expect(server.sessions.all.first?.caller?.expiresAt == nil)
        #expect(await server.answer(.legacy("ping", session: session, as: "alice@4000000000")).status == 200)
        #expect(server.sessions.all.first?.caller?.expiresAt == 4_000_000_000)
    }

    @Test("A stream of the transport of 2024-11-05 ends, and its session with it", arguments: kinds)
    func eventStream(_ kind: Withdrawal.Kind) async throws {
        let server = try server()
        let sent = SentMessages()
        let ask = Ask.get(session: nil).with { $0.head.path = "/sse" }
        let stream = Task { await server.answer(ask, stream: sent) }
        _ = await sent.events(1)
        callers.withdraw("alice", kind)
        await server.lookAtCredentials()
        #expect(await stream.value.status == 200)
        #expect(server.eventStreams?.count == 0)
        #expect(server.watch.count == 0)
    }

    @Test("A task is cancelled where the credential that began it is taken back, and those of others go on")
    func task() async throws {
        let server = try server()
        let id = await server.begin("endless")
        let other = await server.begin("endless", as: "bob")
        callers.withdraw("alice")
        await server.lookAtCredentials()
        await server.lookAtCredentials()
        let record = try await server.tasks.record(id)
        #expect(record?.status == .cancelled)
        #expect(
            record?.message == "The task was cancelled: the credential that began it was taken back.")
        #expect(try await server.tasks.record(other)?.status == .working)
        callers.withdraw("bob")
        await server.lookAtCredentials()
        samples.gate.open()
        await samples.cancelled.wait()
    }

    @Test("A task goes on where the credential that began it is only over: tasks are made to outlast it")
    func taskGoesOn() async throws {
        let server = try server()
        let id = await server.begin("slow")
        callers.withdraw("alice", .over)
        await server.lookAtCredentials()
        #expect(try await server.tasks.record(id)?.status == .working)
        samples.gate.open()
    }

    @Test("A server that runs looks by itself")
    func byItself() async throws {
        let server = try server()
        try await server.start()
        let alice = await server.listening(["toolsListChanged": true], as: "alice")
        callers.withdraw("alice")
        #expect(await alice.task.value.status == 200)
        await server.stop()
    }
}
