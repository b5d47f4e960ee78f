import Synchronization
import Testing

@testable import Gatehouse

@Suite("Limits that change while the server runs", .timeLimit(.minutes(2)))
struct LimitReloadTests {
    private static func limits(
        _ policies: [LimitPolicy], _ change: (inout ServerOptions.Limits) -> Void = { _ in }
    ) -> RunningOptions {
        var limits = ServerOptions.Limits()
        limits.policies = policies
        change(&limits)
        return RunningOptions(limits: limits)
    }

    // MARK: Refusals

    @Test("Limits that are wrong are refused as a whole, with the policy that came with them, and the old ones stay")
    func refused() async throws {
        let server = try Server.limited(
            [LimitPolicy("x", "1/hour"), LimitPolicy("search", "9/s", scope: .named)],
            tools: [.plain(), .plain("searching", ToolOptions(sharedLimits: ["search"]))])
        let wrong: [(RunningOptions, String)] = [
            (
                Self.limits([LimitPolicy("x", "many/day")]),
                "limit \"x\": Expected a number of requests, as in '60/minute', but found 'many/day' at byte 0 of "
                    + "\"many/day\"."
            ),
            (
                Self.limits([LimitPolicy("x", "5/s"), LimitPolicy("x", "6/s")]), "two limits are called \"x\""
            ),
            (
                Self.limits([LimitPolicy("x", "5/s")]),
                "tool \"searching\": the shared limit \"search\" does not exist; the limits are x"
            ),
            (
                Self.limits([LimitPolicy("search", "5/s", scope: .named)]) {
                    $0.addresses = AddressLimits(requests: "5/parsec")
                },
                "the limits of addresses: Expected a unit: second, minute, hour, day, week or month, but found "
                    + "'parsec' at byte 2 of \"5/parsec\"."
            ),
        ]
        for (options, message) in wrong {
            var options = options
            var policy = AccessPolicy()
            policy.fallback = .deny
            options.policy = policy
            options.calls = ServerOptions.Calls(maximumConcurrent: 1)
            #expect(throws: RegistrationError(message)) { try server.apply(options) }
        }
        #expect(server.registry.policy.fallback == .declared)
        #expect(server.concurrency.limits.running == ServerOptions.Calls().maximumConcurrent)
        #expect(await server.statuses([.plain(), .plain()]) == [200, 429])
    }

    @Test("A policy that is wrong lets no limit through")
    func wrongPolicy() async throws {
        let server = try Server.limited([LimitPolicy("x", "1/hour")], tools: [.plain()])
        var options = Self.limits([])
        options.policy = AccessPolicy(roles: ["a": .init(inherits: ["a"])])
        #expect(throws: RegistrationError("the policy: role \"a\" inherits itself: a -> a")) {
            try server.apply(options)
        }
        #expect(await server.statuses([.plain(), .plain()]) == [200, 429])
    }

    // MARK: What counts goes on

    @Test("What was used of a limit that stays the same stays used; another one begins anew")
    func goesOn() async throws {
        let server = try Server.limited(
            [LimitPolicy("a", "2/hour"), LimitPolicy("b", "3/hour", scope: .tools("plain"))], tools: [.plain()])
        #expect(await server.statuses([.plain()]) == [200])
        // The order, another limit beside it, an exemption of others and a cost do not matter.
        try server.apply(
            Self.limits([
                LimitPolicy("c", "100/second", key: .everyone), LimitPolicy("b", "3/hour", scope: .tools("plain")),
                LimitPolicy("a", "2/hour", exemption: LimitExemption(roles: ["admin"])),
            ]))
        #expect(await server.statuses([.plain(), .plain(), .plain(as: "admin+admin")]) == [200, 429, 200])
        try server.apply(Self.limits([LimitPolicy("a", "3/hour")]))
        #expect(await server.statuses([.plain(), .plain(), .plain(), .plain()]) == [200, 200, 200, 429])
    }

    @Test("Of several limits under one name each goes on by itself, whatever comes beside it")
    func several() async throws {
        let server = try Server.limited([LimitPolicy("a", "2/hour")], tools: [.plain()])
        #expect(await server.statuses([.plain()]) == [200])
        try server.apply(Self.limits([LimitPolicy("a", "50/minute; 2/hour")]))
        #expect(await server.statuses([.plain(), .plain()]) == [200, 429])
        let fields = await server.answer(.plain(as: "bob")).fields("RateLimit-Policy").first
        #expect(fields == "\"a-60s\";q=50;w=60, \"a-3600s\";q=2;w=3600")
    }

    @Test("A limit with another key begins anew, and so does one whose key is a function")
    func keys() async throws {
        let server = try Server.limited([LimitPolicy("a", "1/hour")], tools: [.plain()])
        #expect(await server.statuses([.plain(as: "alice@acme")]) == [200])
        try server.apply(Self.limits([LimitPolicy("a", "1/hour", key: .tenant)]))
        #expect(await server.statuses([.plain(as: "alice@acme"), .plain(as: "bob@acme")]) == [200, 429])
        for _ in 0..<2 {
            try server.apply(Self.limits([LimitPolicy("a", "1/hour", key: .by { _ in "x" })]))
            #expect(await server.statuses([.plain(as: "alice"), .plain(as: "bob")]) == [200, 429])
        }
    }

    @Test("A tool's own limits give way to the configuration's, and come back")
    func ownLimits() async throws {
        let server = try Server.limited(tools: [.plain("t", ToolOptions(limits: "1/hour"))])
        #expect(await server.statuses([.plain("t"), .plain("t")]) == [200, 429])
        try server.apply(
            Self.limits([LimitPolicy("t", "2/hour", scope: .tools("t"))]) { $0.replacedTools = ["t"] })
        #expect(await server.statuses([.plain("t"), .plain("t"), .plain("t")]) == [200, 200, 429])
        try server.apply(Self.limits([]))
        #expect(await server.statuses([.plain("t"), .plain("t")]) == [200, 429])
        // Without a change to it, it goes on.
        try server.apply(Self.limits([LimitPolicy("other", "9/s")]))
        #expect(await server.statuses([.plain("t")]) == [429])
    }

    @Test("Versions of a tool go on sharing what is left of their limits")
    func versions() async throws {
        let tools = ["1.0", "2.0"].map { Tool.plain("t", ToolOptions(limits: "2/hour", version: $0)) }
        let server = try Server.limited(tools: tools)
        #expect(await server.statuses([.plain("t")]) == [200])
        try server.apply(Self.limits([LimitPolicy("other", "9/s")]))
        let old = Ask.plain("t").with { $0.meta[ComponentMeta.version] = "1.0" }
        #expect(await server.statuses([old, .plain("t"), old]) == [200, 429, 429])
    }

    @Test("What tools that come later are held to is what counts then")
    func later() async throws {
        let server = try Server.limited([LimitPolicy("x", "9/s", scope: .named)])
        try server.apply(Self.limits([LimitPolicy("y", "1/hour", scope: .named)]))
        #expect(throws: RegistrationError("tool \"u\": the shared limit \"x\" does not exist; the limits are y")) {
            try server.registry.add(Components(tools: [.plain("u", ToolOptions(sharedLimits: ["x"]))]))
        }
        try server.registry.add(Components(tools: [.plain("t", ToolOptions(sharedLimits: ["y"]))]))
        #expect(await server.statuses([.plain("t"), .plain("t")]) == [200, 429])
    }

    @Test("Quotas go on, whatever else changes about them")
    func quotas() async throws {
        let server = try Server.limited([LimitPolicy("q", quotas: "2/day")], tools: [.plain()])
        #expect(await server.statuses([.plain()]) == [200])
        try server.apply(Self.limits([LimitPolicy("q", "100/second", quotas: "3/day")]))
        #expect(await server.statuses([.plain(), .plain(), .plain()]) == [200, 200, 429])
    }

    @Test("What addresses have used stays used, and their limits can come, change and go")
    func addresses() async throws {
        let server = try Server.limited(tools: [.plain()])
        let from = "192.0.2.7"
        let addressLimits = { (text: RateLimits) in
            Self.limits([]) { $0.addresses = AddressLimits(requests: text) }
        }
        try server.apply(addressLimits("2/hour"))
        let asks = (0..<4).map { Ask.plain(as: "caller-\($0)", from: from) }
        #expect(await server.statuses([asks[0]]) == [200])
        try server.apply(addressLimits("2/hour"))
        #expect(await server.statuses([asks[1], asks[2]]) == [200, 429])
        try server.apply(addressLimits("3/hour"))
        #expect(await server.statuses([asks[2]]) == [200])
        try server.apply(Self.limits([]))
        #expect(await server.statuses(asks) == [200, 200, 200, 200])
    }

    @Test("The fields of older clients can be switched on")
    func legacyFields() async throws {
        let server = try Server.limited([LimitPolicy("a", "9/hour")], tools: [.plain()])
        #expect(await server.answer(.plain()).fields("X-RateLimit-Limit").isEmpty)
        try server.apply(Self.limits([LimitPolicy("a", "9/hour")]) { $0.hasLegacyFields = true })
        #expect(await server.answer(.plain()).fields("X-RateLimit-Remaining") == ["7"])
    }

    // MARK: How many at once

    @Test("More slots let those run who wait, and fewer stop nobody who runs")
    func slots() async throws {
        let gate = Gate()
        let tool = Tool(name: "waits", description: "", input: NoInput.self) { _, _ in
            await gate.wait()
            return "done"
        }
        let server = try Server.limited(tools: [tool]) {
            $0.calls = ServerOptions.Calls(
                maximumConcurrent: 1, maximumConcurrentPerTool: 8, maximumConcurrentPerCaller: 8, maximumQueued: 8,
                queueWait: .seconds(30), overloadWait: .seconds(30))
        }
        let calls = (0..<3).map { number in Task { await server.answer(.call("waits", as: "c\(number)")).status } }
        await gate.arrivals(1)
        while server.concurrency.usage.waiting < 2 { await Task.yield() }
        let more = ServerOptions.Calls(
            maximumConcurrent: 3, maximumConcurrentPerTool: 8, maximumConcurrentPerCaller: 8, maximumQueued: 8,
            queueWait: .seconds(30), overloadWait: .seconds(30))
        try server.apply(RunningOptions(calls: more))
        await gate.arrivals(3)
        #expect(server.concurrency.usage == (3, 0))
        var fewer = more
        fewer.maximumConcurrent = 1
        fewer.maximumQueued = 0
        try server.apply(RunningOptions(calls: fewer))
        #expect(await server.answer(.call("waits", as: "late")).status == 503)
        gate.open()
        for call in calls { #expect(await call.value == 200) }
        #expect(await server.answer(.call("waits")).status == 200)
    }

    @Test("A tool's own lane has another width where the default has")
    func lanes() async throws {
        let server = try Server.limited(tools: [.plain(), .plain("own", ToolOptions(maximumConcurrentCalls: 5))])
        try server.apply(RunningOptions(calls: ServerOptions.Calls(maximumConcurrentPerTool: 2)))
        let width = { (name: String) in server.registry.snapshot.tools.group(name)?.current?.bounds.lane.running }
        #expect((width("plain"), width("own")) == (2, 5))
        let lane = server.registry.snapshot.tools.group("own")?.current?.bounds.lane
        try server.apply(Self.limits([LimitPolicy("a", "9/s")]))
        #expect(server.registry.snapshot.tools.group("own")?.current?.bounds.lane === lane)
        #expect(width("plain") == 2)
    }

    @Test("Of many requests under many changes none fails, and a limit that stays is exact all the while")
    func underLoad() async throws {
        let server = try Server.limited([LimitPolicy("stays", "50/hour")], tools: [.plain()])
        let isOver = Mutex(false)
        let changes = Task {
            var count = 0
            while !isOver.withLock({ $0 }) {
                count += 1
                let other = LimitPolicy("other", RateLimits([try RateLimit(parsing: "\(1_000 + count)/second")]))
                try server.apply(
                    Self.limits(
                        count.isMultiple(of: 2)
                            ? [LimitPolicy("stays", "50/hour"), other]
                            : [
                                other, LimitPolicy("stays", "50/hour"),
                            ]))
                await Task.yield()
            }
            return count
        }
        let statuses = await withTaskGroup(of: [Int].self) { group in
            for _ in 0..<4 {
                group.addTask { await server.statuses((0..<25).map { _ in .plain() }) }
            }
            return await group.reduce(into: []) { $0 += $1 }
        }
        isOver.withLock { $0 = true }
        #expect(try await changes.value > 1)
        #expect(statuses.count { $0 == 200 } == 50)
        #expect(statuses.count { $0 == 429 } == 50)
    }
}
