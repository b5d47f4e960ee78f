import Testing

@testable import Gatehouse

@Suite("The registry at run time: who may see and use what")
struct RegistryAccessTests {
    private func options() -> ServerOptions {
        var options = ServerOptions(
            policy: AccessPolicy(roles: [
                "one": ["p1"], "two": ["p2"], "three": ["p3"],
                "many": .init(permissions: Set((0..<200).map { "n\($0)" })),
            ]))
        options.pageSize = 3
        return options
    }

    @Test("A tool that asks for a permission which nothing asked for before is closed to those without it")
    func newPermission() async throws {
        let server = try Samples.server(
            tools: [Registered.tool("one", says: "1", access: .permission("p1"))], options: options())
        #expect(await server.everyName(as: "bob+two") == [])
        try server.registry.add(
            Components(tools: [
                Registered.tool("two", says: "2", access: .permission("p2")),
                Registered.tool("scoped", says: "s", access: .scope("s1")),
            ]))
        #expect(await server.says("two") == "403 403 Forbidden: tools/call \"two\" needs permission p2")
        #expect(
            await server.says("one", as: "bob+two")
                == "403 403 Forbidden: tools/call \"one\" needs permission p1")
        #expect(
            await server.says("scoped", as: "bob+two")
                == "403 403 Forbidden: tools/call \"scoped\" needs scope s1")
        #expect(await server.says("two", as: "bob+two") == "2")
        #expect(await server.says("one", as: "bob+one") == "1")
        #expect(await server.says("scoped", as: "bob;s1") == "s")
        #expect(await server.everyName(as: "bob+two") == ["two"])
        #expect(await server.everyName(as: "bob+one,two;s1") == ["one", "two", "scoped"])
    }

    @Test("Permissions keep their meaning while tools that ask for others come and go")
    func churn() async throws {
        let server = try Samples.server(
            tools: [Registered.tool("one", access: .permission("p1"))], options: options())
        for index in 0..<200 {
            try server.registry.change([
                .remove(.matching { $0.name.hasPrefix("n") }),
                .add(Components(tools: [Registered.tool("n\(index)", access: .permission("n\(index)"))])),
            ])
            if index % 20 == 0 {
                #expect(await server.everyName(as: "bob+one") == ["one"])
                #expect(await server.everyName(as: "bob+two") == [])
                #expect(await server.everyName(as: "bob+many") == ["n\(index)"])
            }
        }
    }

    @Test("No list of tools that was made for one permission is given for another one that prompts brought")
    func keptPages() async throws {
        let server = try Samples.server(
            tools: [
                Registered.tool("one", access: .permission("p1")), Registered.tool("two", access: .permission("p2")),
            ], options: options())
        server.registry.remove(.tool("one"))
        #expect(await server.everyName(as: "bob+two") == ["two"])
        let prompt = Prompt(name: "p", description: "", options: .init(access: .permission("p3"))) { _, _ in [] }
        try server.registry.add(Components(prompts: [prompt]))
        #expect(await server.everyName(as: "bob+three") == [])
        #expect(await server.everyName(as: "bob+two") == ["two"])
        #expect(await server.everyName("prompts/list", in: "prompts", as: "bob+three") == ["p"])
        #expect(await server.everyName("prompts/list", in: "prompts", as: "bob+two") == [])
    }

    @Test("A tool that is replaced by one for fewer callers leaves the lists of the others at once")
    func tightened() async throws {
        let server = try Samples.server(tools: [Registered.tool("t", says: "open")], options: options())
        #expect(await server.everyName() == ["t"])
        try server.registry.replace(
            Components(tools: [Registered.tool("t", says: "closed", access: .permission("p1"))]))
        #expect(await server.everyName() == [])
        #expect(await server.says("t") == "403 403 Forbidden: tools/call \"t\" needs permission p1")
        #expect(await server.says("t", as: "bob+one") == "closed")
    }
}
