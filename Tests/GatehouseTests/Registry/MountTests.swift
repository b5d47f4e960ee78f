import Testing

@testable import Gatehouse

@Suite("Toolboxes under a prefix")
struct MountTests {
    private let library = Components(
        tools: [Registered.tool("search", says: "found")], prompts: [Registered.prompt("recommend")],
        resources: [
            Registered.resource("book://list", says: "all"), Registered.template("book://{isbn}/{page}"),
            Registered.resource("urn:books", says: "urn"),
        ])

    @Test(
        "A prefix that cannot stand in a name is refused",
        arguments: ["", "a b", "a/b", "ä", "{a}", "a:b", "..%2F", String(repeating: "x", count: 65)])
    func badPrefix(_ prefix: String) throws {
        let server = try Samples.server()
        let message = "prefix \"\(prefix)\": a prefix has 1 to 64 letters, digits, underscores, hyphens and dots"
        #expect(throws: RegistrationError(message)) { try server.mount(library, prefix: prefix) }
        #expect(server.registry.components.count == 8)
    }

    @Test("A template without a scheme of its own cannot be mounted", arguments: ["{+uri}", "{s}://x", "x/{a}"])
    func noScheme(_ template: String) {
        let resource = Registered.template(template)
        let message =
            "resource \"\(template)\" at \(resource.site): what is mounted under a prefix begins with a scheme, as in notes://"
        #expect(throws: RegistrationError(message)) { try Components(resources: [resource]).prefixed("x") }
    }

    @Test("What is there under the prefix already is refused, with both places")
    func twice() throws {
        let server = try Samples.server()
        try server.mount(library, prefix: "library")
        let site = library.tools[0].site
        #expect(
            throws: RegistrationError(
                "two components are registered as tool \"library_search\": at \(site) and at \(site)")
        ) { try server.mount(library, prefix: "library") }
    }

    @Test("A name that the prefix makes too long is refused")
    func tooLong() throws {
        let long = Components(tools: [Registered.tool(String(repeating: "x", count: 100))])
        #expect(throws: RegistrationError.self) {
            try Samples.server().mount(long, prefix: String(repeating: "p", count: 64))
        }
    }

    @Test("Tools, prompts and resources are found under the prefix, and only there")
    func mounted() async throws {
        let server = try Samples.server(Components())
        try server.mount(library, prefix: "library")
        #expect(
            server.registry.components.map(\.name)
                == [
                    "library_search", "library_recommend", "book://library/list", "urn:library/books",
                    "book://library/{isbn}/{page}",
                ])
        #expect(await server.says("library_search") == "found")
        #expect(await server.says("search") == "400 -32602 Unknown tool: search")
        #expect(await server.text(at: "book://library/list") == "all")
        #expect(await server.text(at: "urn:library/books") == "urn")
        #expect(await server.text(at: "book://library/12/3") == "isbn=12;page=3")
        #expect(await server.text(at: "book://list") == "400 -32602 Resource not found")
    }

    @Test("A toolbox is mounted as its components are")
    func toolbox() async throws {
        struct Shop: Toolbox {
            let components: Components
        }
        let server = try Samples.server(Components())
        try server.mount(Shop(components: library), prefix: "shop")
        #expect(await server.says("shop_search") == "found")
    }

    @Test("Completions go with what they complete, alone and composed")
    func completions() throws {
        let completing = Components(
            completions: [
                Completion(prompt: "recommend", argument: "genre") { _, _ in [] },
                Completion(template: "book://{isbn}/{page}", argument: "isbn") { _, _ in [] },
            ])
        let both = try completing.prefixed("library") + completing
        #expect(
            both.completions.map(\.reference) == [
                .prompt(PromptReference(name: "library_recommend")),
                .resource(ResourceTemplateReference(uri: "book://library/{isbn}/{page}")),
                .prompt(PromptReference(name: "recommend")),
                .resource(ResourceTemplateReference(uri: "book://{isbn}/{page}")),
            ])
        let bare = Components(completions: [Completion(template: "{+uri}", argument: "uri") { _, _ in [] }])
        #expect(
            throws: RegistrationError(
                "a completion of \"{+uri}\": what is mounted under a prefix begins with a scheme, as in notes://")
        ) { try bare.prefixed("x") }
    }

    @Test("What was mounted can be taken away together, and nothing else with it")
    func unmounted() async throws {
        let server = try Samples.server(tools: [Registered.tool("library_own")])
        try server.mount(library, prefix: "library")
        try server.mount(library.prefixed("library"), prefix: "outer")
        #expect(server.registry.remove(.mounted("library")) == 5)
        #expect(await server.everyName() == ["library_own", "outer_library_search"])
        #expect(server.registry.components.last?.prefixes == ["outer", "library"])
        try server.mount(library, prefix: "library")
        #expect(await server.everyName() == ["library_own", "outer_library_search", "library_search"])
    }

    @Test("One toolbox may stand under several prefixes, and be composed before the server is made")
    func several() async throws {
        let both = try library.prefixed("a") + library.prefixed("b").prefixed("c") + library
        let server = try Samples.server(both)
        #expect(await server.everyName() == ["a_search", "c_b_search", "search"])
        #expect(await server.text(at: "book://c/b/12/3") == "isbn=12;page=3")
        #expect(await server.text(at: "book://12/3") == "isbn=12;page=3")
    }
}
