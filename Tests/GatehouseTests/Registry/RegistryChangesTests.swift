import Testing

@testable import Gatehouse

@Suite("The feed of the registry's changes")
struct RegistryChangesTests {
    private func server() throws -> Server {
        try Samples.server(tools: [Registered.tool("a")])
    }

    @Test("What changes nothing is not told")
    func nothing() async throws {
        let registry = try server().registry
        let changes = registry.changes().makeAsyncIterator()
        registry.enable(.all)
        registry.remove(.tool("x"))
        registry.disable(.tag("x"))
        try registry.add(Components())
        #expect(throws: RegistrationError.self) { try registry.add(Components(tools: [Registered.tool("a")])) }
        try registry.add(Components(prompts: [Registered.prompt("p")]))
        #expect(await changes.next() == .prompts)
    }

    @Test("Each kind is told, resources and templates as one")
    func kinds() async throws {
        let registry = try server().registry
        let changes = registry.changes().makeAsyncIterator()
        try registry.add(Components(tools: [Registered.tool("b", access: .permission("new"))]))
        #expect(await changes.next() == .tools)
        try registry.replace(Components(prompts: [Registered.prompt("p")]))
        #expect(await changes.next() == .prompts)
        try registry.add(Components(resources: [Registered.template("x://{a}")]))
        #expect(await changes.next() == .resources)
        registry.disable(.kind(.resourceTemplate))
        #expect(await changes.next() == .resources)
        registry.enable(.all)
        #expect(await changes.next() == .resources)
        registry.remove(.all)
        #expect(await changes.next() == .all)
    }

    @Test("Every kind has the notification that the protocol has for it")
    func notifications() {
        #expect(
            ComponentKinds.all.notifications == [
                "notifications/tools/list_changed", "notifications/prompts/list_changed",
                "notifications/resources/list_changed",
            ])
        #expect(ComponentKinds.resources.notifications == ["notifications/resources/list_changed"])
        #expect(ComponentKinds().notifications == [])
    }

    @Test("A slow listener hears of any number of changes once")
    func coalesced() async throws {
        let registry = try server().registry
        let changes = registry.changes().makeAsyncIterator()
        for _ in 0..<100 {
            registry.disable(.tool("a"))
            registry.enable(.tool("a"))
        }
        try registry.add(Components(resources: [Registered.resource("x:")]))
        #expect(await changes.next() == [.tools, .resources])
        try registry.add(Components(prompts: [Registered.prompt("p")]))
        #expect(await changes.next() == .prompts)
    }

    @Test("A listener that waits is woken, and sees what it was woken for")
    func woken() async throws {
        let server = try server()
        let changes = server.registry.changes()
        let heard = Task {
            for await _ in changes { return server.registry.components.map(\.name) }
            return []
        }
        try server.registry.add(Components(tools: [Registered.tool("b")]))
        #expect(await heard.value == ["a", "b"])
    }

    @Test("Every listener hears of its own, and none of what was before it")
    func several() async throws {
        let registry = try server().registry
        let first = registry.changes().makeAsyncIterator()
        registry.disable(.tool("a"))
        let second = registry.changes().makeAsyncIterator()
        try registry.add(Components(prompts: [Registered.prompt("p")]))
        #expect(await first.next() == [.tools, .prompts])
        #expect(await second.next() == .prompts)
    }

    @Test("A listener that is cancelled hears the end")
    func cancelled() async throws {
        let registry = try server().registry
        let changes = registry.changes()
        let task = Task {
            var count = 0
            for await _ in changes { count += 1 }
            return count
        }
        task.cancel()
        #expect(await task.value == 0)
        #expect(await changes.makeAsyncIterator().next() == nil)
    }

    @Test("A second task that waits on one listener ends, and the first one still hears")
    func twoTasks() async throws {
        let listener = ChangeListener()
        let tasks = [Task { await listener.next() }, Task { await listener.next() }]
        let heard = await withTaskGroup(of: ComponentKinds?.self) { group in
            for task in tasks { group.addTask { await task.value } }
            // One of the two ends at once, whichever comes second; then the other one is told.
            let first = await group.next() ?? nil
            listener.tell(.tools)
            return [first, await group.next() ?? nil]
        }
        #expect(heard == [nil, .tools])
    }

    @Test("Listeners that nobody holds any longer take no memory")
    func forgotten() {
        let listeners = ChangeListeners()
        let kept = listeners.add()
        for _ in 0..<100_000 { _ = listeners.add() }
        #expect(listeners.count <= 16)
        listeners.tell(.tools)
        withExtendedLifetime(kept) {}
    }
}
