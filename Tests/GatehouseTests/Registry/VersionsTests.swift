import Testing

@testable import Gatehouse

@Suite("Several versions of one component")
struct VersionsTests {
    private func tools(_ versions: String?...) -> [Tool] {
        versions.map { Registered.tool("t", $0, says: $0 ?? "none") }
    }

    @Test("One version cannot be registered twice, however it is written")
    func duplicate() throws {
        let first = Registered.tool("t", "2.0")
        #expect(
            throws: RegistrationError(
                "two components are registered as tool \"t\", version 2: at \(first.site) and at \(first.site)")
        ) { try Samples.server(tools: [first, Registered.tool("t", "2")]) }
    }

    @Test(
        "A version that is not there, or not asked for as a text, is refused",
        arguments: [
            ("3", "Unknown version: 3"), ("latest", "Unknown version: latest"), ("", "Unknown version: "),
            ("1.5", "Unknown version: 1.5"), (1, "_meta.dev.gatehouse/version must be a string, not an integer"),
            (.null, "_meta.dev.gatehouse/version must be a string, not null"),
        ] as [(JSONValue, String)])
    func refused(_ version: JSONValue, _ message: String) async throws {
        let server = try Samples.server(tools: tools("1", "2"))
        server.registry.change1Point5()
        #expect(await server.says("t", version) == "400 -32602 \(message)")
    }

    @Test("A component without versions is refused to who asks for one")
    func unversioned() async throws {
        let server = try Samples.server(
            Components(
                tools: tools(nil), prompts: [Registered.prompt("p")], resources: [Registered.resource("x://r")]))
        #expect(await server.says("t", "1") == "400 -32602 Unknown version: 1")
        #expect(await server.text(at: "x://r", "1") == "400 -32602 Unknown version: 1")
        var ask = Ask.modern("prompts/get", ["name": "p"])
        ask.meta[ComponentMeta.version] = "1"
        #expect(await server.answer(ask).refusal == "400 -32602 Unknown version: 1")
    }

    @Test("The highest version is called, whatever the order of registration; another one for who asks")
    func highest() async throws {
        let server = try Samples.server(tools: tools("1.0", "10.0", nil, "2.0", "10.0-rc.1"))
        #expect(await server.says("t") == "10.0")
        #expect(await server.says("t", "2") == "2.0")
        #expect(await server.says("t", "1.0.0") == "1.0")
        #expect(await server.says("t", "10.0-rc.1") == "10.0-rc.1")
    }

    @Test("Where a version is disabled or removed the next one takes its place, and the list's place stays")
    func next() async throws {
        let server = try Samples.server(tools: tools("1", nil, "2") + [Registered.tool("u")])
        server.registry.disable(.tool("t").and(.version("2")))
        #expect(await server.says("t") == "1")
        #expect(await server.says("t", "2") == "400 -32602 Unknown version: 2")
        server.registry.remove(.tool("t").and(.version("1")))
        #expect(await server.says("t") == "none")
        #expect(await server.everyName() == ["t", "u"])
        server.registry.enable(.all)
        #expect(await server.says("t") == "2")
        try server.registry.add(Components(tools: tools("3")))
        #expect(await server.says("t") == "3")
        #expect(await server.everyName() == ["t", "u"])
    }

    @Test("A list names a component once, with its version and the others that its reader may ask for")
    func listed() async throws {
        let server = try Samples.server(
            tools: tools("1", "3") + [
                Registered.tool("t", "2", access: .permission("p")), Registered.tool("u", "7"), Registered.tool("v"),
            ], options: ServerOptions(policy: AccessPolicy(roles: ["r": ["p"]])))
        let list = await server.answer(.modern("tools/list")).result?["tools"]
        #expect(list?.arrayValue?.count == 3)
        #expect(list?[0]?["_meta"] == ["dev.gatehouse/version": "3", "dev.gatehouse/versions": ["3", "1"]])
        #expect(list?[1]?["_meta"] == ["dev.gatehouse/version": "7"])
        #expect(list?[2]?["_meta"] == nil)
        let all = await server.answer(.modern("tools/list", as: "bob+r")).result?["tools"]
        #expect(all?[0]?["_meta"] == ["dev.gatehouse/version": "3", "dev.gatehouse/versions": ["3", "2", "1"]])
        let session = await server.openSession("2025-03-26")
        let old = await server.answer(.legacy("tools/list", session: session)).result?["tools"]
        #expect(old?[0]?["description"] == "3")
        #expect(old?[0]?["_meta"] == nil)
    }

    @Test("A version is for those who may use it, whoever may use another one")
    func access() async throws {
        let server = try Samples.server(
            tools: [
                Registered.tool("t", "1", says: "1"), Registered.tool("t", "2", says: "2", access: .permission("p")),
            ],
            options: ServerOptions(policy: AccessPolicy(roles: ["r": ["p"]])))
        #expect(await server.says("t") == "403 403 Forbidden: tools/call \"t\" needs permission p")
        #expect(await server.says("t", "2") == "403 403 Forbidden: tools/call \"t\" needs permission p")
        #expect(await server.everyName() == [])
        #expect(await server.says("t", "1") == "1")
        #expect(await server.says("t", as: "bob+r") == "2")
    }

    @Test("Prompts and resources have versions as well, in both eras")
    func otherKinds() async throws {
        let server = try Samples.server(
            Components(
                prompts: [Registered.prompt("p", "1", says: "old"), Registered.prompt("p", "2", says: "new")],
                resources: [
                    Registered.resource("x://r", "1", says: "old"), Registered.resource("x://r", "2", says: "new"),
                    Registered.template("y://{a}", "1", says: "old "),
                    Registered.template("y://{a}", "2", says: "new "),
                ]))
        #expect(await server.text(at: "x://r") == "new")
        #expect(await server.text(at: "x://r", "1") == "old")
        #expect(await server.text(at: "y://b") == "new a=b")
        #expect(await server.text(at: "y://b", "1.0") == "old a=b")
        let session = await server.openSession()
        let old = await server.answer(
            .legacy("prompts/get", ["name": "p", "_meta": ["dev.gatehouse/version": "1"]], session: session))
        #expect(old.result?["description"] == "old")
        #expect(await server.everyName("prompts/list", in: "prompts") == ["p"])
        #expect(await server.everyName("resources/list", in: "resources") == ["r"])
        #expect(await server.everyName("resources/templates/list", in: "resourceTemplates") == ["t"])
    }
}

extension Registry {
    /// Makes a version that is there, but not offered.
    fileprivate func change1Point5() {
        do {
            try change([.add(Components(tools: [Registered.tool("t", "1.5")])), .disable(.version("1.5"))])
        } catch {
            Issue.record(error)
        }
    }
}
