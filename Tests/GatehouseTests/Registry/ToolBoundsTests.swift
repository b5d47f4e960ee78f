import Testing

@testable import Gatehouse

@Suite("Lanes and rate limits of tools that come and go")
struct ToolBoundsTests {
    private let limiter = ConcurrencyLimiter(ConcurrencyLimits(running: 100, waiting: 0))

    private func registry(_ tools: [Tool]) throws -> Registry {
        try Registry(
            Components(tools: tools),
            RegistryTerms(
                policy: AccessPolicy(), guards: [], graph: try DependencyGraph(),
                bounds: ToolBoundsSource(limiter: limiter, running: 4, book: try LimitBook(ServerOptions.Limits())),
                maximumComponents: 1_000))
    }

    private func tool(_ name: String = "t", running: Int? = nil, limits: RateLimits = []) -> Tool {
        Tool(
            name: name, description: "",
            options: ToolOptions(limits: limits, maximumConcurrentCalls: running),
            input: NoInput.self
        ) { _, _ in "" }
    }

    private func lane(_ registry: Registry) throws -> ConcurrencyLane {
        try #require(registry.snapshot.tools.group("t")?.current).bounds.lane.lane
    }

    @Test("Thousands of tools that come and go leave no lane behind")
    func noLeak() throws {
        let registry = try registry([tool("stays")])
        for index in 0..<5_000 {
            try registry.change([
                .add(Components(tools: [tool("t\(index)")])), .remove(.tool("t\(index &- 1)")),
            ])
            try registry.replace(Components(tools: [tool("stays", running: 1 + index % 3)]))
        }
        #expect(registry.components.count == 2)
        // One place for the shared lane, one for each tool, and two for those that a change makes before others go.
        #expect(limiter.laneCount <= 5)
    }

    @Test("A refused change leaves no lane behind")
    func refused() throws {
        let registry = try registry([tool()])
        for _ in 0..<100 {
            #expect(throws: RegistrationError.self) {
                try registry.add(Components(tools: [tool("u"), tool("v"), tool("t")]))
            }
        }
        #expect(limiter.laneCount <= 5)
    }

    /// Takes a slot of the lane that the tool has now.
    private func take(_ registry: Registry) throws -> HeldSlot? {
        take(try lane(registry))
    }

    private func take(_ lane: ConcurrencyLane) -> HeldSlot? {
        guard let slot = limiter.tryAcquire(lane) else { return nil }
        return HeldSlot(slot)
    }

    @Test("A tool that is replaced keeps its lane, so that calls under way count")
    func kept() throws {
        let registry = try registry([tool(running: 1)])
        let slot = try take(registry)
        #expect(slot != nil)
        try registry.replace(Components(tools: [tool(running: 1)]))
        let refused = try take(registry)
        #expect(refused == nil)
        slot?.release()
        let next = try take(registry)
        #expect(next != nil)
    }

    @Test("A tool that is replaced by a wider one gets a new lane, and the old one goes with its last call")
    func widened() throws {
        let registry = try registry([tool(running: 1)])
        let old = try lane(registry)
        let slots = [take(old)]
        try registry.replace(Components(tools: [tool(running: 2)]))
        let new = try lane(registry)
        #expect(new != old)
        let more = [take(new), take(new), take(new)]
        #expect(more.map { $0 != nil } == [true, true, false])
        #expect(limiter.usage.running == 3)
        for slot in slots + more { slot?.release() }
        #expect(limiter.usage.running == 0)
        let stale = take(old)
        #expect(stale == nil)
    }

    @Test("A tool that is replaced keeps what callers used of its limits where they are the same")
    func rateLimits() async throws {
        let limits: RateLimits = "1/hour"
        let server = try Samples.server(tools: [tool(limits: limits)])
        #expect(await server.answer(.call("t")).status == 200)
        try server.registry.replace(Components(tools: [tool(limits: limits)]))
        #expect(await server.answer(.call("t")).status == 429)
        server.registry.disable(.all)
        server.registry.enable(.all)
        #expect(await server.answer(.call("t")).status == 429)
        try server.registry.replace(Components(tools: [tool(limits: "2/hour")]))
        #expect(await server.answer(.call("t")).status == 200)
    }

    @Test("Another version is no way around a limit, and another tool's limit is its own")
    func versions() async throws {
        let limits: RateLimits = "1/hour"
        func versioned(_ version: String) -> Tool {
            var tool = tool(limits: limits)
            tool.options.version = version
            return tool
        }
        let server = try Samples.server(tools: [versioned("1"), versioned("2"), tool("u", limits: limits)])
        #expect(await server.says("t", "1") == "")
        #expect(await server.answer(.call("t")).status == 429)
        #expect(await server.says("u") == "")
    }

    @Test("A million lanes that come and go take the place of one")
    func queue() {
        var queue = ConcurrencyQueue(running: 4, waiting: 4)
        for _ in 0..<1_000_000 {
            let lane = queue.addLane(bound: 2)
            _ = queue.take(lane)
            queue.removeLane(lane)
            _ = queue.release(lane)
        }
        #expect(queue.laneCount == 2)
        #expect(queue.running == 0)
    }

    @Test("A lane that is gone gives no slots, and takes none from the lane in its place")
    func stale() {
        var queue = ConcurrencyQueue(running: 4, waiting: 4)
        let old = queue.addLane(bound: 1)
        queue.removeLane(old)
        queue.removeLane(old)
        let new = queue.addLane(bound: 1)
        let tookOld = queue.take(old)
        let ticket = queue.ticket(old)
        let tookNew = queue.take(new)
        let released = queue.release(old)
        let tookMore = queue.take(new)
        queue.removeLane(old)
        _ = queue.release(new)
        let tookAgain = queue.take(new)
        #expect([tookOld, tookNew, tookMore, tookAgain] == [false, true, false, true])
        #expect(ticket == nil)
        #expect(released.isEmpty)
    }

    @Test("Whoever waits in a lane that is removed still gets a slot, and then the lane goes")
    func waiting() {
        var queue = ConcurrencyQueue(running: 4, waiting: 4)
        let lane = queue.addLane(bound: 1)
        _ = queue.take(lane)
        let ticket = queue.ticket(lane)
        queue.removeLane(lane)
        let late = queue.ticket(lane)
        let woken = queue.release(lane)
        let last = queue.release(lane)
        #expect(ticket != nil)
        #expect(late == nil)
        #expect(woken == [ticket])
        #expect(last.isEmpty)
        #expect(queue.running == 0)
        let next = queue.addLane(bound: 1)
        #expect(next.index == lane.index)
    }

    @Test("The shared lane stays")
    func shared() {
        var queue = ConcurrencyQueue(running: 1, waiting: 0)
        queue.removeLane(.shared)
        let taken = queue.take(.shared)
        #expect(taken)
    }
}
