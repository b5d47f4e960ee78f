import Testing

@testable import Gatehouse

@Suite("The registry at run time")
struct RegistryChangeTests {
    private func server(_ names: [String] = ["a", "b", "c"]) throws -> Server {
        try Samples.server(tools: names.map { Registered.tool($0, says: "old \($0)") })
    }

    @Test("What contradicts what is there is refused, and nothing of it is added")
    func refused() async throws {
        let server = try server()
        let again = Tool(name: "b", description: "", input: NoInput.self, fileID: "X/Y.swift", line: 9) { _, _ in "" }
        let site = try #require(server.registry.components.first { $0.name == "b" }).site
        #expect(
            throws: RegistrationError(
                "two components are registered as tool \"b\": at \(site) and at X/Y.swift:9")
        ) {
            try server.registry.add(Components(tools: [Registered.tool("d"), again]))
        }
        #expect(await server.everyName() == ["a", "b", "c"])
    }

    @Test(
        "What the protocol does not allow is refused at run time as well",
        arguments: [
            Components(tools: [Registered.tool("a b")]), Components(tools: [Registered.tool("x", "new")]),
            Components(prompts: [Registered.prompt("ä")]), Components(resources: [Registered.resource("no scheme")]),
            Components(resources: [Registered.template("x://{a}{b}")]),
        ])
    func protocolRules(_ components: Components) throws {
        let server = try server()
        #expect(throws: RegistrationError.self) { try server.registry.add(components) }
        #expect(throws: RegistrationError.self) { try server.registry.replace(components) }
        #expect(server.registry.components.count == 3)
    }

    @Test("Of several changes all are made, or none")
    func allOrNone() async throws {
        let server = try server()
        #expect(throws: RegistrationError.self) {
            try server.registry.change([
                .remove(.tool("a")), .disable(.tool("b")), .add(Components(tools: [Registered.tool("c")])),
            ])
        }
        #expect(await server.everyName() == ["a", "b", "c"])
        let count = try server.registry.change([
            .remove(.tool("a")), .disable(.tool("b")), .add(Components(tools: [Registered.tool("a", says: "new")])),
        ])
        #expect(count == 3)
        #expect(await server.everyName() == ["c", "a"])
        #expect(await server.says("a") == "new")
    }

    @Test("A version that cannot be read is refused with the place and the rule")
    func badVersion() {
        #expect(
            throws: RegistrationError(
                "tool \"t\": its version is from one to eight numbers, as in 2 or 2.1.0, or a pre-release, as in "
                    + "2.0.0-beta.1, not \"latest\"")
        ) { try Samples.server(tools: [Registered.tool("t", "latest")]) }
    }

    @Test("What was added is listed last and can be called, in both eras")
    func added() async throws {
        let server = try server()
        let session = await server.openSession()
        try server.registry.add(
            Components(
                tools: [Registered.tool("d", says: "new")], prompts: [Registered.prompt("p", says: "hello")],
                resources: [Registered.resource("x://r", says: "read"), Registered.template("x://{v}")]))
        #expect(await server.everyName() == ["a", "b", "c", "d"])
        #expect(await server.says("d") == "new")
        #expect(await server.text(at: "x://r") == "read")
        #expect(await server.text(at: "x://s") == "v=s")
        let legacy = await server.answer(.legacy("tools/call", ["name": "d", "arguments": [:]], session: session))
        #expect(legacy.toolText == "new")
        #expect(await server.answer(.legacy("prompts/list", session: session)).names(in: "prompts") == ["p"])
    }

    @Test("What was removed or disabled is neither listed nor found", arguments: [true, false])
    func gone(_ removes: Bool) async throws {
        let components = Components(
            tools: [Registered.tool("t"), Registered.tool("u")], prompts: [Registered.prompt("p")],
            resources: [Registered.resource("x://r"), Registered.template("y://{v}")])
        let server = try Samples.server(components)
        let picked = ComponentSelection.all.and(!.tool("u"))
        #expect((removes ? server.registry.remove(picked) : server.registry.disable(picked)) == 4)
        #expect(await server.everyName() == ["u"])
        #expect(await server.everyName("prompts/list", in: "prompts") == [])
        #expect(await server.everyName("resources/list", in: "resources") == [])
        #expect(await server.everyName("resources/templates/list", in: "resourceTemplates") == [])
        #expect(await server.says("t") == "400 -32602 Unknown tool: t")
        #expect(await server.answer(.modern("prompts/get", ["name": "p"])).refusal == "400 -32602 Unknown prompt: p")
        #expect(await server.text(at: "x://r") == "400 -32602 Resource not found")
        #expect(await server.text(at: "y://1") == "400 -32602 Resource not found")
        #expect(server.registry.components.count == (removes ? 1 : 5))
        #expect(server.registry.enable(.all) == (removes ? 0 : 4))
        #expect(await server.everyName() == (removes ? ["u"] : ["t", "u"]))
        #expect(await server.text(at: "y://1") == (removes ? "400 -32602 Resource not found" : "v=1"))
    }

    @Test("A component that is replaced keeps its place and its state; another one is added")
    func replaced() async throws {
        let server = try server()
        server.registry.disable(.tool("c"))
        try server.registry.replace(
            Components(tools: ["c", "d", "a"].map { Registered.tool($0, says: "new \($0)") }))
        #expect(await server.everyName() == ["a", "b", "d"])
        #expect(await server.says("a") == "new a")
        #expect(await server.says("b") == "old b")
        server.registry.enable(.name("c"))
        #expect(await server.everyName() == ["a", "b", "c", "d"])
        #expect(await server.says("c") == "new c")
    }

    @Test("A component that is removed and added again comes last")
    func addedAgain() async throws {
        let server = try server()
        server.registry.remove(.tool("a"))
        try server.registry.add(Components(tools: [Registered.tool("a")]))
        #expect(await server.everyName() == ["b", "c", "a"])
    }

    @Test("A call that is under way ends with the tool that it began with")
    func underWay() async throws {
        let gate = Gate()
        let slow = Tool(name: "slow", description: "", input: NoInput.self) { _, _ in
            await gate.wait()
            return "old"
        }
        let server = try Samples.server(tools: [slow])
        async let before = server.says("slow")
        await gate.arrivals()
        try server.registry.replace(Components(tools: [Registered.tool("slow", says: "new")]))
        #expect(await server.says("slow") == "new")
        server.registry.remove(.all)
        gate.open()
        #expect(await before == "old")
    }

    @Test("Selections pick by kind, name, tag, version and condition")
    func selections() throws {
        let server = try Samples.server(
            Components(
                tools: [
                    Registered.tool("a", "1", tags: ["x"]), Registered.tool("a", "2.0", tags: ["x", "y"]),
                    Registered.tool("b", tags: ["y"]),
                ], prompts: [Registered.prompt("a", "2", tags: ["x"])],
                resources: [Registered.resource("u:a", tags: ["y"]), Registered.template("u:{v}")]))
        func picked(_ selection: ComponentSelection) -> [String] {
            defer { server.registry.enable(.all) }
            server.registry.disable(selection)
            return server.registry.components.filter { !$0.isEnabled }.map {
                "\($0.kind) \($0.name)\($0.version.map { "@" + $0 } ?? "")"
            }
        }
        #expect(picked(.tool("a")) == ["tool a@2.0", "tool a@1"])
        #expect(picked(.prompt("a")) == ["prompt a@2"])
        #expect(picked(.prompt("b")) == [])
        #expect(picked(.name("a")) == ["tool a@2.0", "tool a@1", "prompt a@2"])
        #expect(picked(.resource("u:a")) == ["resource u:a"])
        #expect(picked(.resource("u:{v}")) == [])
        #expect(picked(.resourceTemplate("u:{v}")) == ["resource template u:{v}"])
        #expect(picked(.kind(.resource).or(.kind(.resourceTemplate))) == ["resource u:a", "resource template u:{v}"])
        #expect(picked(.tag("y")) == ["tool a@2.0", "tool b", "resource u:a"])
        #expect(picked(.tag("X")) == [])
        #expect(picked(.version("2")) == ["tool a@2.0", "prompt a@2"])
        #expect(picked(.version("x")) == [])
        #expect(picked(.tool("a").and(.version("2"))) == ["tool a@2.0"])
        #expect(picked(.version("2").and(.tool("a"))) == ["tool a@2.0"])
        #expect(picked(.tool("a").and(.prompt("a"))) == [])
        #expect(picked(.tool("b").or(.prompt("a"))) == ["tool b", "prompt a@2"])
        #expect(picked(!.tag("x").or(.tool("b"))) == ["resource u:a", "resource template u:{v}"])
        #expect(picked(.matching { $0.name.hasPrefix("u") }) == ["resource u:a", "resource template u:{v}"])
        #expect(picked(.all).count == 6)
    }

    @Test("Names that look alike are not the same name")
    func kelvin() async throws {
        let server = try server(["K"])
        #expect(server.registry.remove(.tool("\u{212A}")) == 0)
        #expect(await server.everyName() == ["K"])
    }

    @Test("Discovery declares what there is now, and that it may change only where that is announced")
    func capabilities() async throws {
        var options = ServerOptions()
        options.announcesListChanges = false
        let server = try Samples.server(Components(), options: options)
        let kinds = { (answer: Answer) in
            ["tools", "resources", "prompts"].filter { answer.result?["capabilities"]?[$0] != nil }
        }
        #expect(kinds(await server.answer(.modern("server/discover"))) == [])
        try server.registry.add(Components(prompts: [Registered.prompt("p")]))
        #expect(kinds(await server.answer(.modern("server/discover"))) == ["prompts"])
        let announcing = try Samples.server(Components())
        let all: JSONValue = [
            "tools": ["listChanged": true], "resources": ["subscribe": true, "listChanged": true],
            "prompts": ["listChanged": true],
        ]
        let declared = await announcing.answer(.modern("server/discover")).result?["capabilities"]
        #expect(declared?["tools"] == all["tools"])
        #expect(declared?["resources"] == all["resources"])
        #expect(declared?["prompts"] == all["prompts"])
        let session = await announcing.answer(.initialize("2025-06-18")).result?["capabilities"]
        #expect(session?["tools"] == all["tools"])
    }
}
