import Testing

@testable import Gatehouse

@Suite("Components that are added while a server runs: guards and dependencies")
struct LateComponentTests {
    private static let pool = Dependency<String>("pool")
    private static let clock = Dependency<String>("clock")

    private func tool(
        _ name: String = "late",
        needs: Needs = .none,
        guards: [Guard] = [],
        access: Access = .everyone
    ) -> Tool {
        let options = ToolOptions(access: access, needs: needs, guards: guards)
        return Tool(name: name, description: "", options: options, input: NoInput.self) { _, context in
            needs.keys.isEmpty ? "ran" : try await context.resolve(Self.pool)
        }
    }

    private func server(guards: [Guard] = []) throws -> Server {
        var options = ServerOptions(policy: AccessPolicy(roles: ["editor": ["notes:write"], "reader": ["notes:read"]]))
        options.dependencies = [.provide(Self.pool) { "a pool" }]
        options.guards = guards
        return try Samples.server(tools: [tool("early")], options: options)
    }

    @Test("A component whose dependency nothing provides is refused, and nothing is changed")
    func missingProvider() throws {
        let server = try server()
        #expect(throws: RegistrationError("tool \"late\" needs \"clock\", which nothing provides")) {
            try server.registry.change([
                .disable(.all), .add(Components(tools: [tool("other"), tool(needs: Needs(Self.clock))])),
            ])
        }
        #expect(throws: RegistrationError("prompt \"p\" needs \"clock\", which nothing provides")) {
            let options = Prompt.Options(needs: Needs(Self.clock))
            try server.registry.add(
                Components(prompts: [Prompt(name: "p", description: "", options: options) { _, _ in [] }]))
        }
        #expect(throws: RegistrationError("resource \"x:{a}\" needs \"clock\", which nothing provides")) {
            let options = Resource.Options(needs: Needs(Self.clock))
            try server.registry.replace(
                Components(resources: [Resource(template: "x:{a}", name: "x", options: options) { _, _ in .text("") }]))
        }
        #expect(server.registry.components.map(\.name) == ["early"])
        #expect(server.registry.components.map(\.isEnabled) == [true])
    }

    @Test("A provider that the server was made without cannot come with a component")
    func lateProvider() throws {
        let server = try server()
        let components = Components(
            tools: [tool(needs: Needs(Self.clock))], dependencies: [.provide(Self.clock) { "noon" }])
        #expect(
            throws: RegistrationError(
                "dependency \"clock\" is provided by components that are added to a server: what provides it must be "
                    + "there when the server is made")
        ) {
            try server.registry.add(components)
        }
    }

    @Test("A toolbox that is added again uses the server's own provider")
    func knownProvider() async throws {
        let server = try server()
        try server.registry.add(
            Components(tools: [tool(needs: Needs(Self.pool))], dependencies: [.provide(Self.pool) { "another pool" }]))
        try await server.run {
            #expect(await server.answer(.call("late")).toolText == "a pool")
        }
    }

    @Test("A component's own guards hold, also once it is replaced")
    func ownGuards() async throws {
        let server = try server()
        try server.registry.add(Components(tools: [tool(guards: [.role("editor")])]))
        #expect(
            await server.answer(.call("late", as: "bob+reader")).refusal
                == "403 403 Forbidden: tools/call \"late\" needs role editor")
        #expect(await server.answer(.call("late", as: "eve+editor")).toolText == "ran")
        try server.registry.replace(Components(tools: [tool(guards: [.permission("notes:write")])]))
        let refused = await server.answer(.call("late", as: "bob+reader"))
        #expect(refused.refusal == "403 403 Forbidden: tools/call \"late\" needs permission notes:write")
        #expect(await server.answer(.modern("tools/list", as: "bob+reader")).names(in: "tools") == ["early"])
        #expect(await server.answer(.modern("tools/list", as: "eve+editor")).names(in: "tools") == ["early", "late"])
    }

    @Test("The server's guards hold for what comes later, and after permissions of other names have come")
    func serverGuards() async throws {
        let server = try server(guards: [.permission("notes:read"), .role("reader")])
        for number in 1...70 {
            let access = Access.permission("other:\(number)")
            try server.registry.add(Components(tools: [tool("t\(number)", access: access)]))
        }
        try server.registry.add(Components(tools: [tool()]))
        for ask in [
            Ask.call("late", as: "bob"), .modern("tools/list", as: "bob"), .modern("server/discover", as: "bob"),
        ] {
            #expect(await server.answer(ask).message?.hasSuffix("needs role reader and permission notes:read") == true)
        }
        #expect(await server.answer(.call("late", as: "bob+reader")).toolText == "ran")
        #expect(
            await server.answer(.modern("tools/list", as: "bob+reader")).names(in: "tools") == ["early", "late"])
        server.registry.remove(.all)
        #expect(
            await server.answer(.modern("tools/list", as: "bob")).refusal
                == "403 403 Forbidden: tools/list needs role reader and permission notes:read")
    }

    @Test(
        "The header fields that a component needs are told while it is there, along with those of the server's guards")
    func headerFields() throws {
        let tenant = Guard.policy("tenant", needs: .header("X-Tenant")) { _, tenant in tenant == "7" }
        let server = try server(guards: [tenant])
        #expect(server.headerFieldNames == ["x-tenant"])
        try server.registry.add(Components(tools: [tool(needs: Needs(.header("X-Trace")))]))
        #expect(server.headerFieldNames == ["x-tenant", "x-trace"])
        server.registry.remove(.tool("late"))
        #expect(server.headerFieldNames == ["x-tenant"])
    }
}
